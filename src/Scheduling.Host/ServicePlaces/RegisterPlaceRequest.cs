using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.ServicePlaces;

/// <summary>An organisational cell joins the central registration.</summary>
internal sealed record RegisterPlaceRequest(
    string ProviderCode,
    TerytCode Area,
    GeoPoint Location,
    ValueList<ScopeCode> Scopes) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Make<RegisterPlace, RegisterPlaceRequest>(
        "/service-places", made => made.Place, Operator);

    public IOperation ToOperation(Call call) =>
        new RegisterPlace(new PlaceId(call.New("place")), ProviderCode, Area, Location, Scopes);
}
