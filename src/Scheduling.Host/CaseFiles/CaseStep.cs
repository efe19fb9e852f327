using System.Text;
using System.Text.Json;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Storage;

namespace Scheduling.Host.CaseFiles;

/// <summary>What a line of a case file says to an engine that is to come to the same.</summary>
/// <param name="Line">The number of the line, from 1.</param>
/// <param name="Now">The instant it happened at.</param>
public abstract record CaseStep(long Line, Instant Now)
{
    /// <summary>What the lines of a case file say, in their order; what only follows from other lines is passed
    /// over.</summary>
    /// <exception cref="FormatException">A line is no line of a case file.</exception>
    public static IEnumerable<CaseStep> ReadAll(IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        long number = 0;
        foreach (var line in lines)
        {
            number++;
            CaseStep? step;
            try
            {
                step = IsOfUse(line.Span) ? Read(number, line) : null;
            }
            catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                throw new FormatException($"Line {number} is no line of a case file: {broken.Message}", broken);
            }

            if (step is not null)
            {
                yield return step;
            }
        }
    }

    // Half of the lines are events, which need not be understood. In a text these quotes would be escaped.
    private static bool IsOfUse(ReadOnlySpan<byte> line) => line.IndexOf("\"type\":\"event\""u8) < 0;

    private static CaseStep? Read(long number, ReadOnlyMemory<byte> line)
    {
        using var json = JsonDocument.Parse(line);
        var root = json.RootElement;
        return root.GetProperty("type").GetString() switch
        {
            "command" => CaseCommand.Read(number, root),
            "policy" => new CasePolicy(
                number, new PolicyFile(
                    root.GetProperty("kind").GetString()!, new PolicyRef(root.GetProperty("ref").GetString()!),
                    Encoding.UTF8.GetString(CanonicalJson.Canonicalise(root.GetProperty("content"))))),

            // Of all notices only a reminder has no cause: the engine had its turn.
            "interruption" => new CaseInterruption(
                number, InstantOf(root, "at"),
                (Interruption)CanonicalJson.Read(root.GetProperty("what"), typeof(Interruption))),
            "notice" when !root.TryGetProperty("cause", out _) => new EnginesTurn(number, InstantOf(root, "at")),
            _ => null,
        };
    }

    internal static Instant InstantOf(JsonElement line, string member) =>
        (Instant)CanonicalJson.Read(line.GetProperty(member), typeof(Instant));
}

/// <summary>A policy that what follows was decided by, or the table of scopes.</summary>
public sealed record CasePolicy(long Line, PolicyFile File) : CaseStep(Line, Instant.MinValue);

/// <summary>Matcher, due work or a process did something by itself: the engine had its turn.</summary>
public sealed record EnginesTurn(long Line, Instant Now) : CaseStep(Line, Now);

/// <summary>Something was taken from the engine or given back.</summary>
public sealed record CaseInterruption(long Line, Instant Now, Interruption What) : CaseStep(Line, Now)
{
    public bool IsOfTheMatcher => What is Interruption.MatcherStopped or Interruption.MatcherStarted;
}

/// <summary>One command of a case file, as it was given, with the instant at which it was decided.</summary>
/// <param name="WasRefused">Whether it was refused then.</param>
/// <param name="Recorded">Whether events came of it.</param>
public sealed record CaseCommand(long Line, Command Command, Instant Now, bool WasRefused, bool Recorded)
    : CaseStep(Line, Now)
{
    /// <summary>Whether the engine itself gave it, as matcher, due work and processes do.</summary>
    public bool IsOfTheEngine => EngineOperations.IsOwn(Command.By, Command.Operation);

    /// <summary>The commands of a case file, in its order; every other line is passed over.</summary>
    /// <exception cref="FormatException">A line is no line of a case file.</exception>
    public static new IEnumerable<CaseCommand> ReadAll(IEnumerable<ReadOnlyMemory<byte>> lines) =>
        CaseStep.ReadAll(lines).OfType<CaseCommand>();

    internal static CaseCommand Read(long number, JsonElement line)
    {
        var name = line.GetProperty("operation").GetString()!;
        var type = OperationNames.All.GetValueOrDefault(name)
            ?? throw new FormatException($"Line {number} asks for the operation '{name}', which nobody knows.");
        PlaceId? place = line.TryGetProperty("place", out var at) ? new PlaceId(at.GetGuid()) : null;
        var actor = new Actor(Enum<ActorRole>(line, "role"), Enum<Channel>(line, "channel"), place);
        var operation = (IOperation)CanonicalJson.Read(line.GetProperty("arguments"), type);
        return new CaseCommand(
            number,
            new Command(
                line.GetProperty("id").GetGuid(), line.GetProperty("correlation").GetGuid(), actor, operation,
                ExpectedBy(line)),
            InstantOf(line, "now"),
            line.GetProperty("outcome").GetString() == "refused",
            line.TryGetProperty("first", out _));
    }

    // Who had seen an older version is refused again; which one it was is not told.
    private static ExpectedVersion? ExpectedBy(JsonElement line) =>
        line.TryGetProperty("refusal", out var refused)
        && refused.GetProperty("code").GetString() == "stale-version"
        && StreamId.TryParse(refused.GetProperty("arguments").GetProperty("stream").GetString(), out var stream)
            ? new ExpectedVersion(stream, [])
            : null;

    private static T Enum<T>(JsonElement line, string member)
        where T : struct, Enum =>
        (T)CanonicalJson.Read(line.GetProperty(member), typeof(T));
}
