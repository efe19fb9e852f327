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

    public IEnumerable<StreamId> ReadsNext(Streams first) =>
        ReturnRules.StreamsOf(Appointment, first.Appointment(Appointment));

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        var appointment = streams.Appointment(Appointment);
        if (appointment.Made is not { } booking || appointment.On is not { } date)
        {
            return Plan.Outside(streams, context).Refuse(Refusals.NotFound(Appointment));
        }

        var plan = Plan.In(booking.Scope, streams, context);
        if (plan.IsRefused || appointment is Appointments.Appointment.Fulfilled)
        {
            return plan;
        }

        plan.Refuse(Permissions.RefuseUnlessStaffOf(date.Place, context.By))
            .Do(Appointment, new AppointmentCommand.Fulfil())
            .Do(date.Slot, new SlotCommand.ConsumeSlot(Appointment));
        return booking.Report is { } report
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

    public IEnumerable<StreamId> ReadsNext(Streams first) =>
        ReturnRules.StreamsOf(Appointment, first.Appointment(Appointment));

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        var appointment = streams.Appointment(Appointment);
        if (appointment.Made is not { } booking || appointment.On is not { } date)
        {
            return Plan.Outside(streams, context).Refuse(Refusals.NotFound(Appointment));
        }

        var plan = Plan.In(booking.Scope, streams, context);
        if (plan.IsRefused || appointment is Appointments.Appointment.Missed missed && missed.Fault == Fault)
        {
            return plan;
        }

        plan.Refuse(Permissions.RefuseUnlessStaffOf(date.Place, context.By))
            .Do(Appointment, new AppointmentCommand.Miss(Fault));
        if (appointment is Appointments.Appointment.Booked)
        {
            plan.Do(date.Slot, new SlotCommand.ConsumeSlot(Appointment));
        }

        return plan.IsRefused || booking.Report is not { } report ? plan
            : Fault switch
            {
                Fault.Patient => plan.StrikeOff(Appointment, booking, report),
                // The slot was used up and not left: it cannot come back to anybody.
                Fault.NotPatient => plan.ReturnToList(
                    Appointment, appointment, date.LeftSlots, PlacedBecause.NotPatientsFault),
                Fault.Undetermined => plan,
            };
    }
}

/// <summary>
/// Kept away by force majeure, the patient asks back in (pl. <i>wniosek o
/// przywrócenie</i>, art. 20(10f)): at most seven
/// calendar days after the day the hindrance ended.
/// </summary>
/// <param name="Appointment">The one missed.</param>
public sealed record ReinstateEntry(AppointmentId Appointment, LocalDate HindranceEndedOn) : IOperation
{
    public IEnumerable<StreamId> Reads => [Appointment];

    public IEnumerable<StreamId> ReadsNext(Streams first) =>
        ReturnRules.StreamsOf(Appointment, first.Appointment(Appointment));

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        var appointment = streams.Appointment(Appointment);
        if (appointment.Made is not { Report: { } reportId } booking)
        {
            return Plan.Outside(streams, context).Refuse(Refusals.NotFound(Appointment));
        }

        var plan = Plan.In(booking.Scope, streams, context);
        var entry = ReturnRules.EntryOf(Appointment, booking);
        if (plan.IsRefused || plan.Entry(entry) is WaitingEntry.Waiting || plan.Report(reportId).On is not { } report)
        {
            return plan;
        }

        var form = booking.Referral is { } held && plan.Referral(held).Written is { } issue
            ? issue.Form
            : ReferralForm.Electronic;

        // Calendar days: seven days over the spring change last 167 hours, and the patient still has until midnight.
        var lastDay = HindranceEndedOn.PlusDays(plan.Now.Policy.ReinstatementDays);
        plan.Refuse(Permissions.Refuse(Act.Join, plan.Now, report.Filed.Contacts, form))
            // A report filed since is another wish: its order is not this appointment's to take.
            .Require(
                appointment is Appointments.Appointment.Missed { Fault: Fault.Patient }
                && report.Filed.At <= booking.At,
                Refusals.NotRemovedForNoShow)
            .Require(HindranceEndedOn <= plan.Now.Today, Refusals.TooEarly(HindranceEndedOn.AtMidnight()))
            .Require(plan.Now.Today <= lastDay, Refusals.TooLate(lastDay))
            .Require(plan.Now.Policy.WaitingRoom, Refusals.WaitingRoomOff)
            .Require(
                booking.Referral is not { } referral || plan.Referral(referral) is Referral.Issued,
                Refusals.ReferralNotIssued)
            .Do(reportId, new CentralReportCommand.ReopenReport());
        return plan.IsRefused ? plan
            : plan.Entry(entry) is WaitingEntry.Absent
                ? plan.PlaceEntry(
                    entry, reportId, report, appointment.On!.Place, appointment.On.LeftSlots,
                    PlacedBecause.Reinstated)
                : plan.Reinstate(entry, report, appointment.On!.LeftSlots);
    }
}

/// <summary>What a missed visit by the patient's fault does.</summary>
internal static class NoShowSteps
{
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
