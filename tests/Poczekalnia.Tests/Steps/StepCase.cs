using System.Text;
using Poczekalnia.CaseFiles;
using Poczekalnia.Checks;
using Poczekalnia.Commands;
using Poczekalnia.Reporting;
using Poczekalnia.Scenarios;
using Poczekalnia.Simulation;
using Poczekalnia.Steps;
using Scheduling.Domain;
using Scheduling.Domain.Matching;

namespace Poczekalnia.Tests.Steps;

/// <summary>A scripted scenario that was run: what its steps found, and what the checkers found.</summary>
internal sealed record StepCase(
    IReadOnlyList<StepResult> Results, string LogHash, IReadOnlyList<string> Lines, IReadOnlyList<Finding> Findings)
{
    public IEnumerable<StepResult> Unmet => Results.Where(result => !result.Met);

    public static StepCase Run(Scenario scenario)
    {
        var policies = Shipped.Policies();
        using var lines = new MemoryStream();
        var hash = Record(scenario, policies, lines, out var results);
        var text = Encoding.UTF8.GetString(lines.ToArray());
        return new StepCase(results, hash, text.TrimEnd('\n').Split('\n'), Check(lines.ToArray()));
    }

    private static string Record(
        Scenario scenario, PolicyShelf policies, Stream lines, out IReadOnlyList<StepResult> results)
    {
        using var file = new CaseFileWriter(lines, leaveOpen: true);
        var recorder = new CaseFileRecorder(file);
        recorder.Begin(
            new Manifest(scenario.Name, "1", "test", "test", WarsawTime.ToInstant(scenario.From)), policies,
            Shipped.Scopes());
        var steps = new StepRun(scenario, policies);
        var world = new World(
            scenario, scenario.Seed, separate: false, policies, () => new RankIndex(), [recorder, steps.Listener]);
        results = steps.Run(world, _ => { }, CancellationToken.None);
        return recorder.End(complete: true);
    }

    private static List<Finding> Check(byte[] lines) =>
        [.. CheckCommand.Check(lines).Checks.Where(check => !check.IsRemark).SelectMany(check => check.Findings)];
}
