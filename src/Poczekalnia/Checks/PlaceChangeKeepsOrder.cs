using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>
/// Who loses a date without a fault goes back to the list, where they stood (domain.md §9, 5; art. 23g(8), (12)).
/// </summary>
public sealed class PlaceChangeKeepsOrder : Check
{
    private readonly Dictionary<Report, Rank> _before = [];

    public override string Name => "place-change-keeps-order";

    public override string Statement =>
        "Who loses a first visit by the place or without a fault waits again with the same order, if there is a list.";

    public override void Before(EventLine line, History history)
    {
        var report = line.What switch
        {
            EntryPlaced placed => history.ReportOf(placed.Report),
            EntryReturned => history.EntryOf(line.Stream)?.Report,
            _ => null,
        };
        if (report is not null)
        {
            _before.TryAdd(report, report.Order);
        }
    }

    public override void Appended(AppendLines append, History history)
    {
        foreach (var line in append.Events)
        {
            if (line.What is AppointmentCancelled { Reason: not null } or AppointmentMissed { Fault: Blame.NotPatient }
                && history.VisitOf(line.Stream) is { Kind: VisitKind.FirstTime, Report: { } report })
            {
                Judge(line, report);
            }
        }

        _before.Clear();
    }

    private void Judge(EventLine line, Report report)
    {
        Look();
        var streams = $"{line.StreamName} report/{report.Id}";
        if (!report.Scope.Rules.WaitingRoom || report.Referral?.State == ReferralState.Cancelled)
        {
            if (report.IsOpen)
            {
                Found(line.Position, streams, $"{line.Name} and no list to return to, but the report stays open");
            }
        }
        else if (report is not { IsOpen: true, LastEntry: { State: EntryState.Waiting } entry })
        {
            Found(line.Position, streams, $"{line.Name} without the patient's fault, and no entry waits");
        }
        else if (_before.TryGetValue(report, out var before) && entry.Order.CompareTo(before) > 0)
        {
            Found(line.Position, streams, $"{line.Name} made the order {entry.Order} out of {before}");
        }
    }
}
