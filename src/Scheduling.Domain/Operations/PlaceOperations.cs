using NodaTime;
using Scheduling.Domain.Processes;
using Scheduling.Domain.ServicePlaces;

namespace Scheduling.Domain.Operations;

/// <summary>A provider enters one of its organisational cells (pl. <i>przesłanie danych MUŚ</i>).</summary>
public sealed record RegisterPlace(
    PlaceId Place, string ProviderCode, TerytCode Area, GeoPoint Location, ValueList<ScopeCode> Scopes) : IOperation
{
    public IEnumerable<StreamId> Reads => [Place];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        Plan.Outside(streams, context)
            .Refuse(Permissions.RefuseUnlessAdministratorOf(Place, context.By))
            .Require(
                streams.Place(Place) is not ServicePlace.Known { Registration: var known } || IsSame(known),
                Refusals.AlreadyExists(Place))
            .Do(Place, new ServicePlaceCommand.Register(ProviderCode, Area, Location, Scopes));

    // The provider may have changed since.
    private bool IsSame(ServicePlaceEvent.ServicePlaceRegistered known) =>
        (known.Area, known.Location, known.Scopes) == (Area, Location, Scopes);
}

/// <summary>From now on everybody sees the place's slots (pl. <i>aktywujMus</i>).</summary>
public sealed record ActivatePlace(PlaceId Place) : IOperation
{
    public IEnumerable<StreamId> Reads => [Place];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        Plan.Outside(streams, context)
            .Refuse(Permissions.RefuseUnlessAdministratorOf(Place, context.By))
            .RequireKnown(Place)
            .Do(Place, new ServicePlaceCommand.Activate());
}

/// <summary>The place's slots are hidden for the time being; its appointments stay.</summary>
public sealed record SuspendPlace(PlaceId Place, string Reason) : IOperation
{
    public IEnumerable<StreamId> Reads => [Place];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        Plan.Outside(streams, context)
            .Refuse(Permissions.RefuseUnlessAdministratorOf(Place, context.By))
            .RequireKnown(Place)
            .Do(Place, new ServicePlaceCommand.Suspend(Reason));
}

/// <summary>The place's slots are visible again.</summary>
public sealed record ResumePlace(PlaceId Place) : IOperation
{
    public IEnumerable<StreamId> Reads => [Place];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        Plan.Outside(streams, context)
            .Refuse(Permissions.RefuseUnlessAdministratorOf(Place, context.By))
            .RequireKnown(Place)
            .Do(Place, new ServicePlaceCommand.Resume());
}

/// <summary>Another owner takes the place over; patients, slots and dates stay.</summary>
public sealed record MovePlace(PlaceId Place, string ProviderCode) : IOperation
{
    public IEnumerable<StreamId> Reads => [Place];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        Plan.Outside(streams, context)
            .Refuse(Permissions.RefuseUnlessAdministratorOf(Place, context.By))
            .RequireKnown(Place)
            .Do(Place, new ServicePlaceCommand.Move(ProviderCode));
}

/// <summary>The place says where it wants to be told of changes (pl. <i>endpoint notyfikacji</i>).</summary>
public sealed record SetNotificationEndpoint(PlaceId Place, string Url) : IOperation
{
    public IEnumerable<StreamId> Reads => [Place];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        Plan.Outside(streams, context)
            .Refuse(Permissions.RefuseUnlessAdministratorOf(Place, context.By))
            .RequireKnown(Place)
            .Do(Place, new ServicePlaceCommand.SetEndpoint(Url));
}

/// <summary>The contract with the fund ends (art. 23g(12)): the place takes no bookings from that day on, and a process
/// moves everybody who has one.</summary>
/// <param name="EffectiveOn">The first day without a contract.</param>
public sealed record EndContract(PlaceId Place, LocalDate EffectiveOn) : IOperation
{
    /// <summary>The process that moves the patients.</summary>
    public ProcessId Process => new(Ids.Derive("end-contract", Place.ToString()));

    public IEnumerable<StreamId> Reads => [Place, Process];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        Plan.Outside(streams, context)
            .Refuse(Permissions.RefuseUnlessAdministratorOf(Place, context.By))
            .RequireKnown(Place)
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

/// <summary>What every operation on a place asks for.</summary>
internal static class PlaceRules
{
    /// <summary>Ends the plan unless the place is registered.</summary>
    public static Plan RequireKnown(this Plan plan, PlaceId place) =>
        plan.Require(plan.Place(place) is ServicePlace.Known, Refusals.NotFound(place));
}
