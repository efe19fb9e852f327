using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>The other side of the order book: who comes to open slots gets the earliest that fits (I5).</summary>
public sealed class EarliestOpenSlot : Check
{
    public override string Name => "earliest-open-slot";

    public override string Statement =>
        "Whenever an open slot is assigned, no open slot before it in slot order fits the entry.";

    public override void Before(EventLine line, History history)
    {
        if (line.What is not SlotAssigned assigned
            || history.SlotOf(line.Stream) is not { State: SlotState.Released } slot
            || history.EntryOf(assigned.Entry) is not { Lane: { } lane } entry
            || entry.ChangedAt > assigned.AsOf)
        {
            return;
        }

        Look();
        var scope = slot.Scope;
        var (dayThen, throughThen, rulesThen) =
            (history.DayAt(assigned.AsOf), scope.ThroughAt(assigned.AsOf), scope.RulesAt(assigned.AsOf));
        foreach (var place in lane.Group.File.Places)
        {
            if (!place.IsActive || place.ActiveSince > assigned.AsOf)
            {
                continue;
            }

            foreach (var other in scope.Open.At(place))
            {
                if (other.CompareTo(slot) >= 0)
                {
                    break;
                }

                if (other.ReleasedAt <= assigned.AsOf
                    && place.Serves(other.Day)
                    && Scope.MayOffer(other, history.Today, scope.Through, scope.Rules)
                    && Scope.MayOffer(other, dayThen, throughThen, rulesThen)
                    && (other.Ages is not { } ages || ages.Holds(entry.Ages))
                    && !entry.HasLeft(other)
                    && entry.Wish.Against(other, history.Today) is null)
                {
                    Found(
                        line.Position, $"{line.StreamName} slot/{other.Id} entry/{entry.Id}",
                        $"entry {entry.Id} got the slot of {slot.Start} although that of {other.Start} was open "
                        + "and fits");
                    break;
                }
            }
        }
    }
}
