using Scheduling.Domain.Appointments;
using Scheduling.Domain.Slots;

namespace Scheduling.Domain.Operations;

/// <summary>The patient moves a first visit to another open slot, also of another place (art. 23g(5)(1)).</summary>
public sealed record RescheduleByPatient(AppointmentId Appointment, SlotId Slot) : IOperation
{
    public IEnumerable<StreamId> Reads => [Appointment, Slot];

    public IEnumerable<StreamId> ReadsNext(Streams first) => ReschedulingSteps.StreamsOf(Appointment, Slot, first);

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        var appointment = streams.Appointment(Appointment);
        if (appointment.Made is not { } booking || appointment.On is not { } date)
        {
            return Plan.Outside(streams, context).Refuse(Refusals.NotFound(Appointment));
        }

        var plan = Plan.In(booking.Scope, streams, context);
        if (plan.IsRefused || (appointment is Appointments.Appointment.Booked && date.Slot == Slot))
        {
            return plan;
        }

        return plan
            .Require(
                booking.Kind == SlotKind.FirstTime,
                Refusals.ChannelNotAllowed(ChannelTable.NamesOf(plan.Now.Policy.Channels.For(Act.ChangeContinuing))))
            .Require(booking.LegalBasis is null, Refusals.EntitledChangesAtPlace)
            .Refuse(Permissions.Refuse(Act.ChangeFirstTime, plan.Now, booking.Contacts))
            .Require(appointment is Appointments.Appointment.Booked, Refusals.AppointmentNotBooked)
            .Require(context.Now < WarsawTime.ToInstant(date.Start), Refusals.TooLate(date.Start.Date))
            .RequireServed(Slot, booking.Scope, SlotKind.FirstTime, plan.AgesOf(booking))
            .RequireInsideWindow(plan.DayOf(Slot))
            .MoveTo(Slot, Appointment, date, SlotAccess.Open, SlotAfterwards.Freed, null)
            .HoldElsewhere(booking, date.Place, Slot);
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
        var appointment = streams.Appointment(Appointment);
        if (appointment.Made is not { } booking || appointment.On is not { } date)
        {
            return Plan.Outside(streams, context).Refuse(Refusals.NotFound(Appointment));
        }

        var plan = Plan.In(booking.Scope, streams, context);
        if (plan.IsRefused || (appointment is Appointments.Appointment.Booked && date.Slot == Slot))
        {
            return plan;
        }

        plan.Refuse(Permissions.RefuseUnlessStaffOf(date.Place, context.By))
            .Require(booking.Kind == SlotKind.Continuing || Reason is not null, Refusals.ReasonMissing)
            .Require(Reason != PlaceReason.ContractEnded, Refusals.ReasonNotAllowed("contract-ended"))
            .Require(appointment is Appointments.Appointment.Booked, Refusals.AppointmentNotBooked)
            .RequireServed(Slot, booking.Scope, booking.Kind, plan.AgesOf(booking))
            .Require(plan.IsOf(Slot, date.Place), Refusals.OtherPlace(date.Place));
        return (booking.Kind == SlotKind.FirstTime ? plan.RequireInsideWindow(plan.DayOf(Slot)) : plan)
            .MoveTo(Slot, Appointment, date, SlotAccess.AnyFree, Old, Reason);
    }
}

/// <summary>The steps that the ways of changing a date share.</summary>
internal static class ReschedulingSteps
{
    public static IEnumerable<StreamId> StreamsOf(AppointmentId id, SlotId slot, Streams first) =>
        ReturnRules.StreamsOf(id, first.Appointment(id))
            .Concat(first.Slot(slot).Published is { } offer ? [offer.Place] : [])
            .Distinct()
            .Where(stream => !first.Contains(stream));

    public static AgeRange? AgesOf(this Plan plan, AppointmentEvent.AppointmentBooked booking) =>
        booking.Report is { } report ? plan.Report(report).On?.Filed.Ages : null;

    /// <summary>Takes the new slot before the old one is left, so that nobody is without a date in between.</summary>
    public static Plan MoveTo(
        this Plan plan,
        SlotId slot,
        AppointmentId appointment,
        AppointmentDate old,
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
            .Do(slot, new SlotCommand.BookSlot(appointment, access))
            .Do(appointment, new AppointmentCommand.Reschedule(slot, offer.Place, offer.Start, reason))
            .GiveUp(old.Slot, appointment, afterwards);
    }

    /// <summary>The new place takes the referral over.</summary>
    public static Plan HoldElsewhere(
        this Plan plan, AppointmentEvent.AppointmentBooked booking, PlaceId before, SlotId slot) =>
        plan.IsRefused || plan.IsOf(slot, before) ? plan : plan.Hold(booking.Referral, plan.PlaceOf(slot)!.Value);
}
