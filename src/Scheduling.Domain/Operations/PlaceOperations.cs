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
            .Do(Place, new ServicePlaceCommand.Register(ProviderCode, Area, Location, Scopes));
}

/// <summary>From now on everybody sees the place's slots (pl. <i>aktywujMus</i>).</summary>
public sealed record ActivatePlace(PlaceId Place) : IOperation
{
    public IEnumerable<StreamId> Reads => [Place];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        Plan.Outside(streams, context)
            .Refuse(Permissions.RefuseUnlessAdministratorOf(Place, context.By))
            .Do(Place, new ServicePlaceCommand.Activate());
}

/// <summary>The place's slots are hidden for the time being; its appointments stay.</summary>
public sealed record SuspendPlace(PlaceId Place, string Reason) : IOperation
{
    public IEnumerable<StreamId> Reads => [Place];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        Plan.Outside(streams, context)
            .Refuse(Permissions.RefuseUnlessAdministratorOf(Place, context.By))
            .Do(Place, new ServicePlaceCommand.Suspend(Reason));
}

/// <summary>The place's slots are visible again.</summary>
public sealed record ResumePlace(PlaceId Place) : IOperation
{
    public IEnumerable<StreamId> Reads => [Place];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        Plan.Outside(streams, context)
            .Refuse(Permissions.RefuseUnlessAdministratorOf(Place, context.By))
            .Do(Place, new ServicePlaceCommand.Resume());
}

/// <summary>Another owner takes the place over; patients, slots and dates stay.</summary>
public sealed record MovePlace(PlaceId Place, string ProviderCode) : IOperation
{
    public IEnumerable<StreamId> Reads => [Place];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        Plan.Outside(streams, context)
            .Refuse(Permissions.RefuseUnlessAdministratorOf(Place, context.By))
            .Do(Place, new ServicePlaceCommand.Move(ProviderCode));
}

/// <summary>The place says where it wants to be told of changes (pl. <i>endpoint notyfikacji</i>).</summary>
public sealed record SetNotificationEndpoint(PlaceId Place, string Url) : IOperation
{
    public IEnumerable<StreamId> Reads => [Place];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        Plan.Outside(streams, context)
            .Refuse(Permissions.RefuseUnlessAdministratorOf(Place, context.By))
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
            .Require(plan.Place(Place) is ServicePlace.Known, Refusals.NotFound(Place))
            .Require(From <= To, Refusals.Malformed("to", "it is before the first day"))
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
        return streams.Process(Process) switch
        {
            Processes.Process.Running { Task.Kind: ProcessKind.EndContract } =>
                plan.Do(Place, new ServicePlaceCommand.SettleContract()).Do(Process, new ProcessCommand.End()),
            Processes.Process.Absent => plan.Refuse(Refusals.NotFound(Process)),
            _ => plan.Do(Process, new ProcessCommand.End()),
        };
    }
}
