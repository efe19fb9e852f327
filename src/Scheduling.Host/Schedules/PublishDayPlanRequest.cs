using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Slots;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Schedules;

/// <summary>The times of a place on one day, all of them or none.</summary>
/// <param name="Slots">Each gets an identity by its number in the list.</param>
internal sealed record PublishDayPlanRequest(ScopeCode Scope, ValueList<SlotOffer> Slots) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<PublishDayPlan, PublishDayPlanRequest>(
        "/service-places/{place:guid}/day-plans", Staff, Administrator, Integrator, Operator) with
    {
        Summary = "The times of a place on one day, all of them or none.",
        Example = new(Body: () => new PublishDayPlanRequest(
            Examples.Scope, [Examples.Offer(29, 9), Examples.Offer(29, 10)])),
    };

    public IOperation ToOperation(Call call) =>
        new PublishDayPlan(
            call.Place,
            Scope,
            ValueList.From(Slots.Select((offer, i) => new PlannedSlot(new SlotId(call.New("slot", i)), offer))));
}
