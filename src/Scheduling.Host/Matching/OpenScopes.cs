using Npgsql;
using Scheduling.Domain;

namespace Scheduling.Host.Matching;

/// <summary>The scopes that take part in the central registration.</summary>
internal static class OpenScopes
{
    /// <summary>All of them, in the order of their codes.</summary>
    public static async Task<IReadOnlyList<ScopeCode>> Find(NpgsqlDataSource source, CancellationToken stop)
    {
        await using var command = source.CreateCommand("""
            select e.data->>'scope' from scheduling.mt_streams s
            join scheduling.mt_events e on e.stream_id = s.id and e.version = 1
            where s.type = 'window' and e.type = 'scope_opened' order by 1
            """);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var scopes = new List<ScopeCode>();
        while (await reader.ReadAsync(stop))
        {
            scopes.Add(ScopeCode.Parse(reader.GetString(0)));
        }

        return scopes;
    }
}
