using Npgsql;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;
using Scheduling.Host.CaseFiles;

namespace Scheduling.Host.Storage;

/// <summary>The texts of policies that a database keeps, so that it stands alone.</summary>
public static class StoredPolicies
{
    private const string Adopted = """
        select distinct e.data->>'policy' from scheduling.mt_streams s
        join scheduling.mt_events e on e.stream_id = s.id
        where s.type = 'window' and e.type = 'policy_adopted'
        """;

    /// <summary>Adds texts that are not there yet.</summary>
    public static async Task Keep(
        NpgsqlDataSource source, IReadOnlyList<PolicyFile> files, CancellationToken stop = default)
    {
        await using var command = source.CreateCommand("""
            insert into scheduling.policies (ref, kind, content)
            select n.ref, n.kind, n.content from unnest($1, $2, $3) with ordinality as n (ref, kind, content, ordinal)
            order by n.ordinal
            on conflict (ref) do nothing
            """);
        command.Parameters.Add(Sql.Texts(files.Select(file => file.Reference.Value)));
        command.Parameters.Add(Sql.Texts(files.Select(file => file.Kind)));
        command.Parameters.Add(Sql.Json(files.Select(file => CanonicalJson.Canonicalise(file.Text))));
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>
    /// Every policy that a scope of this database has adopted or may adopt: those it keeps, and those that come with
    /// the program, which are added to them.
    /// </summary>
    /// <exception cref="InvalidOperationException">
    /// A scope was decided by a policy that nobody knows, or a text is not what its reference says.
    /// </exception>
    public static async Task<IReadOnlyDictionary<PolicyRef, SchedulingPolicy>> Open(
        NpgsqlDataSource source, CancellationToken stop = default)
    {
        await Keep(source, PolicyFile.Shipped(), stop);
        var policies = new Dictionary<PolicyRef, SchedulingPolicy>();
        foreach (var file in await Read(source, "kind = 'scheduling'", stop))
        {
            policies.Add(file.Reference, Parse(file));
        }

        await using var command = source.CreateCommand(Adopted + " order by 1");
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            if (!policies.ContainsKey(new PolicyRef(reader.GetString(0))))
            {
                throw new InvalidOperationException(
                    $"A scope of this database is decided by the policy '{reader.GetString(0)}', whose text is neither "
                    + "in the database nor among those that come with this version.");
            }
        }

        return policies;
    }

    /// <summary>The texts that an export needs: the policies that a scope has adopted, and the table of
    /// scopes.</summary>
    public static async Task<IReadOnlyList<PolicyFile>> Used(
        NpgsqlDataSource source, CancellationToken stop = default) =>
    [
        .. (await Read(source, "kind = 'scopes'", stop)).TakeLast(1),
        .. await Read(source, $"kind = 'scheduling' and ref in ({Adopted})", stop),
    ];

    private static async Task<List<PolicyFile>> Read(
        NpgsqlDataSource source, string condition, CancellationToken stop)
    {
        await using var command = source.CreateCommand(
            $"select kind, ref, content::text from scheduling.policies where {condition} order by ordinal");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var files = new List<PolicyFile>();
        while (await reader.ReadAsync(stop))
        {
            files.Add(new PolicyFile(reader.GetString(0), new PolicyRef(reader.GetString(1)), reader.GetString(2)));
        }

        return files;
    }

    private static SchedulingPolicy Parse(PolicyFile file) =>
        PolicyText.Parse(file.Text) switch
        {
            Parsed<SchedulingPolicy>.Good { Value: var policy } when policy.Ref == file.Reference => policy,
            Parsed<SchedulingPolicy>.Good { Value: var policy } => throw new InvalidOperationException(
                $"The database keeps a text under the name '{file.Reference}' that is '{policy.Ref}'."),
            _ => throw new InvalidOperationException(
                $"This version does not understand the policy '{file.Reference}' of the database. Update the Host."),
        };
}
