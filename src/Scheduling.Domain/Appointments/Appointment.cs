using NodaTime;
using static Scheduling.Domain.Appointments.AppointmentEvent;

namespace Scheduling.Domain.Appointments;

/// <summary>One booked visit (states.md §1).</summary>
public abstract record Appointment : StreamState
{
    private Appointment() { }

    /// <summary>Nobody booked it.</summary>
    public sealed record Absent : Appointment;

    /// <summary>It has a date.</summary>
    /// <param name="Booking">Who, for what, by which way.</param>
    /// <param name="Date">When and where, as last fixed.</param>
    public sealed record Booked(AppointmentBooked Booking, AppointmentDate Date) : Appointment;

    public sealed record Cancelled(AppointmentBooked Booking, AppointmentDate Date) : Appointment;

    public sealed record Fulfilled(AppointmentBooked Booking, AppointmentDate Date) : Appointment;

    public sealed record Missed(AppointmentBooked Booking, AppointmentDate Date, Fault Fault) : Appointment;

    public sealed record Inconsistent(DomainEvent Event, StreamState Before) : Appointment, IInconsistent;

    public static Appointment Initial { get; } = new Absent();

    /// <summary>Who, for what, by which way; nothing while nobody booked it.</summary>
    public AppointmentBooked? Made => Parts?.Booking;

    /// <summary>When and where, as last fixed; nothing while nobody booked it.</summary>
    public AppointmentDate? On => Parts?.Date;

    /// <summary>Gathers events and never refuses one: whatever was recorded has happened.</summary>
    public static Appointment Evolve(Appointment state, DomainEvent happened) =>
        (happened, state) switch
        {
            (AppointmentBooked booked, Absent) =>
                new Booked(booked, new AppointmentDate(booked.Slot, booked.Place, booked.Start, booked.At, [])),
            (AppointmentRescheduled moved, Booked booked) => booked with { Date = booked.Date.ChangedBy(moved) },
            (AppointmentCancelled, Booked booked) => new Cancelled(booked.Booking, booked.Date),
            (AppointmentFulfilled, Booked booked) => new Fulfilled(booked.Booking, booked.Date),
            (AppointmentMissed missed, Booked booked) => new Missed(booked.Booking, booked.Date, missed.Fault),
            (AppointmentMissed missed, Missed { Fault: Fault.Undetermined } before) =>
                before with { Fault = missed.Fault },
            _ => new Inconsistent(happened, state),
        };

    private (AppointmentBooked Booking, AppointmentDate Date)? Parts =>
        this switch
        {
            Booked booked => (booked.Booking, booked.Date),
            Cancelled cancelled => (cancelled.Booking, cancelled.Date),
            Fulfilled fulfilled => (fulfilled.Booking, fulfilled.Date),
            Missed missed => (missed.Booking, missed.Date),
            _ => null,
        };
}

/// <summary>When and where an appointment is.</summary>
/// <param name="FixedAt">When this date was fixed: no reminder is due before.</param>
/// <param name="LeftSlots">Slots that changes of date have left.</param>
public sealed record AppointmentDate(
    SlotId Slot, PlaceId Place, LocalDateTime Start, Instant FixedAt, ValueList<SlotId> LeftSlots)
{
    /// <summary>Every slot this appointment has left once it leaves its present one too.</summary>
    public ValueList<SlotId> AllLeft => [.. LeftSlots, Slot];

    /// <summary>The date after a change.</summary>
    public AppointmentDate ChangedBy(AppointmentRescheduled moved) =>
        new(moved.Slot, moved.Place, moved.Start, moved.At, AllLeft);
}
