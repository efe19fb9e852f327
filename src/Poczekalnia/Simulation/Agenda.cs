using NodaTime;

namespace Poczekalnia.Simulation;

/// <summary>
/// What the actors of a run will do, by instant. What is planned for one instant is done in
/// the order it was asked for, so
/// the seed alone decides everything.
/// </summary>
public sealed class Agenda
{
    private readonly PriorityQueue<Action, (Instant At, long Order)> _items = new();
    private long _order;

    public int Count => _items.Count;

    /// <summary>When the next item is due, or nothing.</summary>
    public Instant? Next => _items.TryPeek(out _, out var first) ? first.At : null;

    public void At(Instant at, Action what) => _items.Enqueue(what, (at, _order++));

    /// <summary>The first item, which leaves the agenda.</summary>
    public Action Take() => _items.Dequeue();
}
