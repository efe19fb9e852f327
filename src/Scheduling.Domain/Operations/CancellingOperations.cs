using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Reports;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Domain.Operations;

/// <summary>
/// The patient gives up a date (pl. <i>rezygnacja</i>, art. 23g(9)); an entitled patient is put on the list.
/// </summary>
/// <param name="Reminded">By text message: the date that the reminder named.</param>
public sealed record CancelByPatient(AppointmentId Appointment, LocalDateTime? Reminded = null) : IOperation
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
        if (plan.IsRefused || appointment is Appointments.Appointment.Cancelled)
        {
            return plan;
        }

        plan.Refuse(Permissions.Refuse(ActOn(booking), plan.Now, booking.Contacts))
            // A reply speaks of the very date that the reminder named; one that has changed since is left alone.
            .Require(context.By.Channel != Channel.Sms || Reminded == date.Start, Refusals.NotTheReminded)
            .Require(appointment is Appointments.Appointment.Booked, Refusals.AppointmentNotBooked)
            .Require(context.Now < WarsawTime.ToInstant(date.Start), Refusals.TooLate(date.Start.Date))
            .Do(Appointment, new AppointmentCommand.Cancel(null))
            .GiveUp(date.Slot, Appointment, SlotAfterwards.Freed);
        return plan.IsRefused || booking.Report is not { } report ? plan
            : Returns(booking, plan)
                ? plan.ReturnToList(Appointment, appointment, date.AllLeft, PlacedBecause.EntitledPatientCancelled)
                : plan.Resign(booking, report);
    }

    private static Act ActOn(AppointmentEvent.AppointmentBooked booking) =>
        booking switch
        {
            { LegalBasis: not null } => Act.CancelEntitled,
            { Kind: SlotKind.FirstTime } => Act.CancelFirstTime,
            _ => Act.CancelContinuing,
        };

    private static bool Returns(AppointmentEvent.AppointmentBooked booking, Plan plan) =>
        plan.Now.Policy is { WaitingRoom: true, EntitledCancellationReturns: true }
        && plan.Report(booking.Report!.Value).On is { Filed.Entitlement: not null };
}

/// <summary>
/// A place takes back a date (art. 23g(5)(2), (8)): the patient returns to the list with the order kept.
/// </summary>
/// <param name="Reason">One of the law's reasons; a continuing visit needs none.</param>
public sealed record CancelByPlace(AppointmentId Appointment, PlaceReason? Reason, SlotAfterwards Slot) : IOperation
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
        if (plan.IsRefused || appointment is Appointments.Appointment.Cancelled)
        {
            return plan;
        }

        return plan
            .Refuse(Permissions.RefuseUnlessStaffOf(date.Place, context.By))
            .Require(booking.Kind == SlotKind.Continuing || Reason is not null, Refusals.ReasonMissing)
            .Require(
                Reason != PlaceReason.ContractEnded || context.By.Role == ActorRole.System,
                Refusals.ReasonNotAllowed("contract-ended"))
            .Require(appointment is Appointments.Appointment.Booked, Refusals.AppointmentNotBooked)
            .Do(Appointment, new AppointmentCommand.Cancel(Reason))
            .GiveUp(date.Slot, Appointment, Slot)
            .ReturnToList(Appointment, appointment, date.AllLeft, PlacedBecause.PlaceCancelled);
    }
}

/// <summary>The end of a patient's own wish.</summary>
internal static class ResignationSteps
{
    /// <summary>The wish ends with the date, and the referral can be used again.</summary>
    public static Plan Resign(this Plan plan, AppointmentEvent.AppointmentBooked booking, ReportId report) =>
        plan.EndWish(booking, report, ReportClosure.Resigned).Release(booking.Referral);
}
