using System.Diagnostics;
using NodaTime;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Worlds;
using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>People who report while others wait, and people who withdraw.</summary>
internal sealed class JoinMeasurement : IMeasurement
{
    private const int JoinsMax = 200_000;

    public string Name => "joins";

    public string Question => "How long does joining and leaving a queue take, at worst?";

    public bool IsQuick => true;

    public void Measure(Session session, Result result)
    {
        var table = result.Table(
            "Joining and leaving; one thread, each operation timed",
            "queue", "operation", "per second", "p50", "p99", "p99.99", "max", "B/operation", "GCs", "spread");
        foreach (var size in session.Sizes)
        {
            session.At($"{World.NameOf(size)}: making the world");
            Measure(session, session.Worlds.Take(size, QueueAge.Aged), table, result);
        }

        result.Notes.Add(
            "Medians of the rounds, but max is the longest of all rounds. "
            + $"Of those who join, {Figure.Percent(session.Worlds.Country.Mix.Entries.EarlierReport)} bring an earlier "
            + "report and so do not join at the end. Who leaves is drawn from all who waited.");
    }

    private static void Measure(Session session, World world, ResultTable table, Result result)
    {
        var joins = Joining(world, Math.Min(JoinsMax, world.Count / 5));
        var leaves = Leaving(world, joins.Length);
        var latencies = new Latencies(joins.Length);
        var (joined, left) = (new Tally(), new Tally());
        for (var round = 0; round <= session.Rounds; round++)
        {
            session.At($"{world.Name}: round {round} of {session.Rounds}");
            var indices = Engine.Running(world);
            Run(joins, latencies, joined, round, (scope, entry) => indices[scope].Join(entry));
            Run(leaves, latencies, left, round, (scope, entry) => indices[scope].Leave(entry.Entry));
        }

        joined.Report(table, world.Name, "join", joins.Length);
        left.Report(table, world.Name, "leave", joins.Length);
        result.Values[$"join.{world.Size}.perSecond"] = joined.Rate.Median;
        result.Values[$"join.{world.Size}.p99Nanoseconds"] = joined.P99.Median;
        result.Values[$"join.{world.Size}.maxNanoseconds"] = joined.Max.Max;
    }

    private static void Run(
        (int Scope, WaitingRecord Entry)[] operations,
        Latencies latencies,
        Tally tally,
        int round,
        Action<int, WaitingRecord> operation)
    {
        latencies.Clear();
        var cost = Cost.Of(() =>
        {
            foreach (var (scope, entry) in operations)
            {
                var start = Stopwatch.GetTimestamp();
                operation(scope, entry);
                latencies.Add(start);
            }
        });
        if (round > 0)
        {
            tally.Add(cost, latencies);
        }
    }

    private static (int Scope, WaitingRecord Entry)[] Joining(World world, int count)
    {
        var mix = world.Country.Mix;
        var dice = Dice.Of(mix.Seed, "who joins");
        var now = mix.Today.AtMidnight().InUtc().ToInstant();
        var sources = new EntrySource?[world.Scopes.Length];
        var joins = new (int, WaitingRecord)[count];
        for (var index = 0; index < count; index++)
        {
            var scope = world.Country.Scopes.Draw(dice);
            var source = sources[scope] ??= new EntrySource(mix, world.Wishes, scope, "joins");
            var number = 1_000_000_000L + index;
            joins[index] = (scope, source.Next(now + Duration.FromMilliseconds(index * 100L), number));
        }

        return joins;
    }

    private static (int Scope, WaitingRecord Entry)[] Leaving(World world, int count)
    {
        var all = world.Scopes.SelectMany((entries, scope) => entries.Select(entry => (scope, entry))).ToArray();
        var dice = Dice.Of(world.Country.Mix.Seed, "who leaves");
        for (var index = 0; index < count; index++)
        {
            var other = dice.Between(index, all.Length - 1);
            (all[index], all[other]) = (all[other], all[index]);
        }

        return all[..count];
    }

    private sealed class Tally
    {
        private readonly Rounds _p50 = new();
        private readonly Rounds _p9999 = new();
        private readonly Rounds _allocated = new();
        private int _collections;

        public Rounds Rate { get; } = new();

        public Rounds P99 { get; } = new();

        public Rounds Max { get; } = new();

        public void Add(Cost cost, Latencies latencies)
        {
            Rate.Add(latencies.Count / cost.Wall.TotalSeconds);
            _p50.Add(latencies.Percentile(0.5));
            P99.Add(latencies.Percentile(0.99));
            _p9999.Add(latencies.Percentile(0.9999));
            Max.Add(latencies.Percentile(1));
            _allocated.Add(cost.AllocatedBytes);
            _collections += cost.Collections;
        }

        public void Report(ResultTable table, string queue, string operation, int operations) => table.Row(
            queue,
            operation,
            Figure.Count(Rate.Median),
            Figure.Nanoseconds(_p50.Median),
            Figure.Nanoseconds(P99.Median),
            Figure.Nanoseconds(_p9999.Median),
            Figure.Nanoseconds(Max.Max),
            Figure.Short(_allocated.Median / operations),
            Figure.Count(_collections),
            Figure.Percent(Rate.Spread));
    }
}
