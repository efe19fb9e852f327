namespace Scheduling.Domain.Matching;

/// <summary>What a matcher holds, in no particular order: the twins are compared by it.</summary>
public interface IOrderBook
{
    /// <summary>Entries that wait.</summary>
    IReadOnlyCollection<WaitingRecord> Waiting { get; }

    /// <summary>Slots that the public may book.</summary>
    IReadOnlyCollection<SlotRecord> OpenSlots { get; }
}
