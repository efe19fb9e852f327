using System.Diagnostics;
using System.Runtime.InteropServices;
using NodaTime;

namespace Scheduling.Domain.Matching;

/// <summary>
/// What the matcher of one scope has read of the log: the order book, the free slots, and the work still to do, in log
/// order. The allocator works on it; see README.md beside this file.
/// </summary>
/// <param name="book">An empty order book; from now on the feed writes it and nobody else.</param>
public sealed partial class MatcherFeed(IMatcher book)
{
    private readonly Dictionary<PlaceId, PlaceStanding> _places = [];

    /// <summary>The last position read; 0 before the first.</summary>
    public long Position { get; private set; }

    /// <summary>The last day of the booking window, once there is one.</summary>
    public LocalDate? WindowThrough { get; private set; }

    /// <summary>Whether slots are offered to the list.</summary>
    public bool WaitingRoom { get; private set; }

    /// <summary>Calendar days below which no slot is offered to the list.</summary>
    public int MinimumLeadDays { get; private set; }

    internal IMatcher Book { get; } = book;

    internal FreeSlots Slots { get; } = new();

    internal WorkQueue Queue { get; } = new();

    /// <summary>Waiting entries not yet tried against the open slots, and the position of the work that will.</summary>
    internal Dictionary<EntryId, (WaitingRecord Record, long QueuedAt)> Untried { get; } = [];

    /// <summary>The last day up to which the window is known to be swept.</summary>
    internal LocalDate? SweptThrough { get; set; }

    /// <summary>A group is proposed and neither committed nor rolled back: the log must wait.</summary>
    internal bool GroupInFlight { get; set; }

    /// <summary>Takes in what the log says next.</summary>
    /// <exception cref="InvalidOperationException">A group is in flight, or the position is a lower one.</exception>
    public void Apply(MatcherInput input)
    {
        ReadTo(input.Position);
        switch (input)
        {
            case MatcherInput.EntryWaits waits: Wait(waits.Entry); break;
            case MatcherInput.EntryGone gone: Gone(gone.Entry); break;
            case MatcherInput.SlotHeldBack held: HoldBack(held.Slot); break;
            case MatcherInput.SlotReleased released: Released(released.Slot, released.AsOf); break;
            case MatcherInput.SlotGone gone: Gone(gone.Slot); break;
            case MatcherInput.PlaceActive active: Activate(active.Place); break;
            case MatcherInput.PlaceInactive inactive: Deactivate(inactive.Place); break;
            case MatcherInput.ContractEnds ends: EndContract(ends.Place, ends.On); break;
            case MatcherInput.WindowAdvanced advanced: Advance(advanced.Through); break;
            case MatcherInput.WindowSwept swept: Swept(swept.Through); break;
            case MatcherInput.PolicyAdopted adopted: Adopt(adopted); break;
            default: throw new UnreachableException();
        }
    }

    /// <summary>Notes that the log was read up to a position, whether or not it spoke of this scope.</summary>
    /// <exception cref="InvalidOperationException">A group is in flight, or the position is a lower one.</exception>
    public void ReadTo(long position)
    {
        if (GroupInFlight)
        {
            throw new InvalidOperationException("A group is in flight: commit it or roll it back before reading on.");
        }

        if (position < Position)
        {
            throw new InvalidOperationException($"Position {position} comes after {Position} was read.");
        }

        Position = position;
    }

    /// <summary>Whether a free slot may be offered or booked: its place active, its day in the window.</summary>
    internal bool IsDue(FreeSlot slot)
    {
        var date = slot.Record.Start.Date;
        return date <= WindowThrough && slot.Place.Active && !(date >= slot.Place.ContractEnds);
    }

    /// <summary>Whether an item of work is not done with: what it names still waits for just this item.</summary>
    internal bool IsStillToDo(Work work) => work.Kind switch
    {
        WorkKind.OfferSlot => SlotOf(work) is not null,
        WorkKind.TryEntry => Untried.TryGetValue(work.Entry, out var entry) && entry.QueuedAt == work.Position,
        WorkKind.Sweep => !(work.Through <= SweptThrough),
    };

    /// <summary>The slot that an item of work is about, if it is still to be offered by this item.</summary>
    internal FreeSlot? SlotOf(Work work) =>
        work.Slot is { IsFree: true } slot && slot.Standing.QueuedAt == work.Position && IsDue(slot) ? slot : null;

    /// <summary>What is left to do, in order.</summary>
    internal IEnumerable<Work> WorkLeft() => Queue.Left.ToArray().Where(IsStillToDo);

