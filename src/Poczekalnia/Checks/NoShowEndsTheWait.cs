using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>Who does not come loses the place, and only force majeure brings it back (art. 23g(10), 20(10f)).</summary>
public sealed class NoShowEndsTheWait : Check
{
    private readonly HashSet<Guid> _noShows = [];

    public override string Name => "no-show-ends-the-wait";

    public override string Statement =>
        "A first visit missed by the patient's fault leaves no entry and no open report; only such a wait "
        + "comes back, within its days.";

    public override void Before(EventLine line, History history)
    {
        if (line.What is EntryReinstated or EntryPlaced { Because: Because.Reinstated })
        {
            Look();
            var report = line.What is EntryPlaced placed ? placed.Report : history.EntryOf(line.Stream)?.Report.Id;
            if (report is not { } id || !_noShows.Contains(id))
            {
                Found(line.Position, line.StreamName, $"{line.Name}: the report was not closed for a missed visit");
            }
        }
    }

    public override void Appended(AppendLines append, History history)
    {
        foreach (var line in append.Events)
        {
            if (line.What is AppointmentMissed { Fault: Blame.Patient }
                && history.VisitOf(line.Stream) is { Kind: VisitKind.FirstTime, Report: { } report })
            {
                Judge(line, report, append);
            }
            else if (line.What is EntryRemoved
                && !append.Events.Exists(other => other.What is AppointmentMissed { Fault: Blame.Patient }))
            {
                Found(
                    line.Position, line.StreamName, "an entry was removed and no visit missed by the patient's fault");
            }
            else if (line.What is EntryReinstated or EntryPlaced { Because: Because.Reinstated })
            {
                JudgeDay(line, append.Command?.HindranceEndedOn, history);
            }
            else if (line.What is ReportReopened or ReportFiled)
            {
                _noShows.Remove(line.Stream);
            }
        }
    }

    // Whole local days, the day on which force majeure ended not counted (art. 20(10f)).
    private void JudgeDay(EventLine line, DateOnly? hindranceEndedOn, History history)
    {
        if (hindranceEndedOn is not { } ended)
        {
            Found(line.Position, line.StreamName, $"{line.Name}, and no command says when force majeure ended");
            return;
        }

        var policy = line.What is EntryPlaced placed ? placed.Policy : ((EntryReinstated)line.What).Policy;
        var last = ended.AddDays(history.RulesOf(policy)?.ReinstatementDays ?? 0);
        if (history.Today < ended || history.Today > last)
        {
            Found(
                line.Position, line.StreamName,
                $"{line.Name} on {Moments.Text(history.Today)}; force majeure ended on {Moments.Text(ended)} and the "
                + $"last day was {Moments.Text(last)}");
        }
    }

    private void Judge(EventLine line, Report report, AppendLines append)
    {
        Look();
        _noShows.Add(report.Id);
        var streams = $"{line.StreamName} report/{report.Id}";
        if (append.Has<EntryPlaced>() || append.Has<EntryReturned>() || report.LastEntry?.State == EntryState.Waiting)
        {
            Found(line.Position, streams, "the patient did not come and is on the list");
        }
        else if (report.LastEntry?.State == EntryState.Assigned)
        {
            Found(line.Position, streams, $"the patient did not come and entry {report.LastEntry.Id} was not removed");
        }

        if (report.IsOpen || report.Closure != Closure.NoShow)
        {
            Found(line.Position, streams, "the patient did not come and the report is not closed for it");
        }
    }
}
