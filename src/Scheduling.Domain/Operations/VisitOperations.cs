using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Domain.Operations;

/// <summary>The visit took place. The referral stays with the place for the treatment.</summary>
public sealed record FulfilAppointment(AppointmentId Appointment) : IOperation
{
    public IEnumerable<StreamId> Reads => [Appointment];

    public IEnumerable<StreamId> ReadsNext(Streams first) => MadeAppointment.StreamsOf(Appointment, first);

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        if (MadeAppointment.Find(Appointment, streams, context, out var plan) is not { IsFulfilled: false } made)
        {
            return plan;
        }

        plan.Refuse(Permissions.RefuseUnlessStaffOf(made.Date.Place, context.By))
            .Do(Appointment, new AppointmentCommand.Fulfil())
            .Do(made.Date.Slot, new SlotCommand.ConsumeSlot(Appointment));
        return made.Booking.Report is { } report
            ? plan.Do(report, new CentralReportCommand.CloseReport(ReportClosure.Fulfilled))
            : plan;
    }
}

/// <summary>
/// The visit did not take place (art. 23g(8), (10)). While the fault is undetermined everything stays; it never settles
/// by itself.
/// </summary>
public sealed record MissAppointment(AppointmentId Appointment, Fault Fault) : IOperation
{
    public IEnumerable<StreamId> Reads => [Appointment];

    public IEnumerable<StreamId> ReadsNext(Streams first) => MadeAppointment.StreamsOf(Appointment, first);

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        if (MadeAppointment.Find(Appointment, streams, context, out var plan) is not { } made
            || (made.State is Appointments.Appointment.Missed missed && missed.Fault == Fault))
        {
            return plan;
        }

        plan.Refuse(Permissions.RefuseUnlessStaffOf(made.Date.Place, context.By))
            .Do(Appointment, new AppointmentCommand.Miss(Fault));
        if (made.IsBooked)
        {
            plan.Do(made.Date.Slot, new SlotCommand.ConsumeSlot(Appointment));
        }

        return plan.IsRefused || made.Booking.Report is not { } report ? plan
            : Fault switch
            {
                Fault.Patient => plan.StrikeOff(Appointment, made.Booking, report),
                // The slot was used up and not left: it cannot come back to anybody.
                Fault.NotPatient => plan.ReturnToList(made, made.Date.LeftSlots, PlacedBecause.NotPatientsFault),
                Fault.Undetermined => plan,
            };
    }
}

/// <summary>
/// Kept away by force majeure, the patient asks back in (pl. <i>wniosek o przywrócenie</i>, art. 20(10f)): at most
/// seven calendar days after the day the hindrance ended.
/// </summary>
/// <param name="Appointment">The one missed.</param>
public sealed record ReinstateEntry(AppointmentId Appointment, LocalDate HindranceEndedOn) : IOperation
{
    public IEnumerable<StreamId> Reads => [Appointment];

    public IEnumerable<StreamId> ReadsNext(Streams first) => MadeAppointment.StreamsOf(Appointment, first);

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        if (MadeAppointment.Find(Appointment, streams, context, out var plan) is not { } made)
        {
            return plan;
        }

        // A continuing visit was never on the list.
        if (made.Booking.Report is not { } reportId || made.ReportOn(plan) is not { } report)
        {
            return plan.Refuse(Refusals.NotFound(Appointment));
        }

        var entry = ReturnRules.EntryOf(Appointment, made.Booking);
        if (plan.Entry(entry) is WaitingEntry.Waiting)
        {
            return plan;
        }

        plan.Refuse(Permissions.Refuse(Act.Join, plan.Now, report.Filed.Contacts, plan.FormOf(made.Booking.Referral)))
            // A report filed since is another wish: its order is not this appointment's to take.
            .Require(
                made.State is Appointments.Appointment.Missed { Fault: Fault.Patient }
                && report.Filed.At <= made.Booking.At,
                Refusals.NotRemovedForNoShow)
            .RequireInTime(HindranceEndedOn)
            .Require(plan.Now.Policy.WaitingRoom, Refusals.WaitingRoomOff)
            .Require(
                made.Booking.Referral is not { } referral || plan.Referral(referral) is Referral.Issued,
                Refusals.ReferralNotIssued)
            .Do(reportId, new CentralReportCommand.ReopenReport());
        return plan.IsRefused ? plan
            : plan.Entry(entry) is WaitingEntry.Absent
                ? plan.PlaceEntry(
                    entry, reportId, report, made.Date.Place, made.Date.LeftSlots, PlacedBecause.Reinstated)
                : plan.Reinstate(entry, report, made.Date.LeftSlots);
    }
}

/// <summary>What a visit missed by the patient's fault does, and how that is undone.</summary>
internal static class NoShowSteps
{
    /// <summary>Ends the plan unless the hindrance is over, and the time in which the patient may ask is not.</summary>
    public static Plan RequireInTime(this Plan plan, LocalDate hindranceEndedOn)
    {
        // Calendar days: seven days over the spring change last 167 hours, and the patient still has until midnight.
        var lastDay = hindranceEndedOn.PlusDays(plan.Now.Policy.ReinstatementDays);
        return plan
            .Require(hindranceEndedOn <= plan.Now.Today, Refusals.TooEarly(hindranceEndedOn.AtMidnight()))
            .Require(plan.Now.Today <= lastDay, Refusals.TooLate(lastDay));
    }

    /// <summary>
    /// The patient loses the place on the list, and the referral can be used again (art. 23g(10), (11)).
    /// </summary>
    public static Plan StrikeOff(
        this Plan plan, AppointmentId id, AppointmentEvent.AppointmentBooked booking, ReportId report)
    {
        plan.Do(report, new CentralReportCommand.CloseReport(ReportClosure.NoShow)).Release(booking.Referral);
        return booking.Entry is { } entry ? plan.Do(entry, new WaitingEntryCommand.RemoveEntry(id)) : plan;
    }
}
