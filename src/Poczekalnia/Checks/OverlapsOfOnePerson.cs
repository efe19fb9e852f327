using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>One person in two places: allowed (<i>assumed</i>) and worth knowing.</summary>
public sealed class OverlapsOfOnePerson : Check
{
    private readonly Dictionary<Guid, List<Visit>> _visits = [];

    public override string Name => "overlaps-of-one-person";

    public override string Statement =>
        "No patient has two visits in different scopes at the same time (only reported).";

    public override bool IsRemark => true;

    public override void After(EventLine line, History history)
    {
        if (line.What is not (AppointmentBooked or AppointmentRescheduled)
            || history.VisitOf(line.Stream) is not { } visit)
        {
            return;
        }

        Look();
        if (!_visits.TryGetValue(visit.Patient, out var visits))
        {
            _visits.Add(visit.Patient, visits = []);
        }

        visits.RemoveAll(other => other.State != VisitState.Booked || other == visit);
        foreach (var other in visits)
        {
            if (other.Scope != visit.Scope && Overlap(other, visit))
            {
                Found(
                    line.Position, $"{line.StreamName} appointment/{other.Id}",
                    $"patient {visit.Patient} has visits of {visit.Start} in {visit.Scope.Code} and of {other.Start} "
                    + $"in {other.Scope.Code}");
            }
        }

        visits.Add(visit);
    }

    private static bool Overlap(Visit one, Visit other) =>
        one.Day == other.Day
        && one.Time.ToTimeSpan() < other.Time.ToTimeSpan() + TimeSpan.FromMinutes(other.Slot.Minutes)
        && other.Time.ToTimeSpan() < one.Time.ToTimeSpan() + TimeSpan.FromMinutes(one.Slot.Minutes);
}
