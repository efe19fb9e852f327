using NodaTime;

namespace Scheduling.Domain.Matching;

/// <summary>
/// All that a feed knows at one position, in records: with it another feed goes on as if it had read the log itself.
/// </summary>
/// <param name="Position">The last position read.</param>
/// <param name="WindowThrough">The last day of the booking window, once there is one.</param>
/// <param name="SweptThrough">The last day up to which the window is known to be swept.</param>
/// <param name="Entries">Who waits, in any order.</param>
/// <param name="Slots">The free slots, in any order.</param>
/// <param name="Places">The places that are active or whose contract ends.</param>
/// <param name="Work">What is left to do, in order.</param>
public sealed record FeedState(
    long Position,
    LocalDate? WindowThrough,
    LocalDate? SweptThrough,
    bool WaitingRoom,
    int MinimumLeadDays,
    IReadOnlyCollection<FeedEntry> Entries,
    IReadOnlyCollection<FeedSlot> Slots,
    IReadOnlyCollection<FeedPlace> Places,
    IReadOnlyCollection<FeedWork> Work);

/// <summary>A waiting entry.</summary>
/// <param name="QueuedAt">Position of the work that will try it against the open slots; nothing once it was.</param>
public readonly record struct FeedEntry(WaitingRecord Entry, long? QueuedAt);

/// <summary>A free slot.</summary>
/// <param name="Released">Released to the public since it last became free.</param>
/// <param name="InBook">The public may book it.</param>
/// <param name="QueuedAt">Position of the work that will offer it; nothing where there is none.</param>
public readonly record struct FeedSlot(SlotRecord Slot, bool Released, bool InBook, long? QueuedAt);

/// <summary>A place.</summary>
/// <param name="ContractEnds">The first day without a contract, once there is one.</param>
public readonly record struct FeedPlace(PlaceId Place, bool Active, LocalDate? ContractEnds);

/// <summary>One item of work: a slot to offer, an entry to try, or else a sweep.</summary>
/// <param name="Through">The last day of a sweep.</param>
public readonly record struct FeedWork(long Position, SlotId? Slot, EntryId? Entry, LocalDate? Through);
