using NodaTime;

namespace Scheduling.Domain.Matching;

/// <summary>A free first-time slot as the matcher's feed knows it.</summary>
/// <param name="place">What is known of its place; all slots of a place share it.</param>
internal sealed class FreeSlot(SlotRecord record, PlaceStanding place)
{
    /// <summary>No work is queued for it.</summary>
    public const long Nothing = -1;

    public SlotRecord Record { get; } = record;

    public SlotOrder Order { get; } = record.Order;

    public PlaceStanding Place { get; } = place;

    /// <summary>Whether it still is one.</summary>
    public bool IsFree { get; set; }

    public SlotStanding Standing { get; set; } = new(false, false, Nothing);
}

/// <summary>How the matcher stands to a free slot.</summary>
/// <param name="Released">Released to the public since it last became free; otherwise held back.</param>
/// <param name="InBook">Stands among the open slots of the order book, all of them released and bookable.</param>
/// <param name="QueuedAt">Position of the queued work that will offer it, or <see cref="FreeSlot.Nothing"/>.</param>
internal readonly record struct SlotStanding(bool Released, bool InBook, long QueuedAt);

/// <summary>Whether a place is open, and until when.</summary>
internal sealed class PlaceStanding
{
    public bool Active { get; set; }

    /// <summary>The first day without a contract, once it is known.</summary>
    public LocalDate? ContractEnds { get; set; }
}

/// <summary>The free slots of a scope: by identity, in slot order, and by place.</summary>
internal sealed class FreeSlots
{
    private static readonly Comparer<FreeSlot> InSlotOrder =
        Comparer<FreeSlot>.Create((left, right) => left.Order.CompareTo(right.Order));

    private static readonly PlaceStanding Nowhere = new();

    private readonly Dictionary<SlotId, FreeSlot> _byId = [];
    private readonly Dictionary<PlaceId, HashSet<FreeSlot>> _byPlace = [];
    private readonly SortedSet<FreeSlot> _inOrder = new(InSlotOrder);

    /// <summary>All of them in slot order.</summary>
    public IReadOnlyCollection<FreeSlot> All => _inOrder;

    public FreeSlot? Find(SlotId slot) => _byId.GetValueOrDefault(slot);

    public void Add(FreeSlot slot)
    {
        slot.IsFree = true;
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
        slot.IsFree = false;
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
        new(
            new SlotRecord(default, new PlaceRecord(default, default, default), default, day.AtMidnight(), null, null),
            Nowhere);
}
