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
                Refusals.AlreadyExists(Referral))
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

/// <summary>The holding place ends the treatment; the referral cannot be used any more.</summary>
/// <param name="Appointments">Every appointment on the referral that the shell knows.</param>
public sealed record CloseReferral(ReferralId Referral, PlaceId Place, ValueList<AppointmentId> Appointments)
    : IOperation
{
    public IEnumerable<StreamId> Reads => [Referral, .. Appointments.Select(id => (StreamId)id)];

    public IEnumerable<StreamId> ReadsNext(Streams first) =>
        first.Referral(Referral).Written is { } issue ? [ReportId.Of(issue.Patient, issue.Scope)] : [];

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        var plan = Plan.Outside(streams, context).Refuse(Permissions.RefuseUnlessStaffOf(Place, context.By));
        return streams.Referral(Referral).Written is { } issue
            ? plan
                .Require(
                    Appointments.All(id => !IsLiveOnThis(streams.Appointment(id)))
                    && !IsOpenOnThis(streams.Report(ReportId.Of(issue.Patient, issue.Scope))),
                    Refusals.ReferralInUse)
                .Do(Referral, new ReferralCommand.FulfilReferral(Place))
            : plan.Refuse(Refusals.NotFound(Referral));
    }

    private bool IsOpenOnThis(CentralReport report) =>
        report is CentralReport.Open open && open.Terms.Filed.Referral == Referral;

    private bool IsLiveOnThis(Appointment appointment) =>
        appointment is Appointment.Booked or Appointment.Missed { Fault: Fault.Undetermined }
        && appointment.Made!.Referral == Referral;
}
