using static Scheduling.Domain.Reports.CentralReportCommand;
using static Scheduling.Domain.Reports.CentralReportEvent;

namespace Scheduling.Domain.Reports;

/// <summary>How the order of a report follows from what it says (art. 23g(1)).</summary>
public static class OrderRules
{
    /// <summary>The order of a report as it is filed.</summary>
    public static OrderKey KeyOf(FileReport file) =>
        new(
            ClassOf(file.Category, file.Card, file.Entitlement),
            file.EarlierReportAt is { } earlier && earlier < file.ReportedAt ? earlier : file.ReportedAt,
            file.Number);

    /// <summary>The class after a change of category; card and entitlement stay as declared.</summary>
    public static AllocationClass ClassOf(ReportFiled filed, MedicalCategory category) =>
        ClassOf(category, filed.Card, filed.Entitlement);

    /// <summary>
    /// Entitlement before card before category; a card takes the place of the category (art. 23c(6)).
    /// </summary>
    public static AllocationClass ClassOf(MedicalCategory category, FastTrackCard? card, Entitlement? entitlement) =>
        entitlement is not null ? AllocationClass.OutOfTurn
        : card is not null ? AllocationClass.FastTrack
        : category switch
        {
            MedicalCategory.Urgent => AllocationClass.Urgent,
            MedicalCategory.Stable => AllocationClass.Stable,
        };
}
