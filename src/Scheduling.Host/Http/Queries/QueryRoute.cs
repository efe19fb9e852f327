using Npgsql;
using NodaTime;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Http.Queries;

/// <summary>An address at which something is asked.</summary>
/// <param name="Pattern">The address; what stands in braces is an identity or a name.</param>
/// <param name="Parameters">What may stand behind the question mark; anything else is refused.</param>
/// <param name="Roles">Who may ask.</param>
/// <param name="Make">Makes whoever answers.</param>
internal sealed record QueryRoute(
    string Pattern,
    IReadOnlyCollection<string> Parameters,
    IReadOnlyCollection<AccessRole> Roles,
    Func<QueryNeeds, IQuery> Make);

/// <summary>What answers are made from.</summary>
internal sealed record QueryNeeds(NpgsqlDataSource Source, EngineService Engine)
{
    public EventStore Store => Engine.Store;

    /// <summary>What the node goes by.</summary>
    public IClock Clock => Engine.Clock;
}
