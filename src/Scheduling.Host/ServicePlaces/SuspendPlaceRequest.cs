using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.ServicePlaces;

/// <summary>The place takes no bookings for now.</summary>
internal sealed record SuspendPlaceRequest(string Reason) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<SuspendPlace, SuspendPlaceRequest>(
        "/service-places/{place:guid}/suspend", Administrator, Operator) with
    {
        Summary = "The place takes no bookings for now.",
        Example = new(Body: () => new SuspendPlaceRequest("water damage")),
    };

    public IOperation ToOperation(Call call) =>
        new SuspendPlace(call.Place, Reason);
}
