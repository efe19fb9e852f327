using NodaTime;

namespace Scheduling.Domain.Reports;

/// <summary>Intents addressed to one central report.</summary>
public abstract record CentralReportCommand
{
    private CentralReportCommand() { }

    public sealed record FileReport(
        PatientId Patient,
        ScopeCode Scope,
        long Number,
        Instant ReportedAt,
        Instant? EarlierReportAt,
        MedicalCategory Category,
        FastTrackCard? Card,
        Entitlement? Entitlement,
        ReferralId? Referral,
        ValueList<ContactKind> Contacts,
        AgeRange Ages,
        Criteria? Criteria) : CentralReportCommand;

    /// <param name="InForce">What counts now: it may have been changed on the entry after it was reported.</param>
    public sealed record ChangeCategory(MedicalCategory Category, MedicalCategory InForce) : CentralReportCommand;

    /// <param name="InForce">What counts now: it may have been changed on the entry after it was reported.</param>
    public sealed record ChangeCriteria(Criteria Criteria, Criteria? InForce) : CentralReportCommand;

    public sealed record IssueForecast(int Days) : CentralReportCommand;

    public sealed record CloseReport(ReportClosure Reason) : CentralReportCommand;

    public sealed record ReopenReport : CentralReportCommand;
}
