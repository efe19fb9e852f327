using Poczekalnia.Checks.Views;

namespace Poczekalnia.Checks;

/// <summary>A report is open as long as something comes of it (states.md §1).</summary>
public sealed class ReportOpenIffLive : Check
{
    public override string Name => "report-open-iff-live";

    public override string Statement =>
        "After every command a report is open exactly if it has one live first visit or one waiting entry.";

    public override void Appended(AppendLines append, History history)
    {
        foreach (var report in append.Reports)
        {
            Look();
            var live = report.LiveVisits + report.WaitingEntries;
            if (live != (report.IsOpen ? 1 : 0))
            {
                Found(
                    append.Position, $"report/{report.Id}",
                    $"the report is {(report.IsOpen ? "open" : "closed")} with {report.LiveVisits} live first visits "
                    + $"and {report.WaitingEntries} waiting entries");
            }
        }
    }
}
