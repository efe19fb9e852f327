using System.Globalization;
using Npgsql;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Serialization;
using Scheduling.Host.ReadModels;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Auditing;

/// <summary>Something that is not as the log says it must be.</summary>
/// <param name="Rule">Which of the auditor's rules.</param>
/// <param name="What">What was found, for an operator.</param>
public sealed record Finding(string Rule, string What);

/// <summary>
/// Looks whether what is kept beside the log is what the log says: versions of streams, inline tables, read models as
/// far as they have read, positions of commands. It reads and changes nothing. On demand it looks at everything; every
/// minute at what has changed since.
/// </summary>
public sealed class Auditor(NpgsqlDataSource source, EventStore store)
{
    /// <summary>So many events are looked at in one go: some seconds' work, whatever piled up.</summary>
    public const int EventsPerLook = 200_000;

    private const string StreamsRule = "streams";
    private const string CommandsRule = "commands";
    private const string UnknownRule = "unknown-events";
    private const string InconsistentRule = "inconsistent-streams";
    private const string PositionsRule = "positions";
    private const string FreedRule = "read.freed_slot";

    // Everything is looked at in so many parts, by the first digit of the identities: each is one moment of the
    // database and fits into memory.
    private const int Parts = 16;

    private const string BrokenStreams = """
        select coalesce(s.type, '?') || '/' || coalesce(s.id, e.stream_id)
            || ' is said to have ' || coalesce(s.version, 0) || ' events and has ' || coalesce(e.count, 0)
        from scheduling.mt_streams s
        full join (
            select stream_id, count(*) as count, max(version) as last from scheduling.mt_events group by stream_id) e
            on e.stream_id = s.id
        where s.version is distinct from e.count or e.count is distinct from e.last
        """;

    private const string BrokenAmong = """
        select s.type || '/' || s.id || ' is said to have ' || s.version || ' events and has ' || e.count
        from scheduling.mt_streams s
        cross join lateral (
            select count(*) as count, max(version) as last from scheduling.mt_events m where m.stream_id = s.id) e
        where s.id = any ($1) and (s.version is distinct from e.count or e.count is distinct from e.last)
        """;

    private const string BrokenCommands = """
        select 'command ' || c.id || ' has no event at ' || c.first_position || ' or ' || c.last_position
        from scheduling.commands c
        left join scheduling.mt_events f on f.seq_id = c.first_position and f.causation_id = c.id::text
        left join scheduling.mt_events l on l.seq_id = c.last_position and l.causation_id = c.id::text
        where c.first_position is not null and (f.seq_id is null or l.seq_id is null)
        """;

    private const string PositionsBeyond = """
        select name || ' stands at ' || last_seq_id || ', and the log ends before'
        from scheduling.mt_event_progression
        where last_seq_id > (
            select case when is_called then last_value else 0 end from scheduling.mt_events_sequence)
        """;

    // Whoever moves on is only slow.
    private const string PositionsLeftBehind = """
        select name || ' has stood at ' || last_seq_id || ' since ' || last_updated || ', and the log goes on'
        from scheduling.mt_event_progression
        where name like 'read/%' and last_seq_id < $1 and last_updated < now() - interval '1 minute'
        """;

    private static readonly List<string> KeptInOrder =
        [InconsistentRule, .. KeptTable.All.Select(table => table.Rule), FreedRule];

    /// <summary>Everything that is wrong, in a fixed order.</summary>
    public async Task<IReadOnlyList<Finding>> Audit(CancellationToken stop = default)
    {
        var findings = new List<Finding>();
        await using var connection = await source.OpenConnectionAsync(stop);
        await using (var moment = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, stop))
        {
            await AddRows(findings, StreamsRule, BrokenStreams, connection, stop);
            await AddRows(findings, CommandsRule, BrokenCommands, connection, stop);
            await AddRows(findings, PositionsRule, PositionsBeyond, connection, stop);
        }

