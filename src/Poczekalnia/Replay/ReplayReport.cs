using System.Globalization;
using System.Text.Json;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Serialization;
using Spectre.Console;

namespace Poczekalnia.Replay;

/// <summary>Prints what was replayed: plain lines that can be searched and compared.</summary>
internal sealed class ReplayReport(IAnsiConsole console)
{
    /// <summary>More streams are counted, not shown, unless they were asked for.</summary>
    public const int StreamsShown = 50;

    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>One event and what it changed.</summary>
    public void Print(ReplayedStep step)
    {
        var (place, happened) = step.Event;
        var (before, after) = (StreamStates.NameOf(step.Before), StreamStates.NameOf(step.After));
        Say($"{place.Position,10}  {Local(happened.At)}  {place.Stream}@{place.Version}  "
            + $"{EventNames.NameOf(happened)}  "
            + (before == after ? after : $"{before} -> {after}"));
        if (step.After is IInconsistent)
        {
            Say($"{"",12}it does not fit the state '{before}': the history is broken here");
        }
    }

    /// <summary>Where it stands, and the streams there.</summary>
    /// <param name="isAsked">Whether the streams were asked for by name, so that all of them are shown.</param>
    public void Print(Replayed replayed, bool isAsked)
    {
        var at = replayed.At is { } instant ? $" at {Local(instant)} ({instant})" : "";
        Say($"position {replayed.Position}{at}: {replayed.Streams.Count} streams, "
            + (replayed.HasMore ? "more follows" : "the end of the history"));
        if (isAsked || replayed.Streams.Count <= StreamsShown)
        {
            foreach (var stream in replayed.Streams)
            {
                Print(stream);
            }

            return;
        }

        foreach (var group in replayed.Streams
            .GroupBy(each => (each.Stream.Kind, State: StreamStates.NameOf(each.State)))
            .OrderBy(group => group.Key.Kind).ThenBy(group => group.Key.State, StringComparer.Ordinal))
        {
            Say($"{group.Count(),10}  {StreamId.NameOf(group.Key.Kind)} {group.Key.State}");
        }

        Say($"These are more than {StreamsShown}: name those to be shown, such as --stream {
            replayed.Streams.Last().Stream}");
    }

    private void Print(ReplayedLife stream)
    {
        Say($"\n{stream.Stream}@{stream.Version}  {StreamStates.NameOf(stream.State)}  "
            + $"since position {stream.Position}, {Local(stream.At)}");
        foreach (var line in TextOf(stream.State).Split('\n'))
        {
            Say($"    {line}");
        }
    }

    private static string TextOf(StreamState state)
    {
        if (state is IInconsistent broken)
        {
            return $"{EventNames.NameOf(broken.Event)} of {broken.Event.At} did not fit the state before:\n"
                + TextOf(broken.Before);
        }

        using var json = JsonDocument.Parse(CanonicalJson.Write(state));
        return JsonSerializer.Serialize(json.RootElement, Indented).ReplaceLineEndings("\n");
    }

    private static string Local(Instant at) =>
        WarsawTime.LocalOf(at).ToString("uuuu-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    private void Say(string line) => console.Profile.Out.Writer.WriteLine(line);
}
