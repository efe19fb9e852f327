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

/// <summary>Another owner takes the place over; patients, slots and dates stay.</summary>
public sealed record MovePlace(PlaceId Place, string ProviderCode) : IOperation
{
    public IEnumerable<StreamId> Reads => [Place];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        PlaceRules.ByAdministratorOf(Place, streams, context)
            .Do(Place, new ServicePlaceCommand.Move(ProviderCode));
}

/// <summary>The place says where it wants to be told of changes (pl. <i>endpoint notyfikacji</i>).</summary>
public sealed record SetNotificationEndpoint(PlaceId Place, string Url) : IOperation
{
    public IEnumerable<StreamId> Reads => [Place];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        PlaceRules.ByAdministratorOf(Place, streams, context)
            .Do(Place, new ServicePlaceCommand.SetEndpoint(Url));
}

/// <summary>What every operation on a place asks for.</summary>
internal static class PlaceRules
{
    /// <summary>A plan that goes on only for the administrator of a place that is registered.</summary>
    public static Plan ByAdministratorOf(PlaceId place, Streams streams, OperationContext context) =>
        Plan.Outside(streams, context)
            .Refuse(Permissions.RefuseUnlessAdministratorOf(place, context.By))
            .RequireKnown(place);

    /// <summary>Ends the plan unless the place is registered.</summary>
    public static Plan RequireKnown(this Plan plan, PlaceId place) =>
        plan.Require(plan.Place(place) is ServicePlace.Known, Refusals.NotFound(place));
}
