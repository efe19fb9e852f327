using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using NodaTime;
using Npgsql;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Storage;

namespace Scheduling.Host.CaseFiles;

/// <summary>A line of a case file that is to be.</summary>
/// <param name="Position">Of an event; of a notice that of its cause; of a command that of its last event, 0 where it
/// recorded none.</param>
/// <param name="At">The instant it belongs to.</param>
/// <param name="Members">In the order of their names.</param>
internal sealed record CaseRow(long Position, Instant At, CaseMember[] Members);

/// <summary>Reads the tables as lines of a case file, a page at a time, within one moment of the database.</summary>
/// <param name="connection">In a transaction that sees one moment.</param>
/// <param name="part">What is read of it; nothing for all of it.</param>
internal sealed class CaseRows(NpgsqlConnection connection, CasePart? part = null)
{
    private const int PageSize = 5_000;

    private readonly string _commands = part is null ? "true" : $"id = any({ListOf(part.Commands)})";
    private readonly string _events = part is null ? "true" : $"e.stream_id = any({ListOf(part.Streams)})";
    private readonly string _notices = part is null
        ? "true"
        : $"""
        (cause in (select seq_id from scheduling.mt_events where stream_id = any({ListOf(part.Streams)}))
            or cause is null and appointment = any({ListOf(part.Streams)}))
        """;

    /// <summary>How many there are of each, and when the first command was decided.</summary>
    public async Task<(CaseCounts There, Instant From)> Count(long policies, CancellationToken stop)
    {
        await using var count = new NpgsqlCommand(
            $"""
            select (select count(*) from scheduling.commands where {_commands}),
                (select count(*) from scheduling.mt_events e where {_events}),
                (select count(*) from scheduling.notice_intents where {_notices}),
                (select decided_at from scheduling.commands where {_commands} order by ordinal limit 1)
            """, connection);
        await using var reader = await count.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return (
            new CaseCounts(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt64(2), policies),
            reader.IsDBNull(3) ? NodaConstants.UnixEpoch : StoredTime.ToInstant(reader.GetDateTime(3)));
    }

    /// <summary>The commands, each before the next that has events of higher positions.</summary>
    public IAsyncEnumerable<CaseRow> Commands(CancellationToken stop) =>
        Read(
            "commands",
            $"""
            select coalesce(last_position, 0), decided_at, id, correlation, role, channel, place, operation,
                arguments::text, policy, first_position, refusal::text
            from scheduling.commands where {_commands}
            order by coalesce(
                first_position, max(first_position) over (order by ordinal rows unbounded preceding), 0), ordinal
            """,
            CommandLine, stop);

    /// <summary>The events, in order.</summary>
    public IAsyncEnumerable<CaseRow> Events(CancellationToken stop) =>
        Read(
            "events",
            $"""
            select e.seq_id, e.timestamp, s.type || '/' || e.stream_id, e.version, e.type, e.data::text,
                e.correlation_id, e.causation_id
            from scheduling.mt_events e join scheduling.mt_streams s on s.id = e.stream_id
            where {_events} order by e.seq_id
            """,
            EventLine, stop);

    /// <summary>The notices that follow from events, in the order of these.</summary>
    public IAsyncEnumerable<CaseRow> Notices(CancellationToken stop) =>
        Read(
            "notices", $"{NoticeColumns}where cause is not null and {_notices} order by cause, ordinal", NoticeLine,
            stop);

    /// <summary>The reminders, by the instant they were due.</summary>
    public IAsyncEnumerable<CaseRow> Reminders(CancellationToken stop) =>
        Read("reminders", $"{NoticeColumns}where cause is null and {_notices} order by at, ordinal", NoticeLine, stop);

    private const string NoticeColumns = """
        select coalesce(cause, 0), at, key, kind, channel, recipient, appointment, starts_at, place, reason, days
        from scheduling.notice_intents

        """;

