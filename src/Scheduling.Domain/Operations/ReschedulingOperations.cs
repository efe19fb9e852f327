using Scheduling.Domain.Appointments;
using Scheduling.Domain.Slots;

namespace Scheduling.Domain.Operations;

/// <summary>
/// The patient moves a first visit to another open slot, also of another place (art. 23g(5)(1)). For an entitled
/// patient the place does.
/// </summary>
public sealed record RescheduleByPatient(AppointmentId Appointment, SlotId Slot) : IOperation
{
    public IEnumerable<StreamId> Reads => [Appointment, Slot];

    public IEnumerable<StreamId> ReadsNext(Streams first) => ReschedulingSteps.StreamsOf(Appointment, Slot, first);

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        if (MadeAppointment.Find(Appointment, streams, context, out var plan) is not { } made || made.IsAt(Slot))
        {
            return plan;
        }

        return plan
            .Require(
                made.IsFirstTime,
                Refusals.ChannelNotAllowed(ChannelTable.NamesOf(plan.Now.Policy.Channels.For(Act.ChangeContinuing))))
            .Require(!made.IsOfEntitled(plan), Refusals.EntitledChangesAtPlace)
            .Refuse(Permissions.Refuse(Act.ChangeFirstTime, plan.Now, made.Booking.Contacts))
            .RequireAhead(made)
            .RequireServed(Slot, made.Booking.Scope, SlotKind.FirstTime, made.ReportOn(plan)?.Filed.Ages)
            .RequireInsideWindow(plan.DayOf(Slot))
            .MoveTo(Slot, made, SlotAccess.Open, SlotAfterwards.Freed, null)
            .HoldElsewhere(made, Slot);
    }
}

/// <summary>
/// A place moves its patient to another date of its own: for the law's reasons (art. 23g(5)(2)), or as the treatment
/// asks.
/// </summary>
/// <param name="Reason">One of the law's reasons; a continuing visit needs none.</param>
/// <param name="Old">What becomes of the slot left.</param>
public sealed record RescheduleByPlace(
    AppointmentId Appointment, SlotId Slot, PlaceReason? Reason, SlotAfterwards Old) : IOperation
{
    public IEnumerable<StreamId> Reads => [Appointment, Slot];

    public IEnumerable<StreamId> ReadsNext(Streams first) => ReschedulingSteps.StreamsOf(Appointment, Slot, first);

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        if (MadeAppointment.Find(Appointment, streams, context, out var plan) is not { } made || made.IsAt(Slot))
        {
            return plan;
        }

        plan.RequirePlaceWithReason(made, Reason)
            .Require(Reason != PlaceReason.ContractEnded, Refusals.ReasonNotAllowed("contract-ended"))
            .RequireAhead(made)
            .RequireServed(Slot, made.Booking.Scope, made.Booking.Kind, made.ReportOn(plan)?.Filed.Ages)
            .Require(plan.IsOf(Slot, made.Date.Place), Refusals.OtherPlace(made.Date.Place));
        return (made.IsFirstTime ? plan.RequireInsideWindow(plan.DayOf(Slot)) : plan)
            .MoveTo(Slot, made, SlotAccess.AnyFree, Old, Reason);
    }
}

/// <summary>The steps that the ways of changing a date share.</summary>
internal static class ReschedulingSteps
{
    public static IEnumerable<StreamId> StreamsOf(AppointmentId id, SlotId slot, Streams first) =>
        MadeAppointment.StreamsOf(id, first)
            .Concat(first.Slot(slot).Published is { } offer ? [offer.Place] : [])
            .Distinct()
            .Where(stream => !first.Contains(stream));

    /// <summary>Whether the appointment has this date already, so that nothing is left to do.</summary>
    public static bool IsAt(this MadeAppointment appointment, SlotId slot) =>
        appointment.IsBooked && appointment.Date.Slot == slot;

    /// <summary>Takes the new slot before the old one is left, so that nobody is without a date in between.</summary>
    public static Plan MoveTo(
        this Plan plan,
        SlotId slot,
        MadeAppointment appointment,
        SlotAccess access,
        SlotAfterwards afterwards,
        PlaceReason? reason)
    {
        if (plan.IsRefused)
        {
            return plan;
        }

        var offer = plan.Slot(slot).Published!;
        return plan
            .Do(slot, new SlotCommand.BookSlot(appointment.Id, access))
            .Do(appointment.Id, new AppointmentCommand.Reschedule(slot, offer.Place, offer.Start, reason))
            .GiveUp(appointment.Date.Slot, appointment.Id, afterwards);
    }

    /// <summary>The new place takes the referral over.</summary>
    public static Plan HoldElsewhere(this Plan plan, MadeAppointment appointment, SlotId slot) =>
        plan.IsRefused || plan.IsOf(slot, appointment.Date.Place)
            ? plan
            : plan.Hold(appointment.Booking.Referral, plan.PlaceOf(slot)!.Value);
}
