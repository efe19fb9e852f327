using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Poczekalnia.Checks;

namespace Poczekalnia.Tests.Checks;

/// <summary>
/// Writes small histories in the form of case-file lines. Positions, versions, first and last, causes and counts are
/// filled in at the end, so that a test may leave out, add or change an event and break nothing but what it means to.
/// </summary>
internal class HistoryBuilder
{
    private readonly List<Append> _appends = [];

    /// <summary>The instant of the next command.</summary>
    public string Now { get; set; } = "2026-09-01T06:00:00Z";

    public IReadOnlyList<Append> Appends => _appends;

    public static string Id(string name) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16)).ToString();

    /// <summary>A command with its events.</summary>
    public Append Do(string operation, string role = "system", string channel = "internal")
    {
        var append = new Append(operation, role, channel, Now);
        _appends.Add(append);
        return append;
    }

    /// <summary>The last event of this name.</summary>
    public JsonObject Last(string name) =>
        _appends.SelectMany(append => append.Events).Last(written => written.Name == name).Data;

    /// <summary>The last command with an event of this name.</summary>
    public Append LastWith(string name) =>
        _appends.Last(append => append.Events.Exists(written => written.Name == name));

    /// <summary>Takes out every command that the test does not want to have happened.</summary>
    public void Drop(Predicate<Append> unwanted) => _appends.RemoveAll(unwanted);

    /// <summary>The lines, policy first and end last.</summary>
    public List<JsonObject> Lines()
    {
        var lines = new List<JsonObject> { PolicyLine() };
        var versions = new Dictionary<string, long>();
        long position = 0;
        foreach (var append in _appends)
        {
            var head = position;
            var command = append.ToLine(_appends.IndexOf(append));
            lines.Add(command);
            foreach (var written in append.Events)
            {
                position++;
                written.Position = position;
                var version = versions[written.Stream] = versions.GetValueOrDefault(written.Stream) + 1;
                lines.Add(written.ToLine(append, command["id"]!.GetValue<string>(), version, head));
            }

            if (append.Events.Count > 0)
            {
                command["first"] = head + 1;
                command["last"] = position;
            }

            lines.AddRange(append.Notices.Select((notice, index) => notice.ToLine(append, lines.Count + index)));
        }

        lines.Add(new JsonObject
        {
            ["type"] = "end",
            ["complete"] = "yes",
            ["counts"] = new JsonObject
            {
                ["commands"] = lines.Count(line => (string?)line["type"] == "command"),
                ["events"] = lines.Count(line => (string?)line["type"] == "event"),
                ["notices"] = lines.Count(line => (string?)line["type"] == "notice"),
                ["policies"] = 1,
            },
        });
        return lines;
    }

    /// <summary>Runs every check over the lines.</summary>
    public CheckRunner Check() => Check(Lines());

    public static CheckRunner Check(IEnumerable<JsonObject> lines)
    {
        var runner = new CheckRunner();
        var number = 0;
        foreach (var line in lines)
        {
            runner.See(++number, JsonSerializer.SerializeToUtf8Bytes(line));
        }

        runner.Close();
        return runner;
    }

    private static JsonObject PolicyLine()
    {
        JsonObject Rule(JsonNode value) => new() { ["value"] = value, ["source"] = "test" };
        JsonArray All(params string[] ways) => [.. ways.Select(way => (JsonNode)way)];
        return new JsonObject
        {
            ["type"] = "policy",
            ["kind"] = "scheduling",
            ["ref"] = Clinic.Policy,
            ["content"] = new JsonObject
            {
                ["rules"] = new JsonObject
                {
                    ["windowDays"] = Rule(40),
                    ["waitingRoom"] = Rule("on"),
                    ["minimumLeadDays"] = Rule(2),
                    ["reminderDaysBefore"] = Rule(new JsonArray(7, 1)),
                    ["reminderAt"] = Rule("10:00"),
                    ["outOfTurnWorkingDays"] = Rule(7),
                    ["workingDays"] = Rule("monday-to-friday"),
                    ["reinstatementDays"] = Rule(7),
                    ["channels"] = Rule(new JsonObject
                    {
                        ["book-first-time"] = All("ikp", "place"),
                        ["join"] = All("ikp", "place"),
                        ["change-first-time"] = All("ikp", "place"),
                        ["cancel-first-time"] = All("ikp", "sms", "place"),
                        ["change-criteria"] = All("ikp", "place"),
                        ["withdraw"] = All("ikp", "place"),
                        ["book-continuing"] = All("place"),
                        ["change-continuing"] = All("place"),
                        ["cancel-continuing"] = All("ikp", "sms", "place"),
                        ["book-entitled"] = All("place"),
                        ["change-entitled"] = All("place"),
                        ["cancel-entitled"] = All("ikp", "sms", "place"),
                    }),
                },
            },
        };
    }
}

