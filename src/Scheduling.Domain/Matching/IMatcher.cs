namespace Scheduling.Domain.Matching;

/// <summary>
/// The order book of one scope: waiting entries on one side, open slots on the other. One writer, no locks, no clock,
/// no I/O. It proposes; the operations decide.
/// </summary>
public interface IMatcher : IOrderBook
{
    /// <summary>An entry waits, now or otherwise than before: the record replaces an earlier one.</summary>
    void Join(WaitingRecord entry);

    /// <summary>An entry waits no longer; nothing happens when it did not.</summary>
    void Leave(EntryId entry);

    /// <summary>The public may book a slot.</summary>
    void Open(SlotRecord slot);

    /// <summary>The public may no longer book a slot; nothing happens when it could not.</summary>
    void Close(SlotId slot);

    /// <summary>The first waiting entry in order that is eligible for a slot, open or not.</summary>
    WaitingRecord? FirstFor(SlotRecord slot, in MatchDay day);

    /// <summary>The earliest open slot for which an entry is eligible, whether it waits here or not.</summary>
    SlotRecord? EarliestFor(WaitingRecord entry, in MatchDay day);

    /// <summary>The first open slots in slot order, of all places.</summary>
    IReadOnlyList<SlotRecord> FirstOpen(int most);
}
