using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.ServicePlaces;

/// <summary>A suspended place opens again.</summary>
internal sealed record ResumePlaceRequest() : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<ResumePlace, ResumePlaceRequest>(
        "/service-places/{place:guid}/resume", Administrator, Operator) with
    {
        Summary = "A suspended place opens again.",
    };

    public IOperation ToOperation(Call call) =>
        new ResumePlace(call.Place);
}
