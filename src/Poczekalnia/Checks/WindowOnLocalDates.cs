using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>The booking window is counted in local dates (I9; Dz.U. 2025 poz. 1871 § 5).</summary>
/// <remarks>
/// Exempt are visits made before the place joined, further visits of a treatment, and visits registered on their day.
/// </remarks>
public sealed class WindowOnLocalDates : Check
{
    public override string Name => "window-on-local-dates";

    public override string Statement =>
        "No first visit is booked or moved beyond the window, and every local day it ends its full length ahead.";

    public override void Before(EventLine line, History history)
    {
        switch (line.What)
        {
            case WindowAdvanced advanced when history.WindowOf(line.Stream) is { } scope:
                CheckAdvance(line, advanced.Through, scope, history);
                break;
            case AppointmentBooked { Kind: VisitKind.FirstTime } booked
                when booked.Origin is not (Origin.InitialLoad or Origin.SameDay):
                CheckDay(line, booked.Day, history.ScopeOf(booked.Scope), history);
                break;
            case AppointmentRescheduled moved when history.VisitOf(line.Stream) is { Kind: VisitKind.FirstTime } visit:
                CheckDay(line, moved.Day, visit.Scope, history);
                break;
        }
    }

    public override void AtRest(History history)
    {
        foreach (var scope in history.Scopes)
        {
            var through = history.Today.AddDays(scope.Rules.WindowDays);
            if (scope.Through > DateOnly.MinValue)
            {
                Look();
                if (scope.Through < through)
                {
                    Found(
                        0, $"scope/{scope.Code}",
                        $"on {Moments.Text(history.Today)} the window of {scope.Code} ends on "
                        + $"{Moments.Text(scope.Through)}, not on {Moments.Text(through)}");
                }
            }
        }
    }

    private void CheckAdvance(EventLine line, DateOnly through, Scope scope, History history)
    {
        Look();
        var last = history.Today.AddDays(scope.Rules.WindowDays);
        if (through > last || through <= scope.Through)
        {
            Found(
                line.Position, line.StreamName,
                $"on {Moments.Text(history.Today)} the window went from {Moments.Text(scope.Through)} to "
                + $"{Moments.Text(through)}; {scope.Rules.WindowDays} days end on {Moments.Text(last)}");
        }
    }

    private void CheckDay(EventLine line, DateOnly day, Scope scope, History history)
    {
        Look();
        if (day > scope.Through || day < history.Today)
        {
            Found(
                line.Position, line.StreamName,
                $"{line.Name} for {Moments.Text(day)} on {Moments.Text(history.Today)}, "
                + $"when the window ends on {Moments.Text(scope.Through)}");
        }
    }
}
