using System.Globalization;
using NodaTime.TimeZones;
using Poczekalnia.CaseFiles;
using Poczekalnia.Commands;
using Poczekalnia.Reporting;
using Poczekalnia.Scenarios;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.Matching;

namespace Poczekalnia.Swarm;

/// <summary>What became of one seed.</summary>
/// <param name="LogHash">The hash of its log.</param>
/// <param name="Problems">Empty when all is well; otherwise sentences.</param>
public sealed record SwarmOutcome(ulong Seed, string LogHash, IReadOnlyList<string> Problems);

/// <summary>
/// Runs the world of a seed with the fast matcher and again with the plain one: the
/// checkers must find nothing, and both
/// logs must be equal to the last byte.
/// </summary>
public static class SwarmRun
{
    private const int FindingsShown = 5;

    // The matcher's groups are cut differently from seed to seed, so that their edges fall everywhere.
    private static readonly int[] GroupSizes = [1, 2, 7, 50, Limits.ProposalsPerGroup];

    public static SwarmOutcome Of(ulong seed)
    {
        var scenario = RandomScenario.Of(seed);
        try
        {
            var (log, hash) = Run(scenario, () => new RankIndex());
            var (_, plain) = Run(scenario, () => new NaiveMatcher());
            var problems = new List<string>(Check(log));
            if (hash != plain)
            {
                problems.Add($"the plain matcher gives another log: {plain}");
            }

            return new SwarmOutcome(seed, hash, problems);
        }
        catch (Exception bug) when (bug is not OutOfMemoryException)
        {
            // A refusal is a value, so whatever is thrown is a bug, and the next seed may show another one.
            return new SwarmOutcome(seed, "", [bug.ToString()]);
        }
    }

    /// <summary>The case file of a seed and its hash.</summary>
    public static (byte[] Log, string Hash) Run(Scenario scenario, Func<IMatcher> makeBook)
    {
        using var bytes = new MemoryStream();
        using var file = new CaseFileWriter(bytes, leaveOpen: true);
        var recorder = new CaseFileRecorder(file);
        var policies = Shipped.Policies();
        recorder.Begin(
            new Manifest(
                scenario.Name, scenario.Seed.ToString(CultureInfo.InvariantCulture), "swarm",
                TzdbDateTimeZoneSource.Default.TzdbVersion, WarsawTime.ToInstant(scenario.From)),
            policies, Shipped.Scopes());
        var groupSize = GroupSizes[scenario.Seed % (ulong)GroupSizes.Length];
        var world = new World(scenario, scenario.Seed, false, policies, makeBook, [recorder], groupSize);
        world.Run(_ => { }, CancellationToken.None);
        var hash = recorder.End(complete: true);
        return (bytes.ToArray(), hash);
    }

    /// <summary>What the checkers find in a case file, some of each.</summary>
    public static IEnumerable<string> Check(byte[] log) =>
        CheckCommand.Check(log).Checks
            .Where(check => !check.IsRemark)
            .SelectMany(check => check.Findings.Take(FindingsShown).Select(finding => $"{check.Name}: {finding}"));
}
