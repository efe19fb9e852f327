using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Reports;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Domain.Operations;

/// <summary>
/// The patient gives up a date (pl. <i>rezygnacja</i>, art. 23g(9)); an entitled patient is put on the list. Nobody has
/// this wish for the patient: the desk of a place that is asked to cancel says that the patient does, by its channel.
/// </summary>
/// <param name="Reminded">By text message: the date that the reminder named.</param>
public sealed record CancelByPatient(AppointmentId Appointment, LocalDateTime? Reminded = null) : IOperation
{
    public IEnumerable<StreamId> Reads => [Appointment];

    public IEnumerable<StreamId> ReadsNext(Streams first) => MadeAppointment.StreamsOf(Appointment, first);

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        if (MadeAppointment.Find(Appointment, streams, context, out var plan) is not { IsCancelled: false } made)
        {
            return plan;
        }

        var entitled = made.IsOfEntitled(plan);
        plan.Refuse(Permissions.Refuse(ActOn(made, entitled), plan.Now, made.Booking.Contacts))
            .Refuse(Permissions.RefuseUnlessForPatient(context.By))
            // A reply speaks of the very date that the reminder named; one that has changed since is left alone.
            .Require(context.By.Channel != Channel.Sms || Reminded == made.Date.Start, Refusals.NotTheReminded)
            .RequireAhead(made)
            .Do(Appointment, new AppointmentCommand.Cancel(null))
            .GiveUp(made.Date.Slot, Appointment, SlotAfterwards.Freed);
        return plan.IsRefused || made.Booking.Report is not { } report ? plan
            : entitled && plan.Now.Policy is { WaitingRoom: true, EntitledCancellationReturns: true }
                ? plan.ReturnToList(made, made.Date.AllLeft, PlacedBecause.EntitledPatientCancelled)
                : plan.EndWish(made.Booking, report, ReportClosure.Resigned).Release(made.Booking.Referral);
    }

    private static Act ActOn(MadeAppointment made, bool entitled) =>
        entitled ? Act.CancelEntitled
        : made.IsFirstTime ? Act.CancelFirstTime
        : Act.CancelContinuing;
}

/// <summary>
/// A place takes back a date (art. 23g(5)(2), (8)): the patient returns to the list with the order kept.
/// </summary>
/// <param name="Reason">One of the law's reasons; a continuing visit needs none.</param>
public sealed record CancelByPlace(AppointmentId Appointment, PlaceReason? Reason, SlotAfterwards Slot) : IOperation
{
    public IEnumerable<StreamId> Reads => [Appointment];

    public IEnumerable<StreamId> ReadsNext(Streams first) => MadeAppointment.StreamsOf(Appointment, first);

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        MadeAppointment.Find(Appointment, streams, context, out var plan) is not { IsCancelled: false } made ? plan
            : plan
                .RequirePlaceWithReason(made, Reason)
                .Require(
                    Reason != PlaceReason.ContractEnded || context.By.Role == ActorRole.System,
                    Refusals.ReasonNotAllowed("contract-ended"))
                .RequireAhead(made)
                .Do(Appointment, new AppointmentCommand.Cancel(Reason))
                .GiveUp(made.Date.Slot, Appointment, Slot)
                .ReturnToList(made, made.Date.AllLeft, PlacedBecause.PlaceCancelled);
}
