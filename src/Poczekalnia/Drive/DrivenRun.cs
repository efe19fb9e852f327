using System.Text.Json;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using Poczekalnia.CaseFiles;
using Scheduling.Domain;
using Scheduling.Domain.Operations;

namespace Poczekalnia.Drive;

/// <summary>A command that was answered otherwise than in the case file.</summary>
/// <param name="Line">Of the case file, from 1.</param>
internal sealed record DriveDeviation(long Line, string Operation, string Told, string Answered);

/// <summary>
/// Gives what came from outside in a case file to a served engine, in lock-step: the clock is moved to the instant of
/// each command, and the engine has its turn where it had it in the file. What it did is then compared with the file.
/// </summary>
internal sealed class DrivenRun(ServedEngine engine, CaseFile file)
{
    private const int EventsOfAPage = 1_000;

    // What the rules refuse to somebody is refused at the door already, before they are asked.
    private static readonly HashSet<(string Told, string Answered)> AtTheDoor =
    [
        ("actor-not-allowed", "role-not-allowed"), ("channel-not-allowed", "role-not-allowed"),
        ("not-the-patient", "not-found"),
    ];

    private readonly Dictionary<string, string> _patients = [];
    private readonly List<DriveDeviation> _deviations = [];
    private readonly Lives _told = new();
    private Instant _now;
    private Instant? _turn;
    private long _recorded;

    /// <summary>Told the share of the file that was driven.</summary>
    public Action<double>? Progress { get; init; }

    public long Given { get; private set; }

    /// <summary>Commands of which the file says something else.</summary>
    public IReadOnlyList<DriveDeviation> Deviations => _deviations;

    /// <summary>What the file tells.</summary>
    public Lives Told => _told;

    /// <summary>Drives the whole file.</summary>
    /// <returns>What the engine tells.</returns>
    /// <exception cref="DriveException">It cannot be driven: it does not answer, is no virtual one, was used
    /// before.</exception>
    public Lives Run()
    {
        Begin();
        foreach (var line in file.Lines())
        {
            Take(line);
            Progress?.Invoke((double)line.Number / file.LineCount);
        }

        EndTurn();
        Advance(_now, settles: true);
        return Read();
    }

    private void Begin()
    {
        var clock = engine.Do("GET", "/clock");
        _now = InstantOf(clock.GetProperty("now"));
        if (engine.Do("GET", "/events?limit=1").GetProperty("events").GetArrayLength() > 0)
        {
            throw new DriveException(
                "The engine has a history already. Start one on a database of its own: ./run host --clock WHEN");
        }

        engine.Do("POST", "/clock/hold");
    }

    private void Take(CaseLine line)
    {
        switch (line.Type)
        {
            case "command" when IsOfTheEngine(line.Body):
                BeginTurn(InstantOf(line.Body.GetProperty("now")));
                _recorded += line.Body.TryGetProperty("first", out _) ? 1 : 0;
                break;
            case "command":
                EndTurn();
                Give(line);
                break;
            case "notice" when !line.Body.TryGetProperty("cause", out _):
                BeginTurn(InstantOf(line.Body.GetProperty("at")));
                break;
            case "interruption":
                Interrupt(InstantOf(line.Body.GetProperty("at")), line.Body.GetProperty("what").GetString()!);
                break;
            case "event":
                Learn(line.Body);
                break;
        }
    }

    private static bool IsOfTheEngine(JsonElement line) =>
        line.GetProperty("role").GetString() == "system"
        && EngineOperations.Names.Contains(line.GetProperty("operation").GetString()!);

    private void Give(CaseLine line)
    {
        var body = line.Body;
        var operation = body.GetProperty("operation").GetString()!;
        if (!DriveRoutes.All.TryGetValue(operation, out var route))
        {
            throw new DriveException($"Line {line.Number}: nobody asks for '{operation}' from outside.");
        }

        Advance(InstantOf(body.GetProperty("now")), settles: false);
        var request = DriveRequest.Of(route, body);
        var given = string.Join(", ", request.Given
            .Select(each => $"{each.Name}={each.Value}")
            .Concat(ActorOf(body)));
        var answer = engine.Ask(request, TokenFor(route, body), body.GetProperty("id").GetString()!, given);
        Given++;
        Judge(line.Number, operation, body, answer);
    }

    private void Judge(long number, string operation, JsonElement body, ServedAnswer answer)
    {
        var told = body.TryGetProperty("refusal", out var refusal)
            ? refusal.GetProperty("code").GetString()!
            : "accepted";
        var answered = answer.IsWell ? "accepted" : answer.Code;
        if (told != answered && !AtTheDoor.Contains((told, answered)))
        {
            _deviations.Add(new DriveDeviation(number, operation, told, answered));
        }
    }

