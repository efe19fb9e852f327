using NodaTime;

namespace Scheduling.Domain.Matching;

/// <summary>What one item of the matcher's work is about.</summary>
internal enum WorkKind
{
    /// <summary>Offer a slot to the list.</summary>
    OfferSlot,

    /// <summary>Try an entry against the open slots.</summary>
    TryEntry,

    /// <summary>Report that the window was swept.</summary>
    Sweep,
}

/// <summary>One item of work. It is done with when what it names has other work, or none.</summary>
/// <param name="Slot">The free slot itself, so that its turn comes without looking for it.</param>
internal readonly record struct Work(long Position, WorkKind Kind, FreeSlot? Slot, EntryId Entry, LocalDate Through)
{
    public static Work Offer(FreeSlot slot, long position) => new(position, WorkKind.OfferSlot, slot, default, default);

    public static Work Try(EntryId entry, long position) => new(position, WorkKind.TryEntry, null, entry, default);

    public static Work SweepOf(LocalDate through, long position) =>
        new(position, WorkKind.Sweep, null, default, through);
}

/// <summary>
/// The work in the order of the log; a set stands in it member by member in slot order. Taking is undone by going back
/// to a mark, and only <see cref="Forget"/> lets go of what was taken.
/// </summary>
internal sealed class WorkQueue
{
    private const int WorthCompacting = 1024;

    private readonly List<Work> _items = [];
    private int _head;

    public ReadOnlySpan<Work> Left => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_items)[_head..];

    public bool IsEmpty => _head == _items.Count;

    /// <summary>Where the queue stands, for <see cref="GoBack"/>.</summary>
    public (int Head, int End) Mark => (_head, _items.Count);

    public Work First => _items[_head];

    public void Add(Work work) => _items.Add(work);

    public void Take() => _head++;

    public void GoBack((int Head, int End) mark)
    {
        _items.RemoveRange(mark.End, _items.Count - mark.End);
        _head = mark.Head;
    }

    public void Forget()
    {
        if (_head > WorthCompacting && _head > _items.Count / 2)
        {
            _items.RemoveRange(0, _head);
            _head = 0;
        }
    }
}
