using NodaTime;

namespace Scheduling.Domain.Reports;

/// <summary>The events of one patient's wish for one service (pl. <i>zgłoszenie centralne</i>).</summary>
public abstract record CentralReportEvent(Instant At) : DomainEvent(At)
{
    /// <summary>
    /// The wish is declared (art. 23e(1)). It carries all that the order needs, so that it survives any return.
    /// </summary>
    /// <param name="Order">Class, since when the wait counts, report number.</param>
    /// <param name="ReportedAt">When the central report was made.</param>
    /// <param name="EarlierReportAt">When the patient had reported to the provider before it
    /// joined (art. 23g(1)(6)).</param>
    /// <param name="Entitlement">What the patient declares to be served out of turn; not
    /// verified (<i>assumed</i>).</param>
    /// <param name="Referral">Nothing for screening.</param>
    /// <param name="Criteria">Nothing when a date was booked at once.</param>
    public sealed record ReportFiled(
        PatientId Patient,
        ScopeCode Scope,
        OrderKey Order,
        Instant ReportedAt,
        Instant? EarlierReportAt,
        MedicalCategory Category,
        FastTrackCard? Card,
        Entitlement? Entitlement,
        ReferralId? Referral,
        ValueList<ContactKind> Contacts,
        AgeRange Ages,
        Criteria? Criteria,
        PolicyRef Policy,
        Instant At)
        : CentralReportEvent(At);

    /// <summary>Another medical category while a date is booked.</summary>
    public sealed record MedicalCategoryChanged(
        MedicalCategory Category, AllocationClass Class, PolicyRef Policy, Instant At)
        : CentralReportEvent(At);

    /// <summary>Other criteria while a date is booked; they count if the patient returns to the list.</summary>
    public sealed record CriteriaChanged(Criteria Criteria, Instant At) : CentralReportEvent(At);

    /// <summary>
    /// The patient was told how long it may take (pl. <i>prognozowany czas oczekiwania</i>, art. 23g(3)).
    /// </summary>
    /// <param name="Days">Calendar days from the day of the forecast, 0 or more.</param>
    public sealed record ForecastIssued(int Days, PolicyRef Policy, Instant At) : CentralReportEvent(At);

    /// <summary>The wish is settled.</summary>
    public sealed record ReportClosed(ReportClosure Reason, Instant At) : CentralReportEvent(At);

    /// <summary>The wish is alive again, with its old order.</summary>
    public sealed record ReportReopened(PolicyRef Policy, Instant At) : CentralReportEvent(At);
}

/// <summary>Why a report is closed.</summary>
public enum ReportClosure
{
    /// <summary>The first visit took place.</summary>
    Fulfilled,

    /// <summary>The patient gave up the date (pl. <i>rezygnacja</i>).</summary>
    Resigned,

    /// <summary>The patient left the list.</summary>
    Withdrawn,

    /// <summary>The patient did not come.</summary>
    NoShow,

    /// <summary>The referral was cancelled or expired.</summary>
    ReferralEnded,

    /// <summary>The place cancelled or missed, and there is no waiting room to return to.</summary>
    NotRealised,
}
