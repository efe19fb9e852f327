using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Worlds;
using Spectre.Console;

namespace Scheduling.Benchmarks;

/// <summary>One run: the measurements asked for, one after the other, each with a file of its own.</summary>
internal sealed class Run(string root, Wanted wanted, IAnsiConsole console)
{
    private const int Broken = 130;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Machine _machine = Machine.This(root);

    private string Mode => wanted.Full ? "full" : "quick";

    /// <returns>0 when all were measured, 1 when one failed, 130 when the run was broken off.</returns>
    public int All()
    {
        using var stop = new CancellationTokenSource();
        using var patience = new Timer(_ => Environment.Exit(Broken));
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Break);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Break);
        var results = new ResultFolder(Path.Combine(
            root, wanted.Full ? Path.Combine("benchmarks", "results") : Path.Combine("out", "bench"), _machine.Folder));
        var mix = Mix.Read(Path.Combine(AppContext.BaseDirectory, "worlds", "nationwide.yaml"));
        var progress = new ProgressLines(console, overwrites: console.Profile.Capabilities.Interactive);
        var session = new Session(wanted.Full, new WorldShelf(mix, stop.Token), results, progress, stop.Token);
        var failed = false;
        try
        {
            var measurements = Asked();
            foreach (var (number, measurement) in measurements.Index())
            {
                stop.Token.ThrowIfCancellationRequested();
                progress.Begin(number + 1, measurements.Count, measurement.Name, measurement.Question);
                failed |= !Measure(session, measurement);
            }
        }
        catch (OperationCanceledException)
        {
            console.WriteLine();
            console.WriteLine("Broken off. What was finished is kept; --resume goes on with the rest.");
            return Broken;
        }

        if (wanted is { Full: true, Only: [] } && !failed)
        {
            Documents.Write(root, Console.Out);
        }

        console.WriteLine($"Results: {Path.GetRelativePath(Directory.GetCurrentDirectory(), results.Path)}");
        return failed ? 1 : 0;

        // The work ends at its next step, and what it started ends with it; what has no such step is not waited for.
        void Break(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
            patience.Change(Patience, Timeout.InfiniteTimeSpan);
        }
    }

    private List<IMeasurement> Asked() =>
    [
        .. Catalogue.All.Where(measurement => wanted.Only.Length > 0
            ? wanted.Only.Contains(measurement.Name)
            : wanted.Full || measurement.IsQuick),
    ];

    // One that fails is told of, and the others go on: a night's run should not end with its first surprise.
    private bool Measure(Session session, IMeasurement measurement)
    {
        if (wanted.Resume
            && session.Results.Read(measurement.Name) is { } earlier
            && (earlier.Mode, earlier.Machine.Commit) == (Mode, _machine.Commit)
            && !_machine.IsChanged)
        {
            session.Progress.Say($"measured already at {earlier.Finished}");
            return true;
        }

        var result = new Result
        {
            Name = measurement.Name,
            Question = measurement.Question,
            Mode = Mode,
            Machine = _machine,
            LoadBefore = Machine.Load(),
        };
        var start = Stopwatch.GetTimestamp();
        try
        {
            measurement.Measure(session, result);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            session.Progress.Say($"{measurement.Name} failed: {error}");
            return false;
        }

        result.Seconds = Math.Round(Stopwatch.GetElapsedTime(start).TotalSeconds, 1);
        result.LoadAfter = Machine.Load();
        result.Finished = DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) + " UTC";
        result.Command = wanted.Command;
        session.Results.Write(result);
        Summary.Write(session.Results);
        Show(result);
        return true;
    }

    private void Show(Result result)
    {
        foreach (var found in result.Tables)
        {
            var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(found.Title));
            foreach (var (index, column) in found.Columns.Index())
            {
                var head = new TableColumn(Markup.Escape(column)).NoWrap();
                table.AddColumn(index == 0 ? head : head.RightAligned());
            }

            foreach (var row in found.Rows)
            {
                table.AddRow([.. row.Select(Markup.Escape)]);
            }

            console.Write(table);
        }
    }
}
