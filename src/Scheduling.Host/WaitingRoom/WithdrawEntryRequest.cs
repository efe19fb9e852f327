using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.WaitingRoom;

/// <summary>A patient gives up waiting.</summary>
internal sealed record WithdrawEntryRequest() : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<WithdrawEntry, WithdrawEntryRequest>(
        "/waiting-entries/{entry:guid}/withdraw", Patient, Staff, Administrator, Integrator) with
    {
        Summary = "A patient gives up waiting.",
    };

    public IOperation ToOperation(Call call) =>
        new WithdrawEntry(call.Entry);
}
