using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;

namespace Scheduling.Domain.Operations;

/// <summary>A place offers one time.</summary>
public sealed record PublishSlot(SlotId Slot, PlaceId Place, SlotOffer Offer) : IOperation
{
    public IEnumerable<StreamId> Reads => [Slot, Place, StreamId.WindowOf(Offer.Scope)];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        Plan.In(Offer.Scope, streams, context)
            .Refuse(Permissions.RefuseUnlessStaffOf(Place, context.By))
            .RequireOffered(Place, Offer)
            .Publish(Slot, Place, Offer);
}

/// <summary>A place offers the times of one day, all or none (pl. <i>harmonogram przyjęć</i>, art. 19a).</summary>
/// <param name="Slots">At most <see cref="Limits.SlotsPerPlan"/>, all of one scope.</param>
public sealed record PublishDayPlan(PlaceId Place, ScopeCode Scope, ValueList<PlannedSlot> Slots) : IOperation
{
    public IEnumerable<StreamId> Reads =>
        [Place, StreamId.WindowOf(Scope), .. Slots.Take(Limits.SlotsPerPlan).Select(slot => (StreamId)slot.Slot)];

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        var plan = Plan.In(Scope, streams, context)
            .Refuse(Permissions.RefuseUnlessStaffOf(Place, context.By))
            .Require(Slots.Count <= Limits.SlotsPerPlan, Refusals.PlanTooLong, Limits.SlotsPerPlan)
            .Require(Slots.All(slot => slot.Offer.Scope == Scope), Refusals.SlotOfOtherScope);
        foreach (var slot in Slots.AsSpan())
        {
            if (plan.IsRefused)
            {
                break;
            }

            plan.RequireOffered(Place, slot.Offer).Publish(slot.Slot, Place, slot.Offer);
        }

        return plan;
    }
}

/// <summary>One slot of a day plan.</summary>
public sealed record PlannedSlot(SlotId Slot, SlotOffer Offer);

/// <summary>A place offers a free time no longer; refused while somebody has it.</summary>
public sealed record WithdrawSlot(SlotId Slot, string Reason) : IOperation
{
    public IEnumerable<StreamId> Reads => [Slot];

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        var plan = Plan.Outside(streams, context);
        return plan.Slot(Slot).Published is { } offer
            ? plan.Refuse(Permissions.RefuseUnlessStaffOf(offer.Place, context.By))
                .Do(Slot, new SlotCommand.WithdrawSlot(Reason))
            : plan.Refuse(Refusals.NotFound(Slot));
    }
}

/// <summary>What a place may offer.</summary>
internal static class OfferRules
{
    /// <summary>Ends the plan unless the place is known, has the scope and still has a contract on that day.</summary>
    public static Plan RequireOffered(this Plan plan, PlaceId place, SlotOffer offer) =>
        plan.Place(place) switch
        {
            ServicePlace.Known known => plan
                .Require(known.Registration.Scopes.Contains(offer.Scope), Refusals.PlaceLacksScope, offer.Scope)
                .RequireContract(place, offer.Start.Date),
            _ => plan.Refuse(Refusals.NotFound(place)),
        };
}
