using NodaTime;

namespace Scheduling.Domain.Matching;

/// <summary>A free first-time slot as the matcher's feed knows it.</summary>
internal sealed class FreeSlot(SlotRecord record)
{
    /// <summary>No work is queued for it.</summary>
    public const long Nothing = -1;

    public SlotRecord Record { get; } = record;

    public SlotOrder Order { get; } = record.Order;

    public SlotStanding Standing { get; set; } = new(false, false, Nothing);
}

/// <summary>How the matcher stands to a free slot.</summary>
/// <param name="Released">Released to the public since it last became free; otherwise held back.</param>
/// <param name="InBook">Stands among the open slots of the order book, all of them released and bookable.</param>
/// <param name="QueuedAt">Position of the queued work that will offer it, or <see cref="FreeSlot.Nothing"/>.</param>
internal readonly record struct SlotStanding(bool Released, bool InBook, long QueuedAt);

/// <summary>The free slots of a scope: by identity, in slot order, and by place.</summary>
internal sealed class FreeSlots
{
    private static readonly Comparer<FreeSlot> InSlotOrder =
        Comparer<FreeSlot>.Create((left, right) => left.Order.CompareTo(right.Order));

    private readonly Dictionary<SlotId, FreeSlot> _byId = [];
    private readonly Dictionary<PlaceId, HashSet<FreeSlot>> _byPlace = [];
    private readonly SortedSet<FreeSlot> _inOrder = new(InSlotOrder);

    /// <summary>All of them in slot order.</summary>
    public IReadOnlyCollection<FreeSlot> All => _inOrder;

    public FreeSlot? Find(SlotId slot) => _byId.GetValueOrDefault(slot);

    public void Add(FreeSlot slot)
    {
        _byId.Add(slot.Record.Slot, slot);
        _inOrder.Add(slot);
        var place = slot.Record.Place.Place;
        if (!_byPlace.TryGetValue(place, out var ofPlace))
        {
            _byPlace.Add(place, ofPlace = []);
        }

        ofPlace.Add(slot);
    }

    public void Remove(FreeSlot slot)
    {
        _byId.Remove(slot.Record.Slot);
        _inOrder.Remove(slot);
        _byPlace[slot.Record.Place.Place].Remove(slot);
    }

    /// <summary>The slots of a place in slot order.</summary>
    public IReadOnlyCollection<FreeSlot> Of(PlaceId place) =>
        _byPlace.TryGetValue(place, out var ofPlace) ? [.. ofPlace.Order(InSlotOrder)] : [];

    /// <summary>The slots after one day, if given, up to and with another, in slot order.</summary>
    public IReadOnlyCollection<FreeSlot> Between(LocalDate? after, LocalDate through)
    {
        if (_inOrder.Count == 0 || after >= through)
        {
            return [];
        }

        var from = after is { } day ? Bound(day.PlusDays(1)) : _inOrder.Min!;
        var end = Bound(through.PlusDays(1));
        return InSlotOrder.Compare(from, end) < 0 ? _inOrder.GetViewBetween(from, end) : [];
    }

    /// <summary>The first slot of all that has started, if any.</summary>
    public FreeSlot? FirstStarted(LocalDateTime now) =>
        _inOrder.Min is { } first && first.Record.Start <= now ? first : null;

    // No slot is equal to a bound, for a default TERYT code comes before every real one.
    private static FreeSlot Bound(LocalDate day) =>
        new(new SlotRecord(default, new PlaceRecord(default, default, default), default, day.AtMidnight(), null, null));
}
