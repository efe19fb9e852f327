using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>What can only be known on the day is not said before (states.md §3).</summary>
public sealed class NotBeforeItsTime : Check
{
    public override string Name => "not-before-its-time";

    public override string Statement =>
        "No visit is fulfilled before its day, missed before its start, or given up by the patient after it.";

    public override void Before(EventLine line, History history)
    {
        if (line.What is not (AppointmentFulfilled or AppointmentMissed or AppointmentCancelled { Reason: null })
            || history.VisitOf(line.Stream) is not { State: VisitState.Booked } visit)
        {
            return;
        }

        Look();
        var start = Moments.Of(visit.Day, visit.Time);
        var isWrong = line.What switch
        {
            AppointmentFulfilled => history.Today < visit.Day,
            AppointmentMissed => line.At < start,
            _ => line.At >= start && visit.Kind == VisitKind.FirstTime,
        };
        if (isWrong)
        {
            Found(line.Position, line.StreamName, $"{line.Name} at {line.At} of the visit of {visit.Start}");
        }
    }
}
