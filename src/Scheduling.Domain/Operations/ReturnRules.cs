using Scheduling.Domain.Appointments;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Domain.Operations;

/// <summary>How a patient returns to the list with the order kept (states.md §3; art. 23g(8), (12)).</summary>
internal static class ReturnRules
{
    /// <summary>The entry a return makes for a patient who had none.</summary>
    public static EntryId EntryAfter(AppointmentId appointment) =>
        new(Ids.Derive("returned-entry", appointment.ToString()));

    /// <summary>The entry an appointment came from, or the one its return would make.</summary>
    public static EntryId EntryOf(AppointmentId id, AppointmentEvent.AppointmentBooked booking) =>
        booking.Entry ?? EntryAfter(id);

    /// <summary>
    /// Back to the list: the entry returns, or one is placed. Where there is no list, or no referral any more to wait
    /// on, the report ends.
    /// </summary>
    /// <param name="left">Slots that the appointment has left.</param>
    public static Plan ReturnToList(
        this Plan plan, MadeAppointment appointment, ValueList<SlotId> left, PlacedBecause because)
    {
        var booking = appointment.Booking;
        if (plan.IsRefused || booking.Report is not { } reportId || plan.Report(reportId).On is not { } report)
        {
            return plan;
        }

        plan.Release(booking.Referral);
        if (booking.Referral is { } referral && plan.Referral(referral) is Referral.Cancelled)
        {
            return plan.EndWish(booking, reportId, ReportClosure.ReferralEnded);
        }

        if (!plan.Now.Policy.WaitingRoom)
        {
            return plan.EndWish(booking, reportId, ReportClosure.NotRealised);
        }

        var entry = EntryOf(appointment.Id, booking);
        return plan.Entry(entry).On is { } terms
            ? plan.ReturnEntry(entry, terms, appointment.Id, report, left, because)
            : plan.PlaceEntry(entry, reportId, report, appointment.Date.Place, left, because);
    }

    /// <summary>The report ends with the appointment, and so does the entry that the appointment came from.</summary>
    public static Plan EndWish(
        this Plan plan, AppointmentEvent.AppointmentBooked booking, ReportId report, ReportClosure reason)
    {
        plan.Do(report, new CentralReportCommand.CloseReport(reason));
        return booking.Entry is { } entry ? plan.Do(entry, new WaitingEntryCommand.WithdrawEntry()) : plan;
    }

    /// <summary>Places an entry for a patient who had none, with the order and criteria of the report.</summary>
    public static Plan PlaceEntry(
        this Plan plan,
        EntryId entry,
        ReportId reportId,
        ReportTerms report,
        PlaceId given,
        ValueList<SlotId> left,
        PlacedBecause because) =>
        plan.Do(entry, new WaitingEntryCommand.PlaceEntry(
            report.Filed.Patient, report.Filed.Scope, reportId, report.Filed.Referral, report.Order,
            report.Criteria ?? NearTo(plan.Place(given)), report.Filed.Ages, left, because));

    /// <summary>The entry comes back with what was changed on the report while the date stood.</summary>
    public static Plan Reinstate(this Plan plan, EntryId entry, ReportTerms report, ValueList<SlotId> left)
    {
        plan.Do(entry, new WaitingEntryCommand.ReinstateEntry(left));
        if (plan.IsRefused || plan.Entry(entry).On is not { } terms)
        {
            return plan;
        }

        if (report.ClassWith(terms) != terms.Order.Class)
        {
            plan.Do(entry, new WaitingEntryCommand.ChangeCategory(
                report.CategoryWith(terms), report.ClassWith(terms)));
        }

        return plan.Do(entry, new WaitingEntryCommand.ChangeCriteria(report.CriteriaWith(terms)!));
    }

    // What was changed last while the date stood counts: on the entry before it, or on the report since.
    private static Plan ReturnEntry(
        this Plan plan,
        EntryId entry,
        WaitingTerms terms,
        AppointmentId id,
        ReportTerms report,
        ValueList<SlotId> left,
        PlacedBecause because) =>
        plan
            .Do(entry, new WaitingEntryCommand.ReturnEntry(id, left, report.ClassWith(terms), because))
            .Do(entry, new WaitingEntryCommand.ChangeCriteria(report.CriteriaWith(terms)!));

    // Assumed: who never gave criteria goes where the first date was, in the widest sense.
    private static Criteria NearTo(ServicePlace place) =>
        place is ServicePlace.Known known
            ? new Criteria(PlaceCriterion.In(known.Registration.Area.AtLevel(TerytLevel.Voivodeship)))
            : Criteria.None;
}
