using Scheduling.Domain.Appointments;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Domain.Operations;

/// <summary>A referral is issued elsewhere and becomes known here.</summary>
public sealed record IssueReferral(
    ReferralId Referral,
    PatientId Patient,
    ScopeCode Scope,
    ReferralForm Form,
    MedicalCategory Category,
    FastTrackCard? Card = null) : IOperation
{
    public IEnumerable<StreamId> Reads => [Referral];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        Plan.Outside(streams, context)
            .Refuse(Permissions.RefuseUnlessIssuer(context.By))
            .Require(
                streams.Referral(Referral).Written is not { } known || IsSame(known),
                Refusals.AlreadyExists, (StreamId)Referral)
            .Do(Referral, new ReferralCommand.IssueReferral(Patient, Scope, Form, Category, Card));

    private bool IsSame(ReferralEvent.ReferralIssued known) =>
        (known.Patient, known.Scope, known.Form, known.Category, known.Card) == (Patient, Scope, Form, Category, Card);
}

/// <summary>
/// A referral is cancelled by its issuer or expires: who waits on it leaves the list, a date that stands stays
/// (<i>assumed</i>).
/// </summary>
/// <param name="Entry">The entry that waits on it, if the shell knows one.</param>
public sealed record CancelReferral(ReferralId Referral, ReferralEnd Reason, EntryId? Entry = null) : IOperation
{
    public IEnumerable<StreamId> Reads => Entry is { } entry ? [Referral, entry] : [Referral];

    public IEnumerable<StreamId> ReadsNext(Streams first) =>
        first.Referral(Referral).Written is { } issue ? [ReportId.Of(issue.Patient, issue.Scope)] : [];

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        // A referral can end before its scope takes part, so no policy is asked.
        var plan = Plan.Outside(streams, context).Refuse(Permissions.RefuseUnlessIssuer(context.By));
        if (streams.Referral(Referral).Written is not { } issue)
        {
            return plan.Refuse(Refusals.NotFound(Referral));
        }

        var report = ReportId.Of(issue.Patient, issue.Scope);
        if (plan.IsRefused || !plan.SomebodyWaits(report, Referral))
        {
            return plan.Do(Referral, new ReferralCommand.CancelReferral(Reason));
        }

        // Without the entry the patient would go on waiting with a referral that is worth nothing.
        return Entry is { } entry && plan.Entry(entry) is WaitingEntry.Waiting { Terms.Placed: var placed }
            ? plan.Require(placed.Referral == Referral, Refusals.NotTheHolder)
                .Do(Referral, new ReferralCommand.CancelReferral(Reason))
                .Do(entry, new WaitingEntryCommand.WithdrawEntry())
                .Do(report, new CentralReportCommand.CloseReport(ReportClosure.ReferralEnded))
            : plan.Refuse(EntryOfReport.NotNamed);
    }
}

/// <summary>
/// The holding place ends the treatment; the referral cannot be used any more. Refused while a date stands on it, and
/// that cannot be missed: its stream knows every further visit, each of which was recorded there with its booking, and
/// its first visit has the report. So a booking that comes between the question and the answer is a conflict, and
/// asked again this reads it too.
/// </summary>
public sealed record CloseReferral(ReferralId Referral, PlaceId Place) : IOperation
{
    public IEnumerable<StreamId> Reads => [Referral];

    public IEnumerable<StreamId> ReadsNext(Streams first)
    {
        var referral = first.Referral(Referral);
        return [.. ReportOf(referral), .. FurtherOn(referral).Select(id => (StreamId)id)];
    }

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        var plan = Plan.Outside(streams, context).Refuse(Permissions.RefuseUnlessStaffOf(Place, context.By));
        var referral = streams.Referral(Referral);
        return referral is Referrals.Referral.Absent ? plan.Refuse(Refusals.NotFound(Referral))
            : plan
                .Require(
                    FurtherOn(referral).All(id => !IsLive(streams.Appointment(id)))
                    && ReportOf(referral).All(id => !IsOpenOnThis(streams.Report(new ReportId(id.Value)))),
                    Refusals.ReferralInUse)
                .Do(Referral, new ReferralCommand.FulfilReferral(Place));
    }

    private static StreamId[] ReportOf(Referrals.Referral referral) =>
        referral.Written is { } issue ? [ReportId.Of(issue.Patient, issue.Scope)] : [];

    private static ValueList<AppointmentId> FurtherOn(Referrals.Referral referral) =>
        referral is Referrals.Referral.Held held ? held.Further : [];

    private bool IsOpenOnThis(CentralReport report) =>
        report is CentralReport.Open open && open.Terms.Filed.Referral == Referral;

    private static bool IsLive(Appointment appointment) =>
        appointment is Appointment.Booked or Appointment.Missed { Fault: Fault.Undetermined };
}
