using NodaTime;
using Scheduling.Domain.Processes;
using Scheduling.Domain.ServicePlaces;

namespace Scheduling.Domain.Operations;

/// <summary>
/// The contract with the fund ends (art. 23g(12)): the place takes no bookings from that day on, and a process moves
/// everybody who has one.
/// </summary>
/// <param name="EffectiveOn">The first day without a contract.</param>
public sealed record EndContract(PlaceId Place, LocalDate EffectiveOn) : IOperation
{
    /// <summary>The process that moves the patients.</summary>
    public ProcessId Process => new(Ids.Derive("end-contract", Place.ToString()));

    public IEnumerable<StreamId> Reads => [Place, Process];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        PlaceRules.ByAdministratorOf(Place, streams, context)
            .Do(Place, new ServicePlaceCommand.EndContract(EffectiveOn))
            .Do(Process, new ProcessCommand.Start(ProcessKind.EndContract, Place, EffectiveOn, null));
}

/// <summary>
/// A place cancels every visit of some days at once, for reasons nobody could foresee (art. 23g(5)(2)(c)).
/// </summary>
/// <param name="From">The first day.</param>
/// <param name="To">The last day, included.</param>
public sealed record CancelDays(ProcessId Process, PlaceId Place, LocalDate From, LocalDate To) : IOperation
{
    public IEnumerable<StreamId> Reads => [Place, Process];

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        var plan = Plan.Outside(streams, context).Refuse(Permissions.RefuseUnlessStaffOf(Place, context.By));
        return plan
            .RequireKnown(Place)
            .Require(From <= To, Refusals.Malformed("to", "it is before the first day"))
            .Require(
                plan.TaskOf(Process) is not { } task
                || (task.Kind, task.Place, task.From, task.To) == (ProcessKind.CancelDays, Place, From, (LocalDate?)To),
                Refusals.AlreadyExists(Process))
            .Do(Process, new ProcessCommand.Start(ProcessKind.CancelDays, Place, From, To));
    }
}

/// <summary>A process found nothing more to do.</summary>
/// <param name="Left">How many members the shell found when it last looked.</param>
public sealed record EndProcess(ProcessId Process, PlaceId Place, int Left) : IOperation
{
    public IEnumerable<StreamId> Reads => [Process, Place];

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        var plan = Plan.Outside(streams, context)
            .Refuse(Permissions.RefuseUnlessSystem(context.By))
            .Require(Left == 0, Refusals.MembersLeft(Left));
        if (streams.Process(Process) is Processes.Process.Running { Task: var task })
        {
            plan.Require(task.Place == Place, Refusals.OtherPlace(task.Place));
            return (task.Kind == ProcessKind.EndContract
                    ? plan.Do(Place, new ServicePlaceCommand.SettleContract())
                    : plan)
                .Do(Process, new ProcessCommand.End());
        }

        return plan.Require(streams.Process(Process) is not Processes.Process.Absent, Refusals.NotFound(Process));
    }
}