        var kept = new List<Finding>();
        for (var part = 0; part < Parts; part++)
        {
            await AddKept(kept, StreamsToLookAt.Part(part), connection, stop);
        }

        findings.AddRange(kept.OrderBy(finding => KeptInOrder.IndexOf(finding.Rule)));
        findings.AddRange((await store.UnknownTypes(stop)).Select(unknown => new Finding(
            UnknownRule,
            $"{unknown.Count} events '{unknown.Name}' in streams of kind {StreamId.NameOf(unknown.Stream)}")));
        return findings;
    }

    /// <summary>What is wrong with the streams that were written behind a position: their versions, their folds, their
    /// rows in the inline tables and read models; and which read model has not come as far as that position. It
    /// costs what was written, however large the database is.</summary>
    /// <returns>What was found, and the position up to which it was looked.</returns>
    public async Task<(IReadOnlyList<Finding> Findings, long UpTo)> AuditAfter(
        long position, CancellationToken stop = default)
    {
        var findings = new List<Finding>();
        await using var connection = await source.OpenConnectionAsync(stop);
        var upTo = Math.Min(await store.Horizon(connection, stop), position + EventsPerLook);
        var changed = await Changed(position, upTo, connection, stop);
        if (changed.Length > 0)
        {
            await AddRows(findings, StreamsRule, BrokenAmong, connection, stop, Sql.Uuids(changed));
            await AddKept(findings, StreamsToLookAt.Among(changed), connection, stop);
        }

        await AddRows(
            findings, PositionsRule, PositionsLeftBehind, connection, stop, new NpgsqlParameter { Value = position });

        return (findings, upTo);
    }

    private static async Task<Guid[]> Changed(long from, long to, NpgsqlConnection within, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            """
            select array_agg(distinct stream_id) from scheduling.mt_events where seq_id > $1 and seq_id <= $2
            """, within);
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        return await command.ExecuteScalarAsync(stop) as Guid[] ?? [];
    }

    private static async Task AddKept(
        List<Finding> findings, StreamsToLookAt streams, NpgsqlConnection connection, CancellationToken stop)
    {
        await using var moment = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, stop);

        // Before anything is seen: tables that are exchanged for new ones after that would seem empty.
        var read = string.Join(", ", ReadModel.All.SelectMany(model => model.Tables).Select(table => $"read.{table}"));
        await using (var command = new NpgsqlCommand($"lock table {read} in access share mode", connection))
        {
            await command.ExecuteNonQueryAsync(stop);
        }

        var said = KeptTable.All.ToDictionary(table => table, _ => new HashSet<string>());
        var broken = new HashSet<string>();
        var positions = await Positions(connection, stop);
        await foreach (var (stream, now, taken) in Fold(streams, positions, connection, stop))
        {
            foreach (var table in KeptTable.All)
            {
                if (table.RowOf(stream, table.Model is null ? now : taken) is { } row)
                {
                    said[table].Add(row);
                }
            }

            if (now is IInconsistent wrong)
            {
                broken.Add($"{stream.Value}");
                findings.Add(new Finding(
                    InconsistentRule, $"{stream}: '{EventNames.NameOf(wrong.Event)}' does not fit what was before"));
            }
        }

        foreach (var table in KeptTable.All)
        {
            var kept = new HashSet<string>(await Texts(
                $"select {table.Text} from {table.Name} where {streams.Where(table.Key)}", connection, stop,
                streams.Parameters));

            // What becomes of a row is anybody's guess where a history does not fit together.
            bool IsSound(string row) => table.Model is null || !broken.Contains(row[..row.IndexOf(' ')]);
            findings.AddRange(said[table].Except(kept).Where(IsSound).Order(StringComparer.Ordinal)
                .Select(row => new Finding(table.Rule, $"missing: {row}")));
            findings.AddRange(kept.Except(said[table]).Where(IsSound).Order(StringComparer.Ordinal)
                .Select(row => new Finding(table.Rule, $"not in the log: {row}")));
        }

        var slots = KeptTable.ModelOf(StreamKind.Slot)!;
        await AddRows(
            findings, FreedRule, BrokenFreed(streams, positions.GetValueOrDefault(slots)), connection, stop,
            streams.Parameters);
    }

    private static string BrokenFreed(StreamsToLookAt streams, long position) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            select coalesce(e.stream_id, f.slot) || ' has ' || count(e.*) || ' times of being freed and '
                || count(f.*) || ' rows'
            from (
                select stream_id, version, (data->>'appointment')::uuid as appointment from scheduling.mt_events
                where type = 'slot_freed' and seq_id <= {position} and {streams.Where("stream_id")}) e
            full join (select * from read.freed_slot where {streams.Where("slot")}) f
                on f.slot = e.stream_id and f.version = e.version and f.appointment = e.appointment
            group by coalesce(e.stream_id, f.slot) having count(e.*) <> count(f.*) or bool_or(e is null or f is null)
            """);

    /// <summary>How far each read model has come.</summary>
    private static async Task<Dictionary<ReadModel, long>> Positions(NpgsqlConnection within, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            "select name, last_seq_id from scheduling.mt_event_progression", within);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var positions = new Dictionary<ReadModel, long>();
        while (await reader.ReadAsync(stop))
        {
            if (ReadModel.All.SingleOrDefault(model => model.Checkpoint == reader.GetString(0)) is { } model)
            {
                positions.Add(model, reader.GetInt64(1));
            }
        }

        return positions;
    }

    /// <summary>The states of the streams, one stream after the other: what it is, and what it was when the read model
    /// that speaks of it had come as far as it has.</summary>
    private static async IAsyncEnumerable<(StreamId Stream, StreamState Now, StreamState Taken)> Fold(
        StreamsToLookAt streams, Dictionary<ReadModel, long> positions, NpgsqlConnection within,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select s.type, e.stream_id, e.type, e.timestamp, e.data, e.seq_id
            from scheduling.mt_events e join scheduling.mt_streams s on s.id = e.stream_id
            where {streams.Where("e.stream_id")} order by e.stream_id, e.version
            """, within) { CommandTimeout = 0 };
        command.Parameters.AddRange(streams.Parameters);
        await using var reader = await command.ExecuteReaderAsync(stop);
        (StreamId Stream, StreamState Now, StreamState Taken)? current = null;
        var position = 0L;
        while (await reader.ReadAsync(stop))
        {
            var stream = new StreamId(EventStore.KindOf(reader.GetString(0)), reader.GetGuid(1));
            if (current is { } done && done.Stream != stream)
            {
                yield return done;
                current = null;
            }

            if (current is null)
            {
                position = KeptTable.ModelOf(stream.Kind) is { } model ? positions.GetValueOrDefault(model) : 0;
            }

            var happened = EventJson.Read(
                stream.Kind, reader.GetString(2), reader.GetFieldValue<byte[]>(4),
                StoredTime.ToInstant(reader.GetDateTime(3)));
            var (before, taken) = current is { } so ? (so.Now, so.Taken)
                : (StreamStates.Initial(stream.Kind), StreamStates.Initial(stream.Kind));
            var now = StreamStates.Evolve(stream.Kind, before, happened);
            current = (stream, now, reader.GetInt64(5) <= position ? now : taken);
        }

        if (current is { } last)
        {
            yield return last;
        }
    }

    private static async Task AddRows(
        List<Finding> findings, string rule, string sql, NpgsqlConnection within, CancellationToken stop,
        params NpgsqlParameter[] parameters) =>
        findings.AddRange((await Texts(sql, within, stop, parameters)).Order(StringComparer.Ordinal)
            .Select(text => new Finding(rule, text)));

    private static async Task<List<string>> Texts(
        string sql, NpgsqlConnection within, CancellationToken stop, params NpgsqlParameter[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, within) { CommandTimeout = 0 };
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var texts = new List<string>();
        while (await reader.ReadAsync(stop))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }
}