    /// <summary>Drops the free slots that have started: they are over, and no event says so.</summary>
    internal void Expire(LocalDateTime now)
    {
        while (Slots.FirstStarted(now) is { } over)
        {
            Take(over);
        }
    }

    private void Wait(WaitingRecord entry)
    {
        Book.Join(entry);
        Untried[entry.Entry] = (entry, Position);
        Queue.Add(Work.Try(entry.Entry, Position));
    }

    private void Gone(EntryId entry)
    {
        Book.Leave(entry);
        Untried.Remove(entry);
    }

    private void HoldBack(SlotRecord record)
    {
        Gone(record.Slot);
        var slot = new FreeSlot(record, Standing(record.Place.Place));
        Slots.Add(slot);
        Offer(slot);
    }

    // A release that this matcher did not propose was proposed by one before it, or decided without any. What that one
    // offered in vain is not offered again: whoever waited then does not fit, and whoever came later is still to be
    // tried. So the order of assignments is the same as if there had been one matcher all the time. Work that it had
    // not read of is left to do; and where there was no matcher the slot is open, and offered all the same.
    private void Released(SlotId id, long? asOf)
    {
        if (Slots.Find(id) is not { Standing.Released: false } slot)
        {
            return;
        }

        if (slot.Standing.QueuedAt > asOf)
        {
            Stand(slot, slot.Standing with { Released = true });
            return;
        }

        var isDue = IsDue(slot);
        Stand(slot, new SlotStanding(true, isDue, FreeSlot.Nothing));
        if (isDue && asOf is null)
        {
            Enqueue(slot);
        }
    }

    private void Gone(SlotId id)
    {
        if (Slots.Find(id) is { } slot)
        {
            Take(slot);
        }
    }

    private void Activate(PlaceId id)
    {
        var place = Standing(id);
        if (!place.Active)
        {
            place.Active = true;
            OfferAll(Slots.Of(id));
        }
    }

    private void Deactivate(PlaceId id)
    {
        Standing(id).Active = false;
        TakeOutOfBook(id);
    }

    private void EndContract(PlaceId id, LocalDate on)
    {
        Standing(id).ContractEnds = on;
        TakeOutOfBook(id);
    }

    // What is due no longer.
    private void TakeOutOfBook(PlaceId id)
    {
        foreach (var slot in Slots.Of(id))
        {
            if (!IsDue(slot))
            {
                Stand(slot, slot.Standing with { InBook = false });
            }
        }
    }

    private void Advance(LocalDate through)
    {
        if (through <= WindowThrough)
        {
            return;
        }

        var before = WindowThrough;
        WindowThrough = through;
        OfferAll(Slots.Between(before, through));
        Queue.Add(Work.SweepOf(through, Position));
    }

    private void Swept(LocalDate through) =>
        SweptThrough = SweptThrough is { } before && before > through ? before : through;

    private void Adopt(MatcherInput.PolicyAdopted policy)
    {
        (WaitingRoom, MinimumLeadDays) = (policy.WaitingRoom, policy.MinimumLeadDays);
        OfferAll(Slots.All);
    }

    private void OfferAll(IEnumerable<FreeSlot> inSlotOrder)
    {
        foreach (var slot in inSlotOrder)
        {
            Offer(slot);
        }
    }

    // Until its turn comes a slot is nobody's: were it open already, an entry that gets a later slot meanwhile would
    // have been kept from an earlier one.
    private void Offer(FreeSlot slot)
    {
        if (IsDue(slot))
        {
            Stand(slot, slot.Standing with { InBook = false });
            Enqueue(slot);
        }
    }

    private void Enqueue(FreeSlot slot)
    {
        slot.Standing = slot.Standing with { QueuedAt = Position };
        Queue.Add(Work.Offer(slot, Position));
    }

    /// <summary>Changes a free slot's standing, and the order book with it.</summary>
    internal void Stand(FreeSlot slot, SlotStanding standing)
    {
        if (standing.InBook && !slot.Standing.InBook)
        {
            Book.Open(slot.Record);
        }
        else if (slot.Standing.InBook && !standing.InBook)
        {
            Book.Close(slot.Record.Slot);
        }

        slot.Standing = standing;
    }

    /// <summary>The slot is free no longer.</summary>
    internal void Take(FreeSlot slot)
    {
        Stand(slot, slot.Standing with { InBook = false });
        Slots.Remove(slot);
    }

    private PlaceStanding Standing(PlaceId id) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_places, id, out _) ??= new PlaceStanding();
}
