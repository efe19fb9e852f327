using NodaTime;

namespace Poczekalnia.Simulation;

/// <summary>
/// What the actors of a run will do, by instant. What is planned for one instant is done in
/// the order it was asked for, so
/// the seed alone decides everything.
/// </summary>
public sealed class Agenda
{
    private readonly PriorityQueue<Action, Turn> _items = new();
    private long _order;

    public int Count => _items.Count;

    /// <summary>When the next item is due, or nothing.</summary>
    public Instant? Next => _items.TryPeek(out _, out var first) ? first.At : null;

    public void At(Instant at, Action what) => _items.Enqueue(what, new Turn(at, _order++));

    /// <summary>The first item, which leaves the agenda.</summary>
    public Action Take() => _items.Dequeue();

    private readonly record struct Turn(Instant At, long Order) : IComparable<Turn>
    {
        public int CompareTo(Turn other)
        {
            var byInstant = At.CompareTo(other.At);
            return byInstant != 0 ? byInstant : Order.CompareTo(other.Order);
        }
    }
}
