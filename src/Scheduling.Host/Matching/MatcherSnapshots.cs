using System.Security.Cryptography;
using System.Text;
using Npgsql;
using NpgsqlTypes;
using Scheduling.Domain;
using Scheduling.Domain.Matching;

namespace Scheduling.Host.Matching;

/// <summary>
/// What matchers knew at some position, kept in the database so that a scope is soon matched again when it comes to
/// another owner. A cache: what is damaged, or was written by another version or under other policies, is dropped, and
/// the log is read.
/// </summary>
/// <param name="policies">Every policy that a scope may have adopted.</param>
public sealed class MatcherSnapshots(
    NpgsqlDataSource source, IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies)
{
    // Raised when what is written means something else.
    private const int Layout = 1;

    private readonly string _format = FormatOf(policies);

    /// <summary>Keeps a state, unless there is a later one.</summary>
    public async Task Save(ScopeCode scope, FeedState state, CancellationToken stop = default)
    {
        var chunks = SnapshotWriter.Write(state);
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using var head = new NpgsqlCommand(
            """
            insert into scheduling.matcher_snapshots as s (scope, position, format, chunks) values ($1, $2, $3, $4)
            on conflict (scope) do update
            set position = excluded.position, format = excluded.format, chunks = excluded.chunks, made_at = now()
            where s.position < excluded.position or s.format <> excluded.format
            """, connection);
        head.Parameters.Add(new() { Value = scope.Value });
        head.Parameters.Add(new() { Value = state.Position });
        head.Parameters.Add(new() { Value = _format });
        head.Parameters.Add(new() { Value = chunks.Count });
        if (await head.ExecuteNonQueryAsync(stop) == 0)
        {
            return;
        }

        await Execute(connection, "delete from scheduling.matcher_snapshot_chunks where scope = $1", scope, stop);
        await using (var copy = await connection.BeginBinaryImportAsync(
            "copy scheduling.matcher_snapshot_chunks (scope, number, hash, data) from stdin (format binary)", stop))
        {
            foreach (var (number, chunk) in chunks.Index())
            {
                await copy.StartRowAsync(stop);
                await copy.WriteAsync(scope.Value, NpgsqlDbType.Varchar, stop);
                await copy.WriteAsync(number, NpgsqlDbType.Integer, stop);
                await copy.WriteAsync(SHA256.HashData(chunk), NpgsqlDbType.Bytea, stop);
                await copy.WriteAsync(chunk, NpgsqlDbType.Bytea, stop);
            }

            await copy.CompleteAsync(stop);
        }

        await transaction.CommitAsync(stop);
    }

    /// <summary>The state that was last kept; nothing where there is none that may be believed.</summary>
    public async Task<FeedState?> Find(ScopeCode scope, CancellationToken stop = default)
    {
        try
        {
            return await Chunks(scope, stop) is { } chunks ? SnapshotReader.Read(chunks) : null;
        }
        catch (InvalidDataException)
        {
            await Drop(scope, stop);
            return null;
        }
    }

    /// <summary>Forgets the state of a scope.</summary>
    public async Task Drop(ScopeCode scope, CancellationToken stop = default)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await Execute(connection, "delete from scheduling.matcher_snapshots where scope = $1", scope, stop);
    }

    private async Task<IReadOnlyList<byte[]>?> Chunks(ScopeCode scope, CancellationToken stop)
    {
        await using var command = source.CreateCommand("""
            select s.chunks, c.hash, c.data from scheduling.matcher_snapshots s
            left join scheduling.matcher_snapshot_chunks c on c.scope = s.scope
            where s.scope = $1 and s.format = $2 order by c.number
            """);
        command.Parameters.Add(new() { Value = scope.Value });
        command.Parameters.Add(new() { Value = _format });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var chunks = new List<byte[]>();
        var expected = 0;
        while (await reader.ReadAsync(stop))
        {
            expected = reader.GetInt32(0);
            var data = reader.IsDBNull(2) ? [] : reader.GetFieldValue<byte[]>(2);
            var hash = reader.IsDBNull(1) ? [] : reader.GetFieldValue<byte[]>(1);
            if (!SHA256.HashData(data).AsSpan().SequenceEqual(hash))
            {
                throw new InvalidDataException($"Chunk {chunks.Count} of {scope} is not what was written.");
            }

            chunks.Add(data);
        }

        return chunks.Count == 0 ? null
            : chunks.Count == expected ? chunks
            : throw new InvalidDataException($"{scope} has {chunks.Count} of {expected} chunks.");
    }

    // The version of the rules' assembly changes with any change of the rules, the matcher's layout and the upcasters
    // among them: a state that other code has made is never believed.
    private static string FormatOf(IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies)
    {
        var names = policies.Keys.Select(policy => policy.Value).Order(StringComparer.Ordinal);
        var text = $"{Layout}\n{typeof(MatcherFeed).Module.ModuleVersionId}\n{string.Join('\n', names)}";
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    private static async Task Execute(
        NpgsqlConnection connection, string sql, ScopeCode scope, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.Add(new() { Value = scope.Value });
        await command.ExecuteNonQueryAsync(stop);
    }
}
