using Npgsql;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Storage;

/// <summary>The commands that were decided, each with its answer.</summary>
public sealed class CommandLog(NpgsqlDataSource source)
{
    /// <summary>
    /// The answer to a command that came before, nothing when it did not. Another command under the same identity is
    /// refused.
    /// </summary>
    public async Task<Outcome?> AnswerTo(
        Command command, NpgsqlConnection? within = null, CancellationToken stop = default)
    {
        const string sql = """
            select body_hash, first_position, last_position, refusal from scheduling.commands where id = $1
            """;
        await using var query = within is null ? source.CreateCommand(sql) : new NpgsqlCommand(sql, within);
        query.Parameters.Add(new() { Value = command.Id });
        await using var reader = await query.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop))
        {
            return null;
        }

        if (!reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(CommandBody.HashOf(command)))
        {
            return new Outcome(0, 0, Refusals.KeyReused);
        }

        return new Outcome(
            reader.IsDBNull(1) ? 0 : reader.GetInt64(1),
            reader.IsDBNull(2) ? 0 : reader.GetInt64(2),
            reader.IsDBNull(3) ? null : CanonicalJson.Read<Refusal>(reader.GetFieldValue<byte[]>(3)));
    }
}
