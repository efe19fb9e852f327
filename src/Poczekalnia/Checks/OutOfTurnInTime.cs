using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>
/// Entitled patients are seen the same day, else within seven working days (art. 47c(4a); domain.md §9, 7).
/// </summary>
public sealed class OutOfTurnInTime : Check
{
    public override string Name => "out-of-turn-in-time";

    public override string Statement =>
        "A visit out of turn names its legal basis and lies within the working days that the law gives.";

    public override void Appended(AppendLines append, History history)
    {
        foreach (var line in append.Events)
        {
            if (line.What is AppointmentBooked { Origin: Origin.OutOfTurn } booked)
            {
                Judge(line, booked, history);
            }
        }
    }

    private void Judge(EventLine line, AppointmentBooked booked, History history)
    {
        Look();
        if (string.IsNullOrEmpty(booked.LegalBasis))
        {
            Found(line.Position, line.StreamName, "booked out of turn without a legal basis");
        }

        if (booked.Report is not { } id || history.ReportOf(id) is not { IsKnown: true } report)
        {
            Found(line.Position, line.StreamName, "booked out of turn without a report");
            return;
        }

        var rules = history.RulesOf(booked.Policy) ?? report.Scope.Rules;
        var reported = Moments.DayOf(report.ReportedAt);
        var last = WorkCalendar.After(reported, rules.OutOfTurnWorkingDays, rules.SaturdaysCount);
        if (booked.Day > last)
        {
            Found(
                line.Position, $"{line.StreamName} report/{id}",
                $"reported on {Moments.Text(reported)}, visit on {Moments.Text(booked.Day)}; "
                + $"{rules.OutOfTurnWorkingDays} working days end on {Moments.Text(last)}");
        }
    }
}