    private static CaseMember[] CommandLine(NpgsqlDataReader row) =>
    [
        new("arguments", CanonicalJson.Canonicalise(row.GetString(8))),
        new("channel", Text(row, 5)),
        new("correlation", Uuid(row, 3)),
        new("first", Number(row, 10)),
        new("id", Uuid(row, 2)),
        new("last", row.GetInt64(0) > 0 ? Number(row, 0) : null),
        new("now", Time(row, 1)),
        new("operation", Text(row, 7)),
        new("outcome", row.IsDBNull(11) ? "\"accepted\""u8.ToArray() : "\"refused\""u8.ToArray()),
        new("place", Uuid(row, 6)),
        new("policy", Text(row, 9)),
        new("refusal", row.IsDBNull(11) ? null : RefusalOf(row.GetString(11))),
        new("role", Text(row, 4)),
        new("type", "\"command\""u8.ToArray()),
    ];

    // As it is stored the arguments are a list, so that their order is kept; here they are an object.
    private static byte[] RefusalOf(string stored)
    {
        using var json = JsonDocument.Parse(stored);
        var arguments = new Dictionary<string, string>();
        if (json.RootElement.TryGetProperty("arguments", out var list))
        {
            foreach (var argument in list.EnumerateArray())
            {
                arguments.Add(argument.GetProperty("name").GetString()!, argument.GetProperty("value").GetString()!);
            }
        }

        return CanonicalJson.Canonicalise(JsonSerializer.Serialize(
            new { code = json.RootElement.GetProperty("code").GetString(), arguments }));
    }

    private static CaseMember[] EventLine(NpgsqlDataReader row) =>
    [
        new("causation", Text(row, 7)),
        new("correlation", Text(row, 6)),
        new("data", CanonicalJson.Canonicalise(row.GetString(5))),
        new("instant", Time(row, 1)),
        new("name", Text(row, 4)),
        new("position", Number(row, 0)),
        new("stream", Text(row, 2)),
        new("type", "\"event\""u8.ToArray()),
        new("version", Number(row, 3)),
    ];

    private static CaseMember[] NoticeLine(NpgsqlDataReader row)
    {
        var isReminder = row.GetString(3) == EnumText.Of(NoticeKind.DateApproaching);
        return
        [
            new("appointment", Uuid(row, 6)),
            new("at", Time(row, 1)),
            new("cause", row.GetInt64(0) > 0 ? Number(row, 0) : null),
            new("channel", Text(row, 4)),
            new("days", isReminder ? null : Number(row, 10)),
            new("daysBefore", isReminder ? Number(row, 10) : null),
            new("key", Text(row, 2)),
            new("kind", Text(row, 3)),
            new("place", Uuid(row, 8)),
            new("reason", Text(row, 9)),
            new("recipient", Text(row, 5)),
            new("start", row.IsDBNull(7)
                ? null
                : CanonicalJson.Write(LocalDateTime.FromDateTime(row.GetDateTime(7)))),
            new("type", "\"notice\""u8.ToArray()),
        ];
    }

    // A cursor takes no parameters.
    private static string ListOf(IEnumerable<Guid> ids) => $"'{{{string.Join(',', ids)}}}'::uuid[]";

    private static byte[]? Text(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : CanonicalJson.Write(row.GetString(column));

    private static byte[]? Uuid(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : Encoding.ASCII.GetBytes($"\"{row.GetGuid(column)}\"");

    private static byte[]? Number(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column)
            ? null
            : CanonicalJson.Write(Convert.ToInt64(
                row.GetValue(column), System.Globalization.CultureInfo.InvariantCulture));

    private static byte[] Time(NpgsqlDataReader row, int column) =>
        CanonicalJson.Write(StoredTime.ToInstant(row.GetDateTime(column)));

    private async IAsyncEnumerable<CaseRow> Read(
        string name, string sql, Func<NpgsqlDataReader, CaseMember[]> line,
        [EnumeratorCancellation] CancellationToken stop)
    {
        await using (var declare = new NpgsqlCommand($"declare {name} no scroll cursor for {sql}", connection))
        {
            await declare.ExecuteNonQueryAsync(stop);
        }

        var page = new List<CaseRow>();
        do
        {
            page.Clear();
            await using (var fetch = new NpgsqlCommand($"fetch {PageSize} from {name}", connection))
            await using (var reader = await fetch.ExecuteReaderAsync(stop))
            {
                while (await reader.ReadAsync(stop))
                {
                    page.Add(new CaseRow(
                        reader.GetInt64(0), StoredTime.ToInstant(reader.GetDateTime(1)), line(reader)));
                }
            }

            foreach (var row in page)
            {
                yield return row;
            }
        }
        while (page.Count == PageSize);
    }
}
