using static Scheduling.Domain.Slots.SlotEvent;

namespace Scheduling.Domain.Slots;

/// <summary>One bookable time (states.md §1).</summary>
public abstract record Slot : StreamState
{
    private Slot() { }

    /// <summary>Nobody published it.</summary>
    public sealed record Absent : Slot;

    /// <summary>Nobody has it.</summary>
    /// <param name="Released">Whether the public may book it; otherwise it is held back for the waiting room.</param>
    public sealed record Free(SlotPublished Offer, bool Released) : Slot;

    /// <summary>An appointment has it.</summary>
    public sealed record Taken(SlotPublished Offer, AppointmentId Appointment) : Slot;

    /// <summary>Its time was used, attended or not.</summary>
    public sealed record Consumed(SlotPublished Offer, AppointmentId Appointment) : Slot;

    /// <summary>The place offers it no longer.</summary>
    public sealed record Withdrawn(SlotPublished Offer) : Slot;

    public sealed record Inconsistent(DomainEvent Event, StreamState Before) : Slot, IInconsistent;

    public static Slot Initial { get; } = new Absent();

    /// <summary>What was published, or nothing while nothing was.</summary>
    public SlotPublished? Published =>
        this switch
        {
            Free free => free.Offer,
            Taken taken => taken.Offer,
            Consumed consumed => consumed.Offer,
            Withdrawn withdrawn => withdrawn.Offer,
            _ => null,
        };

    /// <summary>Gathers events and never refuses one: whatever was recorded has happened.</summary>
    public static Slot Evolve(Slot state, DomainEvent happened) =>
        (happened, state) switch
        {
            (SlotPublished published, Absent) => new Free(published, Released: false),
            (SlotReleased, Free { Released: false } free) => free with { Released = true },
            (SlotAssigned assigned, Free free) => new Taken(free.Offer, assigned.Appointment),
            (SlotBooked booked, Free free) => new Taken(free.Offer, booked.Appointment),
            (SlotFreed freed, Taken taken) when freed.Appointment == taken.Appointment =>
                new Free(taken.Offer, Released: false),
            (SlotConsumed consumed, Taken taken) when consumed.Appointment == taken.Appointment =>
                new Consumed(taken.Offer, taken.Appointment),
            (SlotWithdrawn, Free free) => new Withdrawn(free.Offer),
            // A place that cancels or moves a visit may give up its time in the same act.
            (SlotWithdrawn, Taken taken) => new Withdrawn(taken.Offer),
            _ => new Inconsistent(happened, state),
        };
}
