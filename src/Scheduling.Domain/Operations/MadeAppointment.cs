using Scheduling.Domain.Appointments;
using Scheduling.Domain.Reports;

namespace Scheduling.Domain.Operations;

/// <summary>
/// An appointment that somebody made, as an operation on it finds it: where every such operation begins, and what all
/// of them may ask of it.
/// </summary>
internal sealed record MadeAppointment(
    AppointmentId Id, Appointment State, AppointmentEvent.AppointmentBooked Booking, AppointmentDate Date)
{
    public bool IsBooked => State is Appointment.Booked;

    public bool IsCancelled => State is Appointment.Cancelled;

    public bool IsFulfilled => State is Appointment.Fulfilled;

    public bool IsFirstTime => Booking.Kind == SlotKind.FirstTime;

    /// <summary>
    /// The appointment, and a plan under the rules of its scope. Nothing where the plan is refused already: nobody made
    /// the appointment, its scope takes no part, or its streams do not fit together.
    /// </summary>
    public static MadeAppointment? Find(AppointmentId id, Streams streams, OperationContext context, out Plan plan)
    {
        var state = streams.Appointment(id);
        if (state is not { Made: { } booking, On: { } date })
        {
            plan = Plan.Outside(streams, context).Refuse(Refusals.NotFound(id));
            return null;
        }

        plan = Plan.In(booking.Scope, streams, context);
        return plan.IsRefused ? null : new MadeAppointment(id, state, booking, date);
    }

    /// <summary>The streams that belong to an appointment: slot, place, scope, report, entry and referral.</summary>
    public static IEnumerable<StreamId> StreamsOf(AppointmentId id, Streams first)
    {
        if (first.Appointment(id) is not { Made: { } booking, On: { } date })
        {
            yield break;
        }

        yield return date.Slot;
        yield return date.Place;
        yield return StreamId.WindowOf(booking.Scope);
        if (booking.Report is { } report)
        {
            yield return report;
            yield return ReturnRules.EntryOf(id, booking);
        }

        if (booking.Referral is { } referral)
        {
            yield return referral;
        }
    }

    /// <summary>What the patient asked for; nothing of a continuing visit.</summary>
    public ReportTerms? ReportOn(Plan plan) => Booking.Report is { } report ? plan.Report(report).On : null;

    /// <summary>
    /// Whether this is the first visit of an entitled patient (states.md §3, §4): the report says so, by whatever way
    /// the date came about. Such a patient changes the date at the place, and is put on the list after giving it up.
    /// </summary>
    public bool IsOfEntitled(Plan plan) => ReportOn(plan) is { IsEntitled: true };
}

/// <summary>What operations on an appointment ask for.</summary>
internal static class AppointmentRules
{
    /// <summary>
    /// Ends the plan unless the date stands and lies ahead: what has begun is reported as it went, not undone.
    /// </summary>
    public static Plan RequireAhead(this Plan plan, MadeAppointment appointment) =>
        plan
            .Require(appointment.IsBooked, Refusals.AppointmentNotBooked)
            .Require(
                plan.Now.Now < WarsawTime.ToInstant(appointment.Date.Start),
                Refusals.TooLate, appointment.Date.Start.Date);

    /// <summary>
    /// Ends the plan unless the place of the appointment asks, and for a first visit with a reason of the law
    /// (art. 23g(5)(2)). A continuing visit follows the treatment and needs none.
    /// </summary>
    public static Plan RequirePlaceWithReason(this Plan plan, MadeAppointment appointment, PlaceReason? reason) =>
        plan
            .Refuse(Permissions.RefuseUnlessStaffOf(appointment.Date.Place, plan.Now.By))
            .Require(!appointment.IsFirstTime || reason is not null, Refusals.ReasonMissing);
}
