using System.Globalization;
using NodaTime.TimeZones;
using Poczekalnia.CaseFiles;
using Poczekalnia.Scenarios;
using Poczekalnia.Simulation;
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

    /// <returns>0 when nothing was violated and everything expected came true, 1 when not, 2 when it could not run.</returns>
    public static int Execute(RunRequest request)
    {
        var reading = ScenarioFile.Read(request.Scenario);
        if (reading.Scenario is not { } read)
        {
            foreach (var problem in reading.Problems)
            {
                Console.Error.WriteLine(problem);
            }

            return ExitUnusable;
        }

        var scenario = read with { Days = request.Days ?? read.Days };
        var seed = request.Seed ?? scenario.Seed;
        var folder = request.Out ?? Path.Combine("out", scenario.Name);
        using var stop = new CancellationTokenSource();
        ConsoleCancelEventHandler onCancel = (_, pressed) =>
        {
            pressed.Cancel = true;
            stop.Cancel();
        };
        Console.CancelKeyPress += onCancel;
        try
        {
            return Execute(scenario, seed, request, folder, stop.Token);
        }
        finally
        {
            Console.CancelKeyPress -= onCancel;
        }
    }

    private static int Execute(
        Scenario scenario, ulong seed, RunRequest request, string folder, CancellationToken stop)
    {
        AnsiConsole.WriteLine($"{scenario.Name}, seed {seed}, {scenario.Days} days from {scenario.From:uuuu-MM-dd}");
        var common = RunOnce(scenario, seed, request, folder, separate: false, stop);
        AnsiConsole.WriteLine($"assigned {common.Figures.Counts.GetValueOrDefault("assigned")}");
        foreach (var (name, count) in common.Figures.Counts)
        {
            AnsiConsole.WriteLine($"{name} {count}");
        }

        AnsiConsole.WriteLine($"log hash: {common.LogHash}");
        return common.Complete ? ExitWell : ExitNotMet;
    }

    private static RunResult RunOnce(
        Scenario scenario, ulong seed, RunRequest request, string folder, bool separate, CancellationToken stop)
    {
        Directory.CreateDirectory(folder);
        var policies = Shipped.Policies();
        using var file = CaseFileWriter.Create(Path.Combine(folder, "case.ndjson"));
        using var recorder = new CaseFileRecorder(file);
        recorder.Begin(
            new Manifest(
                scenario.Name, seed.ToString(CultureInfo.InvariantCulture), Version, TzdbDateTimeZoneSource.Default.TzdbVersion,
                Scheduling.Domain.WarsawTime.ToInstant(scenario.From)),
            policies, Shipped.Scopes());
        var figures = new RunFigures();
        var world = new World(scenario, seed, separate, policies, () => new RankIndex(), [recorder, figures]);
        RunProgress.Show(scenario.Name, world, progress => world.Run(progress, stop));
        var complete = !stop.IsCancellationRequested;
        return RunResult.Of(world, scenario, figures, recorder.End(complete), complete);
    }

    private static string Version =>
        typeof(ScenarioRun).Assembly.GetName().Version?.ToString(3) ?? "0";
}
