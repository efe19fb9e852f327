using System.Text.Json;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Storage;

namespace Scheduling.Host.CaseFiles;

/// <summary>One command of a case file, as it was given, with the instant at which it was decided.</summary>
/// <param name="Line">The number of its line, from 1.</param>
/// <param name="WasRefused">Whether it was refused then.</param>
public sealed record CaseCommand(long Line, Command Command, Instant Now, bool WasRefused)
{
    /// <summary>The commands of a case file, in its order; every other line is passed over.</summary>
    /// <exception cref="FormatException">A line is no line of a case file.</exception>
    public static IEnumerable<CaseCommand> ReadAll(IEnumerable<string> lines)
    {
        long number = 0;
        foreach (var line in lines)
        {
            number++;
            CaseCommand? command;
            try
            {
                using var json = JsonDocument.Parse(line);
                command = json.RootElement.GetProperty("type").GetString() == "command"
                    ? Read(number, json.RootElement)
                    : null;
            }
            catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
            {
                throw new FormatException($"Line {number} is no line of a case file: {broken.Message}", broken);
            }

            if (command is not null)
            {
                yield return command;
            }
        }
    }

    private static CaseCommand Read(long number, JsonElement line)
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
                line.GetProperty("id").GetGuid(), line.GetProperty("correlation").GetGuid(), actor, operation),
            (Instant)CanonicalJson.Read(line.GetProperty("now"), typeof(Instant)),
            line.GetProperty("outcome").GetString() == "refused");
    }

    private static T Enum<T>(JsonElement line, string member)
        where T : struct, Enum =>
        (T)CanonicalJson.Read(line.GetProperty(member), typeof(T));
}
