using System.Diagnostics;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Worlds;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>Slots given back one by one: the first in order whom one fits is found and waits no longer.</summary>
internal sealed class CancellationMeasurement : IMeasurement
{
    private const int SlotsMax = 200_000;
    private const int WarmUpSlots = 20_000;

    public string Name => "cancellations";

    public string Question => "How long does it take to find the next in line for a slot given back?";

    public bool IsQuick => true;

    public void Measure(Session session, Result result)
    {
        var table = result.Table(
            "Slots given back, each on a random day, hour and place; one thread, each operation timed",
            "queue", "entries", "slots/s", "mean", "p50", "p99", "p99.9", "max", "given", "B/slot", "GCs", "CPU/wall",
            "spread");
        foreach (var size in session.Sizes)
        {
            QueueAge[] ages = size >= 1_000_000 ? [QueueAge.Fresh, QueueAge.Aged] : [QueueAge.Aged];
            foreach (var age in ages)
            {
                session.At($"{World.NameOf(size)}: making the world");
                Measure(session, session.Worlds.Take(size, age), table, result);
            }
        }

        result.Notes.Add(
            "Medians of the rounds; each round begins with a new index of the same queue and must give the same "
            + "answers. Every operation looks at the clock twice, "
            + $"{Figure.Nanoseconds(Latencies.OverheadNanoseconds)} that are part of its time; max is the longest of "
            + "all rounds, the share given away counts the slots for which somebody waits.");
        Growth(session, result);
    }

    private static void Measure(Session session, World world, ResultTable table, Result result)
    {
        var slots = new SlotSource(world.Country, "given back")
            .GivenBack(Math.Min(SlotsMax, world.Count / (session.Full ? 5 : 10)));
        var latencies = new Latencies(slots.Length);
        var (rate, p50, p99, p999, cpu) = (new Rounds(), new Rounds(), new Rounds(), new Rounds(), new Rounds());
        var (max, allocated, pause, collections) = (new Rounds(), new Rounds(), new Rounds(), 0);
        Answers? expected = null;

        // Round 0 is for the compiler: it warms up, and is not counted.
        for (var round = 0; round <= session.Rounds; round++)
        {
            session.At($"{world.Name}: round {round} of {session.Rounds}");
            var indices = Engine.Running(world);
            var ofRound = round == 0 ? slots[..Math.Min(WarmUpSlots, slots.Length)] : slots;
            var answers = new Answers();
            latencies.Clear();
            var cost = Cost.Of(() =>
            {
                var day = world.Day;
                foreach (var (scope, slot) in ofRound)
                {
                    var start = Stopwatch.GetTimestamp();
                    var first = Engine.Take(indices[scope], slot, day);
                    latencies.Add(start);
                    answers.Add(first);
                }
            });
            if (round == 0)
            {
                continue;
            }

            expected ??= answers;
            answers.MustEqual(expected, $"round {round} of {world.Name}");
            rate.Add(slots.Length / cost.Wall.TotalSeconds);
            cpu.Add(cost.Cpu / cost.Wall);
            p50.Add(latencies.Percentile(0.5));
            p99.Add(latencies.Percentile(0.99));
            p999.Add(latencies.Percentile(0.999));
            max.Add(latencies.Percentile(1));
            allocated.Add((double)cost.AllocatedBytes / slots.Length);
            pause.Add(cost.Pause.TotalNanoseconds);
            collections += cost.Collections;
        }

        table.Row(
            world.Name, Figure.Count(world.Count), Figure.Count(rate.Median), Figure.Nanoseconds(1e9 / rate.Median),
            Figure.Nanoseconds(p50.Median), Figure.Nanoseconds(p99.Median), Figure.Nanoseconds(p999.Median),
            Figure.Nanoseconds(max.Max), Figure.Percent((double)expected!.Found / slots.Length),
            Figure.Short(allocated.Median), Figure.Count(collections), Figure.Short(cpu.Median),
            Figure.Percent(rate.Spread));
        var key = $"{(world.Age == QueueAge.Aged ? "aged" : "fresh")}.{world.Size}";
        result.Values[$"{key}.perSecond"] = rate.Median;
        result.Values[$"{key}.p99Nanoseconds"] = p99.Median;
        result.Values[$"{key}.p999Nanoseconds"] = p999.Median;
        result.Values[$"{key}.bytesPerSlot"] = allocated.Median;
        result.Values["pauseNanoseconds"] = Math.Max(
            pause.Max, result.Values.GetValueOrDefault("pauseNanoseconds"));
    }

    private static void Growth(Session session, Result result)
    {
        var table = result.Table("Growth: what a longer queue costs, aged", "entries", "mean", "entries ×", "time ×");
        double Mean(int size) => 1e9 / result.Values[$"aged.{size}.perSecond"];
        var first = session.Sizes[0];
        foreach (var size in session.Sizes)
        {
            table.Row(
                World.NameOf(size),
                Figure.Nanoseconds(Mean(size)),
                Figure.Short((double)size / first),
                Figure.Short(Mean(size) / Mean(first)));
        }
    }
}
