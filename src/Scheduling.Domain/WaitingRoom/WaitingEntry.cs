using NodaTime;
using static Scheduling.Domain.WaitingRoom.WaitingEntryEvent;

namespace Scheduling.Domain.WaitingRoom;

/// <summary>One wait for one service (states.md §1).</summary>
public abstract record WaitingEntry : StreamState
{
    private WaitingEntry() { }

    /// <summary>Nobody placed it.</summary>
    public sealed record Absent : WaitingEntry;

    /// <summary>The patient waits.</summary>
    public sealed record Waiting(WaitingTerms Terms) : WaitingEntry;

    /// <summary>It has a date; stays so when the visit takes place.</summary>
    public sealed record Assigned(WaitingTerms Terms, SlotId Slot, AppointmentId Appointment) : WaitingEntry;

    public sealed record Withdrawn(WaitingTerms Terms) : WaitingEntry;

    public sealed record Removed(WaitingTerms Terms) : WaitingEntry;

    public sealed record Inconsistent(DomainEvent Event, StreamState Before) : WaitingEntry, IInconsistent;

    public static WaitingEntry Initial { get; } = new Absent();

    /// <summary>What the patient waits for; nothing while nobody placed the entry.</summary>
    public WaitingTerms? On =>
        this switch
        {
            Waiting waiting => waiting.Terms,
            Assigned assigned => assigned.Terms,
            Withdrawn withdrawn => withdrawn.Terms,
            Removed removed => removed.Terms,
            _ => null,
        };

    /// <summary>Gathers events and never refuses one: whatever was recorded has happened.</summary>
    public static WaitingEntry Evolve(WaitingEntry state, DomainEvent happened) =>
        (happened, state) switch
        {
            (EntryPlaced placed, Absent) =>
                new Waiting(new WaitingTerms(placed, placed.Order, placed.Criteria, placed.LeftSlots)),
            (CriteriaChanged changed, Waiting waiting) =>
                new Waiting(waiting.Terms with { Criteria = changed.Criteria, CriteriaChangedAt = changed.At }),
            (MedicalCategoryChanged changed, Waiting waiting) => new Waiting(waiting.Terms with
            {
                Order = waiting.Terms.Order with { Class = changed.Class },
                Category = changed.Category,
                CategoryChangedAt = changed.At,
            }),
            (EntryAssigned assigned, Waiting waiting) =>
                new Assigned(waiting.Terms, assigned.Slot, assigned.Appointment),
            (EntryReturned returned, Assigned assigned) => new Waiting(assigned.Terms.Without(returned.LeftSlots) with
            {
                Order = assigned.Terms.Order with { Class = returned.Class },
            }),
            (EntryWithdrawn, Waiting waiting) => new Withdrawn(waiting.Terms),
            (EntryWithdrawn, Assigned assigned) => new Withdrawn(assigned.Terms),
            (EntryRemoved, Assigned assigned) => new Removed(assigned.Terms),
            (EntryReinstated reinstated, Removed removed) =>
                new Waiting(removed.Terms.Without(reinstated.LeftSlots)),
            _ => new Inconsistent(happened, state),
        };
}

/// <summary>What a patient waits for, and in which order.</summary>
/// <param name="CriteriaChangedAt">When the criteria were last changed while waiting, if ever.</param>
/// <param name="Category">What the medical category was last changed to while waiting, if ever.</param>
/// <param name="CategoryChangedAt">When that was.</param>
public sealed record WaitingTerms(
    EntryPlaced Placed,
    OrderKey Order,
    Criteria Criteria,
    ValueList<SlotId> LeftSlots,
    Instant? CriteriaChangedAt = null,
    MedicalCategory? Category = null,
    Instant? CategoryChangedAt = null)
{
    /// <summary>The same terms, but for slots that were left.</summary>
    public WaitingTerms Without(ValueList<SlotId> left) =>
        left.Count == 0 ? this : this with { LeftSlots = [.. LeftSlots.Union(left)] };
}
