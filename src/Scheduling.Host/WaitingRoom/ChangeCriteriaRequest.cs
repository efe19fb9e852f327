using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.WaitingRoom;

/// <summary>What a waiting patient wants becomes something else; the turn stays.</summary>
internal sealed record ChangeCriteriaRequest(Criteria Criteria) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Put<ChangeCriteria, ChangeCriteriaRequest>(
        "/reports/{report:guid}/entries/{entry:guid}/criteria", Patient, Staff, Administrator, Integrator) with
    {
        Summary = "What a waiting patient wants becomes something else; the turn stays.",
        Example = new(Body: () => new ChangeCriteriaRequest(
            new Criteria(PlaceCriterion.In(TerytCode.Parse("32"), TerytCode.Parse("22")), MinimumNoticeDays: 7))),
    };

    public IOperation ToOperation(Call call) =>
        new ChangeCriteria(call.Report, call.Entry, Criteria);
}
