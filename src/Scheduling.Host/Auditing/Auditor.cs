using System.Globalization;
using Npgsql;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Auditing;

/// <summary>Something that is not as the log says it must be.</summary>
/// <param name="Rule">Which of the auditor's rules.</param>
/// <param name="What">What was found, for an operator.</param>
public sealed record Finding(string Rule, string What);

/// <summary>
/// Looks whether what is kept beside the log is what the log says: versions of streams, inline tables, positions of
/// commands. It reads and changes nothing. On demand it looks at everything; every minute at what has changed since.
/// </summary>
public sealed class Auditor(NpgsqlDataSource source, EventStore store)
{
    /// <summary>So many events are looked at in one go: some seconds' work, whatever piled up.</summary>
    public const int EventsPerLook = 200_000;

    private const string StreamsRule = "streams";
    private const string CommandsRule = "commands";
    private const string UnknownRule = "unknown-events";
    private const string InconsistentRule = "inconsistent-streams";

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

    /// <summary>Everything that is wrong, in a fixed order; the whole is one moment of the database.</summary>
    public async Task<IReadOnlyList<Finding>> Audit(CancellationToken stop = default)
    {
        var findings = new List<Finding>();
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var moment = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, stop);
        await AddRows(findings, StreamsRule, BrokenStreams, null, connection, stop);
        await AddRows(findings, CommandsRule, BrokenCommands, null, connection, stop);
        await AddInline(findings, null, connection, stop);
        findings.AddRange((await store.UnknownTypes(stop)).Select(unknown => new Finding(
            UnknownRule,
            $"{unknown.Count} events '{unknown.Name}' in streams of kind {StreamId.NameOf(unknown.Stream)}")));
        return findings;
    }

    /// <summary>What is wrong with the streams that were written behind a position: their versions, their folds, their
    /// rows in the inline tables. It costs what was written, however large the database is.</summary>
    /// <returns>What was found, and the position up to which it was looked.</returns>
    public async Task<(IReadOnlyList<Finding> Findings, long UpTo)> AuditAfter(
        long position, CancellationToken stop = default)
    {
        var findings = new List<Finding>();
        await using var connection = await source.OpenConnectionAsync(stop);
        var upTo = Math.Min(await store.Horizon(connection, stop), position + EventsPerLook);
        await using var moment = await connection.BeginTransactionAsync(
            System.Data.IsolationLevel.RepeatableRead, stop);
        var changed = await Changed(position, upTo, connection, stop);
        if (changed.Length > 0)
        {
            await AddRows(findings, StreamsRule, BrokenAmong, changed, connection, stop);
            await AddInline(findings, changed, connection, stop);
        }

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

    /// <param name="among">Only these streams and their rows; all where there is none.</param>
    private static async Task AddInline(
        List<Finding> findings, Guid[]? among, NpgsqlConnection within, CancellationToken stop)
    {
        var said = new Dictionary<string, HashSet<string>>
        {
            ["live_slot"] = [],
            ["live_first_time"] = [],
            ["live_entry"] = [],
        };
        await foreach (var (stream, state) in Fold(among, within, stop))
        {
            Add(said["live_slot"], InlineChanges.SlotOf(stream, state), row =>
                $"{row.Slot} {row.Place} {row.Start:uuuu-MM-dd HH:mm:ss} {row.Appointment}");
            Add(said["live_first_time"], InlineChanges.ClaimOf(stream, state), row =>
                $"{row.Patient} {row.Scope} {row.Holder}");
            Add(said["live_entry"], InlineChanges.EntryOf(stream, state), row => $"{row.Entry} {row.Slot}");
            if (state is IInconsistent broken)
            {
                findings.Add(new Finding(
                    InconsistentRule, $"{stream}: '{EventNames.NameOf(broken.Event)}' does not fit what was before"));
            }
        }

        (string Table, string Key, string Text)[] tables =
        [
            ("live_slot", "slot",
                "slot || ' ' || place || ' ' || starts_at::text || ' ' || coalesce(appointment::text, '')"),
            ("live_first_time", "holder", "patient || ' ' || scope || ' ' || kind || '/' || holder"),
            ("live_entry", "entry", "entry || ' ' || coalesce(slot::text, '')"),
        ];
        foreach (var (table, key, text) in tables)
        {
            var where = among is null ? "" : $" where {key} = any ($1)";
            var kept = new HashSet<string>(
                await Texts($"select {text} from scheduling.{table}{where}", among, within, stop));
            findings.AddRange(said[table].Except(kept).Order(StringComparer.Ordinal)
                .Select(row => new Finding(table, $"missing: {row}")));
            findings.AddRange(kept.Except(said[table]).Order(StringComparer.Ordinal)
                .Select(row => new Finding(table, $"not in the log: {row}")));
        }
    }

    private static void Add<T>(HashSet<string> rows, T? row, Func<T, FormattableString> text)
        where T : class
    {
        if (row is not null)
        {
            rows.Add(text(row).ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>The state of every stream, one after the other.</summary>
    private static async IAsyncEnumerable<(StreamId Stream, StreamState State)> Fold(
        Guid[]? among, NpgsqlConnection within,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var where = among is null ? "" : "where e.stream_id = any ($1)";
        await using var command = new NpgsqlCommand(
            $"""
            select s.type, e.stream_id, e.type, e.timestamp, e.data
            from scheduling.mt_events e join scheduling.mt_streams s on s.id = e.stream_id
            {where} order by e.stream_id, e.version
            """, within);
        AddAmong(command, among);
        await using var reader = await command.ExecuteReaderAsync(stop);
        (StreamId Stream, StreamState State)? current = null;
        while (await reader.ReadAsync(stop))
        {
            var stream = new StreamId(EventStore.KindOf(reader.GetString(0)), reader.GetGuid(1));
            if (current is { } done && done.Stream != stream)
            {
                yield return done;
                current = null;
            }

            var happened = EventJson.Read(
                stream.Kind, reader.GetString(2), reader.GetFieldValue<byte[]>(4),
                StoredTime.ToInstant(reader.GetDateTime(3)));
            var before = current?.State ?? StreamStates.Initial(stream.Kind);
            current = (stream, StreamStates.Evolve(stream.Kind, before, happened));
        }

        if (current is { } last)
        {
            yield return last;
        }
    }

    private static async Task AddRows(
        List<Finding> findings, string rule, string sql, Guid[]? among, NpgsqlConnection within,
        CancellationToken stop) =>
        findings.AddRange((await Texts(sql, among, within, stop)).Order(StringComparer.Ordinal)
            .Select(text => new Finding(rule, text)));

    private static async Task<List<string>> Texts(
        string sql, Guid[]? among, NpgsqlConnection within, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, within);
        AddAmong(command, among);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var texts = new List<string>();
        while (await reader.ReadAsync(stop))
        {
            texts.Add(reader.GetString(0));
        }

        return texts;
    }

    private static void AddAmong(NpgsqlCommand command, Guid[]? among)
    {
        if (among is not null)
        {
            command.Parameters.Add(Sql.Uuids(among));
        }
    }
}
