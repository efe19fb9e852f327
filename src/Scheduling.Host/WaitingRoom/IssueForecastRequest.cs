using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.WaitingRoom;

/// <summary>A patient is told how long it may take.</summary>
/// <param name="Days">How long it may take, in calendar days from today.</param>
internal sealed record IssueForecastRequest(int Days) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<IssueForecast, IssueForecastRequest>(
        "/reports/{report:guid}/forecast", Operator) with
    {
        Summary = "A patient is told how long it may take.",
        Example = new(Body: () => new IssueForecastRequest(90)),
    };

    public IOperation ToOperation(Call call) =>
        new IssueForecast(call.Report, Days);
}
