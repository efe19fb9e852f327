using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;

namespace Scheduling.Host.Reports;

/// <summary>What a patient declares when asking for a first visit (art. 23e(2)).</summary>
/// <param name="Patient">Left out by patients, whose token names them.</param>
/// <param name="Referral">Nothing for screening.</param>
/// <param name="Ages">The patient's age band.</param>
/// <param name="EarlierReportAt">When the patient had reported to the provider before it joined; places only.</param>
/// <param name="Criteria">What the patient searched with, if anything.</param>
internal sealed record ReportRequest(
    ScopeCode Scope,
    ValueList<ContactKind> Contacts,
    AgeRange Ages,
    PatientId? Patient = null,
    ReferralId? Referral = null,
    Entitlement? Entitlement = null,
    Instant? EarlierReportAt = null,
    Criteria? Criteria = null)
{
    /// <summary>Why a caller may not declare this, or nothing.</summary>
    public Refusal? Check(Call call) =>
        call.Caller.Patient is not { } self
            ? Patient is null ? Refusals.Malformed("$.report.patient", "it is missing") : null
        : Patient is { } named && named != self ? Refusals.Malformed("$.report.patient", "it is somebody else")
        : EarlierReportAt is not null
            ? Refusals.Malformed("$.report.earlierReportAt", "only a service place knows it")
        : null;

    /// <summary>Who declares it.</summary>
    public PatientId PatientOf(Call call) => call.Caller.Patient ?? Patient!.Value;

    public ReportDetails ToDetails(Call call) =>
        new(
            PatientOf(call), Scope, call.Number, Referral, Contacts, Ages, Entitlement,
            EarlierReportAt, Criteria);
}
