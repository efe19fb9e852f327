using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
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
        "/service-places", made => made.Place, Operator) with
    {
        Summary = "An organisational cell joins the central registration.",
        Example = new(Body: () => new RegisterPlaceRequest(
            "P-100", TerytCode.Parse("2469011"), new GeoPoint(5_026_000, 1_902_000), [Examples.Scope])),
    };

    public IOperation ToOperation(Call call) =>
        new RegisterPlace(new PlaceId(call.New("place")), ProviderCode, Area, Location, Scopes);
}
