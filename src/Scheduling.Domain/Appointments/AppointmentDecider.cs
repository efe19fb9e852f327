using System.Diagnostics;
using static Scheduling.Domain.Appointments.Appointment;
using static Scheduling.Domain.Appointments.AppointmentCommand;
using static Scheduling.Domain.Appointments.AppointmentEvent;
using Decision = Scheduling.Domain.Decision<Scheduling.Domain.Appointments.AppointmentEvent>;

namespace Scheduling.Domain.Appointments;

/// <summary>The rules of one appointment.</summary>
public static class AppointmentDecider
{
    public static Decision Decide(AppointmentCommand command, Appointment state, Circumstances now) =>
        command switch
        {
            Book book => Decide(book, state, now),
            Reschedule move => Decide(move, state, now),
            Cancel cancel => Decide(cancel, state, now),
            Fulfil => Fulfilment(state, now),
            Miss miss => Decide(miss, state, now),
            _ => throw new UnreachableException(),
        };

    private static Decision Decide(Book book, Appointment state, Circumstances now) =>
        state is not Absent
            ? new AlreadySo()
            : new AppointmentBooked(
                book.Patient, book.Slot, book.Offer.Place, book.Offer.Scope, book.Offer.Kind, book.Offer.Start,
                book.Report, book.Entry, book.Referral, book.Contacts, now.By.Role, now.By.Channel, book.Origin,
                book.LegalBasis, book.Eligibility, now.Policy.Ref, now.Now);

    private static Decision Decide(Reschedule move, Appointment state, Circumstances now) =>
        state switch
        {
            Booked booked when booked.Date.Slot == move.Slot => new AlreadySo(),
            Booked booked => new AppointmentRescheduled(
                booked.Date.Slot, move.Slot, move.Place, move.Start, now.By.Role, now.By.Channel, move.Reason,
                now.Policy.Ref, now.Now),
            _ => Refusals.AppointmentNotBooked,
        };

    private static Decision Decide(Cancel cancel, Appointment state, Circumstances now) =>
        state switch
        {
            Booked => new AppointmentCancelled(now.By.Role, now.By.Channel, cancel.Reason, now.Policy.Ref, now.Now),
            Cancelled => new AlreadySo(),
            _ => Refusals.AppointmentNotBooked,
        };

    /// <summary>A visit can be reported on its day before it begins: the desk often does.</summary>
    private static Decision Fulfilment(Appointment state, Circumstances now) =>
        state switch
        {
            Booked booked when now.Today < booked.Date.Start.Date =>
                Refusals.TooEarly(booked.Date.Start.Date.AtMidnight()),
            Booked => new AppointmentFulfilled(now.Now),
            Fulfilled => new AlreadySo(),
            _ => Refusals.AppointmentNotBooked,
        };

    private static Decision Decide(Miss miss, Appointment state, Circumstances now) =>
        state switch
        {
            Booked booked when now.Now < WarsawTime.ToInstant(booked.Date.Start) =>
                Refusals.TooEarly(booked.Date.Start),
            Booked => new AppointmentMissed(miss.Fault, now.Policy.Ref, now.Now),
            Missed missed when missed.Fault == miss.Fault => new AlreadySo(),
            Missed { Fault: Fault.Undetermined } => new AppointmentMissed(miss.Fault, now.Policy.Ref, now.Now),
            Missed => Refusals.FaultAlreadySettled,
            _ => Refusals.AppointmentNotBooked,
        };
}
