using System.Diagnostics;
using System.Globalization;
using Poczekalnia.Reporting;
using Poczekalnia.Simulation;
using Scheduling.Domain.Tests;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Faults;

/// <summary>
/// <c>kill -9</c> of the Host in the middle of what touches many: the unblock of a day, a clinic that joins with all
/// its times, an advance of the clock, the end of a contract. Whoever is started next goes on.
/// </summary>
/// <remarks>
/// <c>./bench --kills 200</c> kills more often, and <c>HOST_SEED</c> elsewhere.
/// </remarks>
public sealed class KilledHostTests(Postgres postgres, ITestOutputHelper output) : IDisposable
{
    private const int KillsPerPhase = 5;

    // So small that a few hundred decisions take many appends.
    private const string Group = "4";
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(30);

    private static readonly (string Phase, string Instant)[] Phases =
    [
        ("unblock", "2026-08-31T22:00:00Z"), ("unblock", "2026-09-01T22:00:00Z"), ("unblock", "2026-09-02T22:00:00Z"),
        ("unblock", "2026-09-03T22:00:00Z"), ("unblock", "2026-09-04T22:00:00Z"), ("surge", "2026-09-03T08:00:00Z"),
        ("contract_end", "2026-09-04T09:00:00Z"),
    ];

    private readonly string _folder = Directory.CreateTempSubdirectory("scheduling-killed-").FullName;

    private static int Kills => Setting("HOST_KILLS", KillsPerPhase * 4);

    private static int Seed => Setting("HOST_SEED", 20260901);

    private string CaseFile => Path.Combine(_folder, "case.ndjson");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Killed_anywhere_the_Host_loses_nothing_doubles_nothing_and_comes_to_the_same()
    {
        ScenarioRun.Execute(new RunRequest(
            RepositoryFiles.PathOf("tests/Scheduling.Host.Tests/Faults/killed-host.yaml"), null, null, null, _folder));
        await using var undisturbed = await postgres.NewDatabase();
        await using var count = new KillPoints(undisturbed);
        await count.Set(Phases, []);
        await using (var host = Apply(undisturbed))
        {
            await host.EndWell();
        }

        var writes = new Dictionary<string, long>();
        foreach (var phase in Phases.Select(each => each.Phase).Append(KillPoints.Otherwise).Distinct())
        {
            writes.Add(phase, await count.Count(phase));
        }

        var expected = await Sound.Check(undisturbed, _folder, "undisturbed");
        expected.DifferencesFrom(History.Of(CaseFile)).Should().BeEmpty("the simulator came to this");
        expected.Assigned.Should().BeGreaterThan(100);

        for (var (killed, round) = (0, 0); killed < Kills; round++)
        {
            killed += await KillOften((ulong)(Seed + round), writes, expected);
        }
    }

    private async Task<int> KillOften(ulong seed, Dictionary<string, long> writes, History expected)
    {
        var prng = new Prng(seed);
        var kills = writes.SelectMany(phase => Draw(prng, phase.Key, phase.Value)).ToList();
        var what = $"seed {seed}: {string.Join(", ", kills.Select(kill => $"{kill.Phase} {kill.Nth}"))}";
        output.WriteLine(what);
        await using var database = await postgres.NewDatabase();
        await using var points = new KillPoints(database);
        await points.Set(Phases, kills);
        var done = 0;
        var starts = new List<TimeSpan>();
        while (true)
        {
            await using var host = Apply(database);
            var ready = await Ready(host, points);
            starts.Add(ready);
            if (await HeldOrEnded(host, points) is not { } held)
            {
                await host.EndWell();
                break;
            }

            await host.Kill();
            done++;
            await points.LetGo(held, isDone: prng.Below(2) == 0);
        }

        output.WriteLine(
            $"{done} kills; ready after {string.Join(' ', starts.Select(start => $"{start.TotalSeconds:f1}"))} s");
        done.Should().Be(kills.Count, what);
        (await Sound.Check(database, _folder, "killed")).DifferencesFrom(expected).Should().BeEmpty(what);
        starts.Max().Should().BeLessThan(ReadyMax, what);
        return done;
    }

    private static IEnumerable<KillPoint> Draw(Prng prng, string phase, long writes)
    {
        writes.Should().BeGreaterThan(KillsPerPhase, "phase {0} has something to be killed in", phase);
        var drawn = new SortedSet<long>();
        while (drawn.Count < KillsPerPhase)
        {
            drawn.Add(1 + prng.Below((int)writes));
        }

        return drawn.Select(nth => new KillPoint(phase, nth));
    }

    private HostProcess Apply(TestDatabase database) =>
        HostProcess.Start(database.Database.Connection, "apply", CaseFile, "--group", Group);

    /// <summary>How long a Host that was started takes to write something.</summary>
    private static async Task<TimeSpan> Ready(HostProcess host, KillPoints points)
    {
        var watch = Stopwatch.StartNew();
        var before = await points.CountAll();
        while (!host.HasEnded && await points.CountAll() == before)
        {
            await Task.Delay(10);
        }

        return watch.Elapsed;
    }

    private static async Task<int?> HeldOrEnded(HostProcess host, KillPoints points)
    {
        while (!host.HasEnded)
        {
            if (await points.Held() is { } held)
            {
                return held;
            }

            await Task.Delay(10);
        }

        return null;
    }

    private static int Setting(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : otherwise;
}
