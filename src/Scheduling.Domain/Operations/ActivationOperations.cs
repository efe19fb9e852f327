using Scheduling.Domain.ServicePlaces;

namespace Scheduling.Domain.Operations;

/// <summary>From now on everybody sees the place's slots (pl. <i>aktywujMus</i>).</summary>
public sealed record ActivatePlace(PlaceId Place) : IOperation
{
    public IEnumerable<StreamId> Reads => [Place];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        PlaceRules.ByAdministratorOf(Place, streams, context)
            .Do(Place, new ServicePlaceCommand.Activate());
}

/// <summary>The place's slots are hidden for the time being; its appointments stay.</summary>
public sealed record SuspendPlace(PlaceId Place, string Reason) : IOperation
{
    public IEnumerable<StreamId> Reads => [Place];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        PlaceRules.ByAdministratorOf(Place, streams, context)
            .Do(Place, new ServicePlaceCommand.Suspend(Reason));
}

/// <summary>The place's slots are visible again.</summary>
public sealed record ResumePlace(PlaceId Place) : IOperation
{
    public IEnumerable<StreamId> Reads => [Place];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        PlaceRules.ByAdministratorOf(Place, streams, context)
            .Do(Place, new ServicePlaceCommand.Resume());
}
