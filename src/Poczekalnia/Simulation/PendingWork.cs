using NodaTime;
using Scheduling.Domain;

namespace Poczekalnia.Simulation;

/// <summary>The work that is due, by instant, kind and key. An item leaves only when it has been done.</summary>
public sealed class PendingWork
{
    private readonly SortedSet<Due> _items = [];

    public int Count => _items.Count;

    /// <summary>The item that comes first, or nothing.</summary>
    public Due? First => _items.Min;

    /// <summary>Everything due, in order.</summary>
    public IEnumerable<Due> All => _items;

    /// <summary>Adds an item; one that is already there stays one.</summary>
    public void Add(Due due) => _items.Add(due);

    public void Remove(Due due) => _items.Remove(due);

    /// <summary>Whether something is due by then.</summary>
    public bool IsDueBy(Instant instant) => First is { } first && first.At <= instant;
}