    private static IEnumerable<string> ActorOf(JsonElement line)
    {
        yield return $"role={line.GetProperty("role").GetString()}";
        yield return $"channel={line.GetProperty("channel").GetString()}";
        if (line.TryGetProperty("place", out var place))
        {
            yield return $"at={place.GetString()}";
        }
    }

    // Who knocks; who asks is given beside it.
    private JsonObject TokenFor(DriveRoute route, JsonElement line)
    {
        var role = route.Asks.Length > 0 ? route.Asks : line.GetProperty("role").GetString() switch
        {
            "patient" or "third-person" => "patient",
            "system" => "operator",
            var own => own!,
        };
        var place = line.TryGetProperty("place", out var at) ? at.GetString()! : "";
        return role switch
        {
            "patient" => new JsonObject
            {
                ["role"] = role, ["subject"] = "drive", ["patient"] = PatientOf(line), ["channel"] = "ikp",
            },
            "operator" => new JsonObject { ["role"] = role, ["subject"] = "drive" },
            _ => new JsonObject { ["role"] = role, ["subject"] = "drive", ["place"] = place },
        };
    }

    // Whose a thing is the events before have told; who names nothing that is there is anybody.
    private string PatientOf(JsonElement line)
    {
        var arguments = line.GetProperty("arguments");
        if (arguments.TryGetProperty("report", out var report) && report.ValueKind == JsonValueKind.Object)
        {
            return report.GetProperty("patient").GetString()!;
        }

        return arguments.EnumerateObject()
            .Where(member => member.Value.ValueKind == JsonValueKind.String)
            .Select(member => _patients.GetValueOrDefault($"{member.Name}/{member.Value.GetString()}"))
            .FirstOrDefault(patient => patient is not null) ?? $"{Ids.Derive("nobody")}";
    }

    private void Learn(JsonElement line)
    {
        var (stream, data) = (line.GetProperty("stream").GetString()!, line.GetProperty("data"));
        if (data.TryGetProperty("patient", out var patient))
        {
            _patients[stream] = patient.GetString()!;
        }

        _told.Add(
            stream, line.GetProperty("version").GetInt64(), line.GetProperty("instant").GetString()!,
            line.GetProperty("name").GetString()!, data);
    }

    private void BeginTurn(Instant at)
    {
        if (_turn is not null && _turn != at)
        {
            EndTurn();
        }

        (_turn, _recorded) = (at, _turn is null ? 0 : _recorded);
    }

    private void EndTurn()
    {
        if (_turn is { } at)
        {
            Advance(at, settles: true);
            _turn = null;
        }
    }

    private void Interrupt(Instant at, string what)
    {
        if (what == "engine-stopped" && _turn == at)
        {
            Advance(at, settles: false);
            engine.Do("POST", "/interruptions", $$"""{"what":"{{what}}","after":{{_recorded}}}""");
            _turn = null;
            return;
        }

        EndTurn();
        if (what == "engine-stopped")
        {
            Advance(at, settles: false);
        }
        else
        {
            engine.Do(
                "POST", "/interruptions",
                $$"""{"what":"{{what}}","at":"{{InstantPattern.ExtendedIso.Format(at)}}"}""");
            _now = what == "engine-started" ? Instant.Max(_now, at) : _now;
        }
    }

    private void Advance(Instant to, bool settles)
    {
        if (settles || to > _now)
        {
            _now = Instant.Max(_now, to);
            engine.Do("POST", "/clock/advance", $$"""
                {"to":"{{InstantPattern.ExtendedIso.Format(_now)}}","settles":"{{(settles ? "yes" : "no")}}"}
                """);
        }
    }

    private Lives Read()
    {
        var lives = new Lives();
        for (long? after = 0; after is not null;)
        {
            var page = engine.Do("GET", FormattableString.Invariant($"/events?after={after}&limit={EventsOfAPage}"));
            foreach (var each in page.GetProperty("events").EnumerateArray())
            {
                lives.Add(
                    each.GetProperty("stream").GetString()!, each.GetProperty("version").GetInt64(),
                    each.GetProperty("at").GetString()!, each.GetProperty("type").GetString()!,
                    each.GetProperty("data"));
            }

            after = page.TryGetProperty("next", out var next) ? next.GetInt64() : null;
        }

        return lives;
    }

    private static Instant InstantOf(JsonElement text) =>
        InstantPattern.ExtendedIso.Parse(text.GetString()!).GetValueOrThrow();
}
