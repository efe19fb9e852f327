using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Schedules;

/// <summary>A free time that the place cannot keep.</summary>
internal sealed record WithdrawSlotRequest(string Reason) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<WithdrawSlot, WithdrawSlotRequest>(
        "/slots/{slot:guid}/withdraw", Staff, Administrator, Integrator, Operator) with
    {
        Summary = "A free time that the place cannot keep.",
        Example = new(Body: () => new WithdrawSlotRequest("the doctor is ill")),
    };

    public IOperation ToOperation(Call call) =>
        new WithdrawSlot(call.Slot, Reason);
}
