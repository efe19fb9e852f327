using Npgsql;
using NodaTime;
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
        var answers = await AnswersTo([command], within, stop);
        return answers.TryGetValue(command.Id, out var answer) ? answer : null;
    }

    /// <summary>The answers to those of some commands that came before, by the identity of the command.</summary>
    public async Task<IReadOnlyDictionary<Guid, Outcome>> AnswersTo(
        IReadOnlyCollection<Command> asked, NpgsqlConnection? within = null, CancellationToken stop = default)
    {
        const string sql = """
            select id, body_hash, first_position, last_position, refusal from scheduling.commands where id = any ($1)
            """;
        await using var query = within is null ? source.CreateCommand(sql) : new NpgsqlCommand(sql, within);
        query.Parameters.Add(Sql.Uuids(asked.Select(command => command.Id)));
        await using var reader = await query.ExecuteReaderAsync(stop);
        var answers = new Dictionary<Guid, Outcome>();
        Dictionary<Guid, Command>? byId = null;
        while (await reader.ReadAsync(stop))
        {
            byId ??= asked.DistinctBy(command => command.Id).ToDictionary(command => command.Id);
            var id = reader.GetGuid(0);
            answers.Add(
                id,
                reader.GetFieldValue<byte[]>(1).AsSpan().SequenceEqual(CommandBody.HashOf(byId[id]))
                    ? OutcomeAt(reader)
                    : new Outcome(0, 0, Refusals.KeyReused));
        }

        return answers;
    }

    /// <summary>How many of the engine's own commands recorded something at an instant, since the last one that was
    /// given to it.</summary>
    /// <param name="own">The stored names of the operations that are its own where the system asks for them.</param>
    public async Task<long> CountOwnSinceGiven(
        Instant at, IReadOnlyCollection<string> own, CancellationToken stop = default)
    {
        await using var query = source.CreateCommand("""
            select count(*) from scheduling.commands
            where decided_at = $1 and first_position is not null and ordinal > (
                select coalesce(max(ordinal), 0) from scheduling.commands
                where role <> $2 or operation <> all ($3))
            """);
        query.Parameters.Add(new() { Value = StoredTime.Of(at) });
        query.Parameters.Add(new() { Value = EnumText.Of(ActorRole.System) });
        query.Parameters.Add(new() { Value = own.ToArray() });
        return (long)(await query.ExecuteScalarAsync(stop))!;
    }

    private static Outcome OutcomeAt(NpgsqlDataReader reader) =>
        new(
            reader.IsDBNull(2) ? 0 : reader.GetInt64(2),
            reader.IsDBNull(3) ? 0 : reader.GetInt64(3),
            reader.IsDBNull(4) ? null : CanonicalJson.Read<Refusal>(reader.GetFieldValue<byte[]>(4)));
}
