using Scheduling.Domain.Reports;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Domain.Operations;

/// <summary>
/// What a patient asks for now. While the patient waits the entry is changed, while a date stands the report: the later
/// of the two changes counts.
/// </summary>
internal static class TermsInForce
{
    /// <summary>The criteria; nothing when the patient has a date and never gave any.</summary>
    public static Criteria? CriteriaWith(this ReportTerms report, WaitingTerms? entry) =>
        entry is { CriteriaChangedAt: { } changed } && report.IsOf(entry) && !(report.CriteriaChangedAt >= changed)
            ? entry.Criteria
            : report.Criteria ?? entry?.Criteria;

    /// <summary>The medical category.</summary>
    public static MedicalCategory CategoryWith(this ReportTerms report, WaitingTerms? entry) =>
        entry is { Category: { } category, CategoryChangedAt: { } changed } && report.IsOf(entry)
        && !(report.CategoryChangedAt >= changed)
            ? category
            : report.Category;

    /// <summary>The class that follows from the category.</summary>
    public static AllocationClass ClassWith(this ReportTerms report, WaitingTerms? entry) =>
        OrderRules.ClassOf(report.Filed, report.CategoryWith(entry));

    // An entry of an earlier filing is history.
    private static bool IsOf(this ReportTerms report, WaitingTerms entry) => entry.Placed.At >= report.Filed.At;
}
