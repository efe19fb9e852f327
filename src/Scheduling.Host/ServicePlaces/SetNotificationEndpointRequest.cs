using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.ServicePlaces;

/// <summary>Where the place wants to be told of bookings and cancellations.</summary>
internal sealed record SetNotificationEndpointRequest(string Url) : IRequest
{
    public static CommandRoute Route { get; } =
        CommandRoute.Put<SetNotificationEndpoint, SetNotificationEndpointRequest>(
            "/service-places/{place:guid}/notification-endpoint", Administrator, Operator) with
    {
        Summary = "Where the place wants to be told of bookings and cancellations.",
        Example = new(Body: () => new SetNotificationEndpointRequest("https://clinic.example/appointments")),
    };

    public IOperation ToOperation(Call call) =>
        new SetNotificationEndpoint(call.Place, Url);
}
