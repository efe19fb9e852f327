using Scheduling.Domain.Appointments;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;

namespace Scheduling.Domain.Operations;

/// <summary>What everybody must meet who asks for a first visit, by whatever way.</summary>
internal static class ApplicantRules
{
    /// <summary>Ends the plan unless actor, channel, contacts, referral and report allow the act.</summary>
    public static Plan RequireApplicant(this Plan plan, ReportDetails details, Act act)
    {
        if (plan.IsRefused)
        {
            return plan;
        }

        var referral = details.Referral is { } id ? plan.Referral(id) : null;
        return plan
            .Refuse(Permissions.Refuse(act, plan.Now, details.Contacts, plan.FormOf(details.Referral)))
            .Require(Contacts.Suffice(details.Contacts), Refusals.NoContact)
            // First, for whoever has an open report mostly has a date too, and with it a referral that a place holds.
            .Require(plan.Report(details.Report) is not CentralReport.Open, Refusals.ReportAlreadyOpen)
            .RequireReferral(details, referral);
    }

    /// <summary>What a referral is written on; where there is none, nothing needs paper.</summary>
    public static ReferralForm FormOf(this Plan plan, ReferralId? referral) =>
        referral is { } id && plan.Referral(id).Written is { } issue ? issue.Form : ReferralForm.Electronic;

    /// <summary>Files the report as made now, or at the instant it was registered elsewhere.</summary>
    public static Plan File(this Plan plan, ReportDetails details, NodaTime.Instant? reportedAt = null) =>
        plan.IsRefused ? plan
        : plan.Do(details.Report, details.ToFile(
            details.Referral is { } referral ? plan.Referral(referral) : null, reportedAt ?? plan.Now.Now));

    /// <summary>The place takes the referral into its hands, where there is one.</summary>
    public static Plan Hold(this Plan plan, ReferralId? referral, PlaceId place) =>
        referral is { } id ? plan.Do(id, new ReferralCommand.HoldReferral(place)) : plan;

    /// <summary>The place that holds the referral keeps it for a further visit, where there is one.</summary>
    public static Plan HoldForFurther(this Plan plan, ReferralId? referral, PlaceId place, AppointmentId visit) =>
        referral is { } id ? plan.Do(id, new ReferralCommand.HoldForFurther(place, visit)) : plan;

    /// <summary>The referral goes back into the patient's hands, where there is one (art. 23g(11)).</summary>
    public static Plan Release(this Plan plan, ReferralId? referral) =>
        referral is { } id ? plan.Do(id, new ReferralCommand.ReleaseReferral()) : plan;

    /// <summary>
    /// Ends the plan unless the register asked today says that the patient has a right to the service. It is asked when
    /// a first visit is booked (NFZ, Silesian branch, 13.03.2026; art. 188e(8)), whoever books it; not when its date is
    /// changed, for that books nothing anew, nor when a visit is loaded that was booked before.
    /// </summary>
    public static Plan RequireEligible(this Plan plan, EligibilityAnswer? answer) =>
        plan.IsRefused || !plan.Now.Policy.EligibilityAsked ? plan
        : answer is null || answer.AskedOn != plan.Now.Today ? plan.Refuse(Refusals.NotEligible("not asked today"))
        : answer.Verdict switch
        {
            EligibilityVerdict.Eligible => plan,
            EligibilityVerdict.NotEligible => plan.Refuse(Refusals.NotEligible(answer.Register)),
            EligibilityVerdict.Unavailable => plan.Refuse(Refusals.NotEligible($"{answer.Register} does not answer")),
        };

    private static Plan RequireReferral(this Plan plan, ReportDetails details, Referral? referral) =>
        referral switch
        {
            null => plan.Require(!plan.Now.Policy.ReferralNeeded, Refusals.ReferralMissing),
            Referral.Issued issued => plan
                .Require(issued.Issue.Patient == details.Patient, Refusals.NotTheHolder)
                .Require(issued.Issue.Scope == details.Scope, Refusals.ReferralOfOtherScope),
            Referral.Absent => plan.Refuse(Refusals.NotFound(details.Referral!.Value)),
            _ => plan.Refuse(Refusals.ReferralNotIssued),
        };
}
