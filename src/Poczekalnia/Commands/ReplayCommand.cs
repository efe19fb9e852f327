using System.CommandLine;
using Poczekalnia.CaseFiles;
using Poczekalnia.Replay;
using Scheduling.Domain;
using Spectre.Console;

namespace Poczekalnia.Commands;

/// <summary><c>poczekalnia replay FILE --to POINT</c>: how everything stood at a point of a history.</summary>
public static class ReplayCommand
{
    private const int Shown = 0;
    private const int NotThere = 1;
    private const int Unusable = 2;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE")
        {
            Description = "The case file: of a run, or an export of the durable engine.",
        };
        var to = new Option<string?>("--to")
        {
            Description = "How far: a position (1042), an instant (2026-09-07T08:00:00Z) or a local time in Poland "
                + "(2026-09-07T10:00), both included; else to the end.",
        };
        var streams = new Option<string[]>("--stream")
        {
            Description = "Only this stream, such as slot/0190b3a1-…; may be given more than once.",
        };
        var steps = new Option<bool>("--steps") { Description = "Shows every event on the way and what it changed." };
        var command = new Command(
            "replay", "Replays a case file to a point and shows the states of its streams there.")
        {
            file, to, streams, steps,
        };
        command.SetAction(parsed => Run(
            new ReplayRequest(
                parsed.GetRequiredValue(file).FullName, parsed.GetValue(to), parsed.GetValue(streams) ?? [],
                parsed.GetValue(steps)),
            AnsiConsole.Console, Console.Error));
        return command;
    }

    /// <returns>0 when it was shown, 1 when the file does not know a stream by then, 2 when the question cannot be
    /// asked.</returns>
    public static int Run(ReplayRequest request, IAnsiConsole console, TextWriter errors)
    {
        var point = ReplayPoint.End;
        if (request.To is { } to && !ReplayPoint.TryParse(to, out point))
        {
            errors.WriteLine($"'{to}' is no position (1042), no instant (2026-09-07T08:00:00Z) and no local time "
                + "(2026-09-07T10:00).");
            return Unusable;
        }

        var wanted = new SortedSet<StreamId>();
        foreach (var text in request.Streams)
        {
            if (!StreamId.TryParse(text, out var stream))
            {
                errors.WriteLine($"'{text}' is no stream: one looks like slot/0190b3a1-….");
                return Unusable;
            }

            wanted.Add(stream);
        }

        try
        {
            return Show(request, point, wanted, console, errors);
        }
        catch (CaseFileException broken)
        {
            errors.WriteLine($"{request.Path}:{broken.Line}: {broken.Reason}");
            return Unusable;
        }
        catch (Exception broken) when (broken is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine(broken.Message);
            return Unusable;
        }
    }

    private static int Show(
        ReplayRequest request, ReplayPoint point, SortedSet<StreamId> wanted, IAnsiConsole console, TextWriter errors)
    {
        var report = new ReplayReport(console);
        var replayed = Replayed.Of(
            CaseFile.Open(request.Path), point, wanted, request.Steps ? report.Print : null);
        report.Print(replayed, wanted.Count > 0);
        var missing = wanted.Except(replayed.Streams.Select(each => each.Stream)).ToList();
        foreach (var stream in missing)
        {
            errors.WriteLine($"{request.Path} does not know {stream} by then.");
        }

        return missing.Count == 0 ? Shown : NotThere;
    }
}

/// <summary>What is to be replayed.</summary>
/// <param name="To">How far; nothing for the end.</param>
/// <param name="Streams">Text forms of the streams that are asked for; empty for all.</param>
/// <param name="Steps">Whether every event is shown.</param>
public sealed record ReplayRequest(string Path, string? To, IReadOnlyList<string> Streams, bool Steps);
