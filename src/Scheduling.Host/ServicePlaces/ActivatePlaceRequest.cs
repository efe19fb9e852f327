using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.ServicePlaces;

/// <summary>The place opens: its slots may be booked from now on.</summary>
internal sealed record ActivatePlaceRequest() : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<ActivatePlace, ActivatePlaceRequest>(
        "/service-places/{place:guid}/activate", Administrator, Operator) with
    {
        Summary = "The place opens: its slots may be booked from now on.",
    };

    public IOperation ToOperation(Call call) =>
        new ActivatePlace(call.Place);
}
