using NodaTime;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;

namespace Scheduling.Domain.Operations;

/// <summary>What a patient declares when asking for a first visit (art. 23e(2)), without any personal data.</summary>
/// <param name="Number">The report number, drawn by the shell from an increasing sequence; gaps do not matter.</param>
/// <param name="Referral">Nothing for screening.</param>
/// <param name="Contacts">At least a telephone or an e-mail address.</param>
/// <param name="Ages">The patient's age band.</param>
/// <param name="Entitlement">Declared, not verified (<i>assumed</i>).</param>
/// <param name="EarlierReportAt">When the patient had reported to the provider before it joined.</param>
/// <param name="Criteria">What the patient searched with, if anything.</param>
public sealed record ReportDetails(
    PatientId Patient,
    ScopeCode Scope,
    long Number,
    ReferralId? Referral,
    ValueList<ContactKind> Contacts,
    AgeRange Ages,
    Entitlement? Entitlement = null,
    Instant? EarlierReportAt = null,
    Criteria? Criteria = null)
{
    /// <summary>The one report of this patient for this scope.</summary>
    public ReportId Report => ReportId.Of(Patient, Scope);

    internal IEnumerable<StreamId> Reads =>
        Referral is { } referral
            ? [Report, referral, StreamId.WindowOf(Scope)]
            : [Report, StreamId.WindowOf(Scope)];

    internal CentralReportCommand.FileReport ToFile(Referral? referral, Instant reportedAt) =>
        new(
            Patient, Scope, Number, reportedAt, EarlierReportAt,
            // The category is the referral's (art. 23e(2)); without one nobody claims urgency.
            referral?.Written?.Category ?? MedicalCategory.Stable,
            referral?.Written?.Card,
            Entitlement, Referral, Contacts, Ages, Criteria);
}
