using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Slots;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Schedules;

/// <summary>One bookable time of a place.</summary>
internal sealed record PublishSlotRequest(PlaceId Place, SlotOffer Offer) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Make<PublishSlot, PublishSlotRequest>(
        "/slots", made => made.Slot, Staff, Administrator, Integrator, Operator) with
    {
        Summary = "One bookable time of a place.",
        Example = new(Body: () => new PublishSlotRequest(Examples.Place("publish-slot"), Examples.Offer(28, 9))),
    };

    public IOperation ToOperation(Call call) =>
        new PublishSlot(new SlotId(call.New("slot")), Place, Offer);
}
