using System.CommandLine;
using System.Globalization;
using Poczekalnia.Swarm;

namespace Poczekalnia.Commands;

/// <summary><c>poczekalnia swarm --seeds A..B</c>: many small worlds with faults, then calm.</summary>
public static class SwarmCommand
{
    private const ulong SeedsMax = 1_000_000;

    public static Command Create()
    {
        var seeds = new Option<string>("--seeds")
        {
            Description = "Seeds to run, both ends included, such as 1..50, or one seed.",
            DefaultValueFactory = _ => "1..50",
        };
        var keep = new Option<string?>("--keep") { Description = "Folder for the case files of the seeds run." };
        var command = new Command("swarm", "Runs random scenarios with faults and then calm.") { seeds, keep };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(seeds), parsed.GetValue(keep), parsed.InvocationConfiguration.Output,
            Console.Error));
        return command;
    }

    /// <returns>0 when every seed came out right, 1 when one did not, 2 when the seeds make no sense.</returns>
    public static int Run(string seeds, string? keep, TextWriter output, TextWriter errors)
    {
        if (!TryRead(seeds, out var first, out var last))
        {
            errors.WriteLine($"--seeds {seeds} is no range: write 1..50, or one seed; at most {SeedsMax} at a time.");
            return 2;
        }

        var failed = 0;
        for (var seed = first; seed <= last; seed++)
        {
            var outcome = SwarmRun.Of(seed);
            output.WriteLine($"seed {seed}: {(outcome.Problems.Count == 0 ? "well" : "FAILED")} {outcome.LogHash}");
            if (keep is not null)
            {
                Keep(seed, keep);
            }

            if (outcome.Problems.Count > 0)
            {
                failed++;
                foreach (var problem in outcome.Problems)
                {
                    output.WriteLine("  " + problem);
                }

                output.WriteLine($"  replay: ./run swarm --seeds {seed} --keep out/swarm");
            }
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"seeds: {last - first + 1}, failed: {failed}"));
        return failed == 0 ? 0 : 1;
    }

    private static void Keep(ulong seed, string folder)
    {
        Directory.CreateDirectory(folder);
        var (log, _) = SwarmRun.Run(RandomScenario.Of(seed), () => new Scheduling.Domain.Matching.RankIndex());
        File.WriteAllBytes(Path.Combine(folder, $"seed-{seed}.ndjson"), log);
    }

    private static bool TryRead(string text, out ulong first, out ulong last)
    {
        var ends = text.Split("..");
        last = 0;
        return ulong.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out first)
            & ulong.TryParse(ends[^1], NumberStyles.None, CultureInfo.InvariantCulture, out last)
            && ends.Length <= 2 && first <= last && last - first < SeedsMax;
    }
}
