using NodaTime;
using static Scheduling.Domain.Reports.CentralReportEvent;

namespace Scheduling.Domain.Reports;

/// <summary>A patient's wish for one service (states.md §1).</summary>
public abstract record CentralReport : StreamState
{
    private CentralReport() { }

    /// <summary>The patient never asked for this service.</summary>
    public sealed record Absent : CentralReport;

    /// <summary>Exactly one live first appointment or waiting entry belongs to it.</summary>
    /// <param name="Told">The last forecast the patient was given.</param>
    public sealed record Open(ReportTerms Terms, ForecastIssued? Told = null) : CentralReport;

    public sealed record Closed(ReportTerms Terms, ReportClosure Reason) : CentralReport;

    public sealed record Inconsistent(DomainEvent Event, StreamState Before) : CentralReport, IInconsistent;

    public static CentralReport Initial { get; } = new Absent();

    /// <summary>What was last asked for; nothing when nothing ever was.</summary>
    public ReportTerms? On =>
        this switch
        {
            Open open => open.Terms,
            Closed closed => closed.Terms,
            _ => null,
        };

    /// <summary>Gathers events and never refuses one: whatever was recorded has happened.</summary>
    public static CentralReport Evolve(CentralReport state, DomainEvent happened) =>
        (happened, state) switch
        {
            (ReportFiled filed, Absent or Closed) =>
                new Open(new ReportTerms(filed, filed.Order, filed.Category, filed.Criteria)),
            (MedicalCategoryChanged changed, Open open) => new Open(open.Terms with
            {
                Category = changed.Category,
                Order = open.Terms.Order with { Class = changed.Class },
                CategoryChangedAt = changed.At,
            }),
            (CriteriaChanged changed, Open open) =>
                new Open(open.Terms with { Criteria = changed.Criteria, CriteriaChangedAt = changed.At }),
            (ForecastIssued told, Open open) => open with { Told = told },
            (ReportClosed closed, Open open) => new Closed(open.Terms, closed.Reason),
            (ReportReopened, Closed closed) => new Open(closed.Terms),
            _ => new Inconsistent(happened, state),
        };
}

/// <summary>What a patient asked for, and the order that follows.</summary>
/// <param name="CriteriaChangedAt">When the criteria were last changed while a date stood, if ever.</param>
/// <param name="CategoryChangedAt">When the medical category was last changed while a date stood, if ever.</param>
public sealed record ReportTerms(
    ReportFiled Filed,
    OrderKey Order,
    MedicalCategory Category,
    Criteria? Criteria,
    Instant? CriteriaChangedAt = null,
    Instant? CategoryChangedAt = null)
{
    /// <summary>
    /// Whether the patient is entitled (pl. <i>uprawnienia szczególne</i>, art. 47c(1)): the report declares it, and
    /// nobody verifies it yet (<i>assumed</i>). To be served out of turn is a right and no duty: an entitled patient
    /// may also book and wait like everybody, and is entitled all the same.
    /// </summary>
    public bool IsEntitled => Filed.Entitlement is not null;
}
