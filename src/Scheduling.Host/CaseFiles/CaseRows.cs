using System.Text.Json.Nodes;
using NodaTime;
using Npgsql;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Storage;

namespace Scheduling.Host.CaseFiles;

/// <summary>A line of a case file that is to be.</summary>
/// <param name="Position">Of an event; of a command that of its first event, of a notice that of its cause.</param>
/// <param name="At">The instant it belongs to.</param>
internal sealed record CaseRow(long Position, Instant At, JsonObject Line);

/// <summary>Reads the tables as lines of a case file.</summary>
internal sealed class CaseRows(NpgsqlConnection connection)
{
    /// <summary>The commands, each before the next that has events of higher positions.</summary>
    public Task<IReadOnlyList<CaseRow>> Commands(CancellationToken stop) =>
        Read(
            """
            select coalesce(first_position, 0), decided_at, id, correlation, role, channel, place, operation,
                arguments::text, policy, last_position, refusal::text
            from scheduling.commands
            order by coalesce(
                first_position, max(first_position) over (order by ordinal rows unbounded preceding), 0), ordinal
            """,
            CommandLine, stop);

    /// <summary>The events, in order.</summary>
    public Task<IReadOnlyList<CaseRow>> Events(CancellationToken stop) =>
        Read(
            """
            select e.seq_id, e.timestamp, s.type || '/' || e.stream_id, e.version, e.type, e.data::text,
                e.correlation_id, e.causation_id
            from scheduling.mt_events e join scheduling.mt_streams s on s.id = e.stream_id order by e.seq_id
            """,
            EventLine, stop);

    /// <summary>The notices, in order; reminders by the instant they were due.</summary>
    public Task<IReadOnlyList<CaseRow>> Notices(CancellationToken stop) =>
        Read(
            """
            select coalesce(cause, 0), at, key, kind, channel, recipient, appointment, starts_at, place, reason, days
            from scheduling.notice_intents order by cause nulls last, at, ordinal
            """,
            NoticeLine, stop);

    private static JsonObject CommandLine(NpgsqlDataReader row)
    {
        var line = new JsonObject
        {
            ["type"] = "command",
            ["now"] = Text(row, 1),
            ["id"] = row.GetGuid(2).ToString(),
            ["correlation"] = row.GetGuid(3).ToString(),
            ["role"] = row.GetString(4),
            ["channel"] = row.GetString(5),
            ["operation"] = row.GetString(7),
            ["arguments"] = JsonNode.Parse(row.GetString(8)),
            ["outcome"] = row.IsDBNull(11) ? "accepted" : "refused",
        };
        AddIfAny(line, "place", row, 6);
        AddIfAny(line, "policy", row, 9);
        if (row.GetInt64(0) > 0)
        {
            line["first"] = row.GetInt64(0);
            line["last"] = row.GetInt64(10);
        }

        if (!row.IsDBNull(11))
        {
            line["refusal"] = RefusalOf(JsonNode.Parse(row.GetString(11))!);
        }

        return line;
    }

    // As it is stored the arguments are a list, so that their order is kept; here they are an object.
    private static JsonObject RefusalOf(JsonNode stored) =>
        new()
        {
            ["code"] = stored["code"]!.DeepClone(),
            ["arguments"] = new JsonObject(
                (stored["arguments"]?.AsArray() ?? new JsonArray()).Select(argument => KeyValuePair.Create(
                    argument!["name"]!.GetValue<string>(), argument["value"]?.DeepClone()))),
        };

    private static JsonObject EventLine(NpgsqlDataReader row)
    {
        var line = new JsonObject
        {
            ["type"] = "event",
            ["position"] = row.GetInt64(0),
            ["instant"] = Text(row, 1),
            ["stream"] = row.GetString(2),
            ["version"] = row.GetInt64(3),
            ["name"] = row.GetString(4),
            ["data"] = JsonNode.Parse(row.GetString(5)),
        };
        AddIfAny(line, "correlation", row, 6);
        AddIfAny(line, "causation", row, 7);
        return line;
    }

    private static JsonObject NoticeLine(NpgsqlDataReader row)
    {
        var line = new JsonObject
        {
            ["type"] = "notice",
            ["at"] = Text(row, 1),
            ["key"] = row.GetString(2),
            ["kind"] = row.GetString(3),
            ["channel"] = row.GetString(4),
            ["recipient"] = row.GetString(5),
        };
        AddIfAny(line, "appointment", row, 6);
        AddIfAny(line, "place", row, 8);
        AddIfAny(line, "reason", row, 9);
        if (row.GetInt64(0) > 0)
        {
            line["cause"] = row.GetInt64(0);
        }

        if (!row.IsDBNull(7))
        {
            line["start"] = Text(LocalDateTime.FromDateTime(row.GetDateTime(7)));
        }

        if (!row.IsDBNull(10))
        {
            var isReminder = row.GetString(3) == EnumText.Of(NoticeKind.DateApproaching);
            line[isReminder ? "daysBefore" : "days"] = row.GetInt32(10);
        }

        return line;
    }

    private static void AddIfAny(JsonObject line, string member, NpgsqlDataReader row, int column)
    {
        if (!row.IsDBNull(column))
        {
            line[member] = row.GetValue(column).ToString();
        }
    }

    private static JsonNode Text(NpgsqlDataReader row, int column) =>
        Text(StoredTime.ToInstant(row.GetDateTime(column)));

    private static JsonNode Text(object time) => JsonNode.Parse(CanonicalJson.Write(time))!;

    private async Task<IReadOnlyList<CaseRow>> Read(
        string sql, Func<NpgsqlDataReader, JsonObject> line, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<CaseRow>();
        while (await reader.ReadAsync(stop))
        {
            rows.Add(new CaseRow(reader.GetInt64(0), StoredTime.ToInstant(reader.GetDateTime(1)), line(reader)));
        }

        return rows;
    }
}
