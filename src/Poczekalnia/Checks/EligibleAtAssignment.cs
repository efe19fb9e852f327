using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>What the waiting room gives is what the patient asked for and may have (I3).</summary>
public sealed class EligibleAtAssignment : Check
{
    public override string Name => "eligible-at-assignment";

    public override string Statement =>
        "Every slot assigned fits its entry then: criteria, age, lead time, notice, window, and no slot left before.";

    public override void Before(EventLine line, History history)
    {
        if (line.What is not SlotAssigned assigned)
        {
            return;
        }

        Look();
        var slot = history.SlotOf(line.Stream);
        var entry = history.EntryOf(assigned.Entry);
        if (WhyNot(slot, entry, history) is { } reason)
        {
            Found(
                line.Position, $"{line.StreamName} entry/{assigned.Entry}",
                $"slot of {slot.Start} was assigned to entry {assigned.Entry} on "
                + $"{Moments.Text(history.Today)}: {reason}");
        }
    }

    private static string? WhyNot(Slot slot, Entry? entry, History history)
    {
        if (entry is null)
        {
            return "the entry is unknown";
        }

        var rules = slot.Scope.Rules;
        var daysAhead = slot.Day.DayNumber - history.Today.DayNumber;
        return entry.State != EntryState.Waiting ? $"the entry does not wait, it is {Words.NameOf(entry.State)}"
            : entry.Scope != slot.Scope ? $"the entry is of scope {entry.Scope.Code}, the slot of {slot.Scope.Code}"
            : slot.Kind != VisitKind.FirstTime ? "the slot is for continuing visits"
            : !rules.WaitingRoom ? "the scope has no waiting room"
            : slot.Day > slot.Scope.Through ? $"the window ends on {Moments.Text(slot.Scope.Through)}"
            : daysAhead < rules.MinimumLeadDays ? $"{daysAhead} days ahead, at least {rules.MinimumLeadDays} are needed"
            : Moments.Of(slot.Day, slot.Time) <= history.Now ? "the slot has begun"
            : slot.Ages is { } ages && !ages.Holds(entry.Ages) ? $"ages {entry.Ages} are not within {ages}"
            : entry.HasLeft(slot) ? "an appointment of the same report has left this slot"
            : entry.Wish.Against(slot, history.Today) is { } rule ? $"against the wish for: {rule}"
            : null;
    }
}
