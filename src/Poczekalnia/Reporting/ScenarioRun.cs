using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime.TimeZones;
using Poczekalnia.CaseFiles;
using Poczekalnia.Checks;
using Poczekalnia.Commands;
using Poczekalnia.Scenarios;
using Poczekalnia.Simulation;
using Poczekalnia.Steps;
using Scheduling.Domain;
using Scheduling.Domain.Matching;
using Spectre.Console;

namespace Poczekalnia.Reporting;

/// <summary>What a user asked to run.</summary>
/// <param name="Scenario">Name or path.</param>
public sealed record RunRequest(string Scenario, ulong? Seed, int? Days, string? Policy, string? Out);

/// <summary>Runs a scenario from its file to the last line on the screen.</summary>
public static class ScenarioRun
{
    private const int ExitWell = 0;
    private const int ExitNotMet = 1;
    private const int ExitUnusable = 2;
    private const int DaysMax = 3_660;
    private const string CaseFileName = "case.ndjson";

    /// <returns>0 when nothing was violated and everything expected came true, 1 when not, 2
    /// when it could not run.</returns>
    public static int Execute(RunRequest request)
    {
        var reading = ScenarioFile.Read(request.Scenario);
        foreach (var problem in reading.Problems)
        {
            Console.Error.WriteLine(problem);
        }

        if (reading.Scenario is not { } read)
        {
            return ExitUnusable;
        }

        if (request.Days is < 1 or > DaysMax)
        {
            Console.Error.WriteLine($"--days {request.Days} must be 1 to {DaysMax}.");
            return ExitUnusable;
        }

        var scenario = read with { Days = request.Days ?? read.Days, Seed = request.Seed ?? read.Seed };
        try
        {
            return Execute(scenario, PoliciesOf(request), request.Out ?? Path.Combine("out", scenario.Name));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or FormatException)
        {
            Console.Error.WriteLine(error.Message);
            return ExitUnusable;
        }
    }

    private static int Execute(Scenario scenario, PolicyShelf policies, string folder)
    {
        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler onCancel = (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        Console.CancelKeyPress += onCancel;
        try
        {
            return Execute(scenario, policies, folder, stop.Token);
        }
        finally
        {
            Console.CancelKeyPress -= onCancel;
        }
    }

    private static int Execute(Scenario scenario, PolicyShelf policies, string folder, CancellationToken stop)
    {
        var console = AnsiConsole.Console;
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{scenario.Name}: {scenario.Days} days from {scenario.From:uuuu-MM-dd}, seed {scenario.Seed}"));
        console.WriteLine(scenario.Description);
        using var beside = scenario.CompareSeparate
            ? Beside.Start(() => RunAndCheck(
                scenario, policies, Path.Combine(folder, "separate"), separate: true, stop))
            : null;
        var (common, checks) = RunAndCheck(scenario, policies, folder, separate: false, stop);

        // Runs that were interrupted ended at different instants: there is nothing to compare.
        var (separate, others) = beside?.GetAwaiter().GetResult() is { } second && common.Complete
            ? second
            : ((RunResult?)null, (CheckRunner?)null);

        RunReport.Show(console, separate is null ? scenario.Name : "Common waiting room", common, checks);
        RunReport.ShowWaits(console, common);
        if (separate is not null)
        {
            RunReport.Show(console, "Separate queues, as today", separate, others);
            RunReport.ShowComparison(console, new Comparison(common, separate), separate.WithoutCapacity);
            RunReport.ShowCalibration(console, Calibration.Of(scenario, separate));
        }

        var summary = Summary.Of(scenario, scenario.Seed, common, checks, separate, others);
        Summary.Write(summary, folder);
        return Conclude(console, scenario, summary, folder, common);
    }

    private static int Conclude(
        IAnsiConsole console, Scenario scenario, JsonObject summary, string folder, RunResult common)
    {
        var unmet = common.Steps.Count(result => !result.Met);
        foreach (var line in StepResult.Report($"{scenario.Name}.yaml", common.Steps).Concat(common.Identities))
        {
            // Whole lines, for people and programs that look for the place in the file or ask why about a slot.
            console.Profile.Out.Writer.WriteLine(line);
        }

        foreach (var expectation in scenario.Expectations)
        {
            var figure = Summary.FigureIn(summary, expectation.Figure);
            var met = figure is { } value && expectation.IsMetBy(value);
            unmet += met ? 0 : 1;
            var found = figure?.ToString(CultureInfo.InvariantCulture) ?? "no such figure";
            console.WriteLine($"{(met ? "met" : "NOT MET")}: {expectation} (found {found})");
        }

        if (!common.Complete)
        {
            console.WriteLine("Interrupted: what was recorded by then is whole and can be checked.");
        }

        var violations = summary["violations"]!.GetValue<long>();
        console.WriteLine($"case file, tables and summary: {folder}");
        console.WriteLine($"log hash: {common.LogHash}");
        console.WriteLine($"violations: {violations}");
        return violations == 0 && unmet == 0 && common.Complete ? ExitWell : ExitNotMet;
    }

    // The checks follow the case file while it is written, and it is written beside the run that decides: of the three
    // whoever has work has a core.
    private static (RunResult Result, CheckRunner Checks) RunAndCheck(
        Scenario scenario, PolicyShelf policies, string folder, bool separate, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, CaseFileName);
        using var file = CaseFileWriter.Create(path);
        var written = new TaskCompletionSource();
        var checks = Beside.Start(() => CheckCommand.Check(path, written.Task));
        RunResult result;
        try
        {
            result = Run(scenario, policies, folder, file, separate, stop);
        }
        finally
        {
            written.SetResult();
        }

        return (result, checks.GetAwaiter().GetResult());
    }

    private static RunResult Run(
        Scenario scenario, PolicyShelf policies, string folder, CaseFileWriter file, bool separate,
        CancellationToken stop)
    {
        var recorder = new CaseFileRecorder(file);
        recorder.Begin(
            new Manifest(
                separate ? scenario.Name + "/separate" : scenario.Name,
                scenario.Seed.ToString(CultureInfo.InvariantCulture),
                typeof(ScenarioRun).Assembly.GetName().Version!.ToString(3),
                TzdbDateTimeZoneSource.Default.TzdbVersion,
                WarsawTime.ToInstant(scenario.From)),
            policies, Shipped.Scopes());
        var figures = new RunFigures();
        var steps = StepRun.IsNeededFor(scenario) && !separate ? new StepRun(scenario, policies) : null;
        using var tables = separate ? null : new TableRecorder(folder);
        using var beside = new RecorderBeside(tables is null ? [recorder, figures] : [recorder, figures, tables]);
        var world = new World(
            scenario, scenario.Seed, separate, policies, () => new RankIndex(),
            steps is null ? [beside] : [beside, steps.Listener]);
        IReadOnlyList<StepResult> results = [];
        RunProgress.Show(separate ? null : scenario.Name, world, progress =>
        {
            if (steps is null)
            {
                world.Run(progress, stop);
            }
            else
            {
                results = steps.Run(world, progress, stop);
            }
        });
        beside.End();
        tables?.End();
        var complete = !stop.IsCancellationRequested;
        return RunResult.Of(world, scenario, figures, recorder.End(complete), complete) with
        {
            Steps = results,
            Identities = steps?.Identities ?? [],
        };
    }

    private static PolicyShelf PoliciesOf(RunRequest request)
    {
        var shelf = Shipped.Policies();
        if (request.Policy is { } path)
        {
            shelf.Prefer(shelf.Add(File.ReadAllText(path)));
        }

        return shelf;
    }
}
