using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.ServicePlaces;

/// <summary>The place goes over to another provider and keeps its identity.</summary>
internal sealed record MovePlaceRequest(string ProviderCode) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<MovePlace, MovePlaceRequest>(
        "/service-places/{place:guid}/move", Administrator, Operator) with
    {
        Summary = "The place goes over to another provider and keeps its identity.",
        Example = new(Body: () => new MovePlaceRequest("P-200")),
    };

    public IOperation ToOperation(Call call) =>
        new MovePlace(call.Place, ProviderCode);
}
