using NodaTime;

namespace Scheduling.Domain.Matching;

/// <summary>
/// What the log of one scope says to its matcher, in the matcher's own words. Inputs come in the order of the log; what
/// the matcher has itself proposed comes back among them and changes nothing.
/// </summary>
/// <param name="Position">Of the event in the log; never lower than the one before.</param>
public abstract record MatcherInput(long Position)
{
    /// <summary>An entry was placed, returned, reinstated, or waits with another wish or class.</summary>
    public sealed record EntryWaits(WaitingRecord Entry, long Position) : MatcherInput(Position);

    /// <summary>An entry was assigned, withdrawn or removed.</summary>
    public sealed record EntryGone(EntryId Entry, long Position) : MatcherInput(Position);

    /// <summary>A first-time slot was published or freed: nobody but the matcher gives it away.</summary>
    public sealed record SlotHeldBack(SlotRecord Slot, long Position) : MatcherInput(Position);

    /// <summary>A slot was released to the public.</summary>
    /// <param name="AsOf">
    /// The position up to which a matcher had read that offered it in vain; nothing where it was not offered.
    /// </param>
    public sealed record SlotReleased(SlotId Slot, long? AsOf, long Position) : MatcherInput(Position);

    /// <summary>A slot was taken, consumed or withdrawn.</summary>
    public sealed record SlotGone(SlotId Slot, long Position) : MatcherInput(Position);

    /// <summary>A place was activated or resumed.</summary>
    public sealed record PlaceActive(PlaceId Place, long Position) : MatcherInput(Position);

    /// <summary>A place was suspended.</summary>
    public sealed record PlaceInactive(PlaceId Place, long Position) : MatcherInput(Position);

    /// <summary>A place's contract ends.</summary>
    /// <param name="On">The first day without a contract: slots from then on are not offered.</param>
    public sealed record ContractEnds(PlaceId Place, LocalDate On, long Position) : MatcherInput(Position);

    /// <summary>Further days may be booked.</summary>
    /// <param name="Through">The last day of the window, included.</param>
    public sealed record WindowAdvanced(LocalDate Through, long Position) : MatcherInput(Position);

    /// <summary>Every slot of the days unblocked was offered.</summary>
    public sealed record WindowSwept(LocalDate Through, long Position) : MatcherInput(Position);

    /// <summary>The scope follows another policy; all its entries are tried once.</summary>
    /// <param name="WaitingRoom">Whether slots are offered to the list at all.</param>
    /// <param name="MinimumLeadDays">Calendar days below which no slot is offered to the list, 0 or more.</param>
    public sealed record PolicyAdopted(bool WaitingRoom, int MinimumLeadDays, long Position) : MatcherInput(Position);
}
