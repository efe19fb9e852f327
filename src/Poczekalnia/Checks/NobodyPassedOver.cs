using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>
/// Whoever waits longer with equal or better right comes first (I4). Judged at the position that the matcher had read
/// and at the position of the decision: who came or changed in between has no claim.
/// </summary>
public sealed class NobodyPassedOver : Check
{
    public override string Name => "nobody-passed-over";

    public override string Statement =>
        "When a slot is assigned no better-ranked entry that it fits waits, and when one is released none at all.";

    public override void Before(EventLine line, History history)
    {
        switch (line.What)
        {
            case SlotAssigned assigned when history.EntryOf(assigned.Entry) is { } winner:
                Judge(line, history, assigned.AsOf, winner);
                break;
            case SlotReleased { Cause: ReleaseCause.NobodyFits } released:
                Judge(line, history, released.AsOf ?? line.Position, null);
                break;
        }
    }

    private void Judge(EventLine line, History history, long asOf, Entry? winner)
    {
        Look();
        var slot = history.SlotOf(line.Stream);
        var scope = slot.Scope;
        if (!Scope.MayOffer(slot, history.Today, scope.Through, scope.Rules)
            || !Scope.MayOffer(slot, history.DayAt(asOf), scope.ThroughAt(asOf), scope.RulesAt(asOf))
            || scope.Waiting.BestFor(slot, history.Today, winner?.Order, asOf) is not { } better)
        {
            return;
        }

        var streams = $"{line.StreamName} entry/{better.Id}";
        var fits = $"although it fits entry {better.Id} of {better.Order}, unchanged since position {better.ChangedAt}";
        if (winner is null)
        {
            Found(line.Position, streams, $"slot of {slot.Start} was released {fits}");
        }
        else
        {
            Found(
                line.Position, $"{streams} entry/{winner.Id}",
                $"slot of {slot.Start} went to entry {winner.Id} of {winner.Order} {fits}");
        }
    }
}