/// <summary>One command of a test history.</summary>
internal sealed class Append(string operation, string role, string channel, string now)
{
    public string Operation { get; } = operation;

    public string Role { get; set; } = role;

    public string Channel { get; set; } = channel;

    public string Now { get; set; } = now;

    /// <summary>The place that staff speak for.</summary>
    public string? Place { get; set; }

    public bool IsRefused { get; set; }

    public JsonObject Arguments { get; } = [];

    public List<Written> Events { get; } = [];

    public List<Told> Notices { get; } = [];

    public Append Event(string stream, string name, JsonObject? data = null)
    {
        Events.Add(new Written(stream, name, data ?? []));
        return this;
    }

    /// <summary>A notice caused by the last event.</summary>
    public Append Tell(string patient, string kind, params string[] channels)
    {
        Notices.AddRange(
            channels.Select(channel => new Told($"patient/{HistoryBuilder.Id(patient)}", kind, channel, Events[^1])));
        return this;
    }

    /// <summary>What a place is told because of the last event.</summary>
    public Append TellPlace(string place, string kind)
    {
        Notices.Add(new Told($"place/{HistoryBuilder.Id(place)}", kind, "endpoint", Events[^1]));
        return this;
    }

    public JsonObject ToLine(int number)
    {
        var line = Line(number);
        if (Place is not null)
        {
            line["place"] = HistoryBuilder.Id(Place);
        }

        return line;
    }

    private JsonObject Line(int number) => new()
    {
        ["type"] = "command",
        ["id"] = HistoryBuilder.Id($"command {number}"),
        ["correlation"] = HistoryBuilder.Id($"command {number}"),
        ["role"] = Role,
        ["channel"] = Channel,
        ["operation"] = Operation,
        ["arguments"] = Arguments.DeepClone(),
        ["now"] = Now,
        ["outcome"] = IsRefused ? "refused" : "accepted",
    };
}

/// <summary>One event of a test history.</summary>
internal sealed class Written(string stream, string name, JsonObject data)
{
    public string Stream { get; } = stream;

    public string Name { get; } = name;

    public JsonObject Data { get; } = data;

    public long Position { get; set; }

    public JsonObject ToLine(Append append, string causation, long version, long head)
    {
        var data = (JsonObject)Data.DeepClone();
        if ((string?)data["asOf"] is { } back)
        {
            // "head" is what the matcher has read when it reads everything; "head-3" is three events earlier.
            data["asOf"] = head - (back == "head" ? 0 : long.Parse(back["head-".Length..], null));
        }

        return new JsonObject
        {
            ["type"] = "event",
            ["position"] = Position,
            ["stream"] = Stream,
            ["version"] = version,
            ["name"] = Name,
            ["instant"] = append.Now,
            ["correlation"] = causation,
            ["causation"] = causation,
            ["data"] = data,
        };
    }
}

/// <summary>One notice of a test history; without a cause it is a reminder.</summary>
internal sealed class Told(string recipient, string kind, string channel, Written? cause)
{
    public JsonObject More { get; init; } = [];

    public JsonObject ToLine(Append append, int number)
    {
        var line = (JsonObject)More.DeepClone();
        line["type"] = "notice";
        line["key"] ??= $"notice {number}";
        line["kind"] = kind;
        line["channel"] = channel;
        line["recipient"] = recipient;
        line["at"] ??= append.Now;
        if (cause is not null)
        {
            line["cause"] = cause.Position;
        }

        return line;
    }
}
