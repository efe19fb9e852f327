using Npgsql;
using NodaTime;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Http.Queries;

/// <summary>An address at which something is asked.</summary>
/// <param name="Pattern">The address; what stands in braces is an identity or a name.</param>
/// <param name="Roles">Who may ask.</param>
/// <param name="Make">Makes whoever answers.</param>
/// <param name="Said">What the document of the API says of it, but for the roles.</param>
internal sealed record QueryRoute(
    string Pattern,
    IReadOnlyCollection<AccessRole> Roles,
    Func<QueryNeeds, IQuery> Make,
    RouteText Said)
{
    /// <summary>What the document of the API says of it.</summary>
    public RouteText Text => Said with { Roles = Roles };

    /// <summary>What may stand behind the question mark; anything else is refused.</summary>
    public IReadOnlyCollection<string> Parameters { get; } = [.. Said.Query.Select(part => part.Name)];
}

/// <summary>What answers are made from.</summary>
internal sealed record QueryNeeds(NpgsqlDataSource Source, EngineService Engine)
{
    public EventStore Store => Engine.Store;

    /// <summary>What the node goes by.</summary>
    public IClock Clock => Engine.Clock;
}
