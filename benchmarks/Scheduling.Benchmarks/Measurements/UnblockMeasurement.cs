using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Worlds;
using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>The daily roll: all slots of a new day, in their order, to those who wait in theirs.</summary>
internal sealed class UnblockMeasurement : IMeasurement
{
    public string Name => "unblock";

    public string Question => "How long does a new day's unblocking take, all of it in the exact order?";

    public bool IsQuick => true;

    public void Measure(Session session, Result result)
    {
        var table = result.Table(
            "All slots of one day to the queue, slot by slot; scopes beside each other",
            "queue", "slots", "threads", "time", "spread", "slots/s", "given", "CPU/wall", "B/slot");
        int[] days = session.Full ? [200_000, 2_000_000] : [20_000, 200_000];
        foreach (var age in new[] { QueueAge.Fresh, QueueAge.Aged })
        {
            session.At($"{World.NameOf(session.Largest)}: making the world");
            var world = session.Worlds.Take(session.Largest, age);
            foreach (var count in days)
            {
                session.At($"{world.Name}, {World.NameOf(count)} slots: making the slots");
                var slots = new SlotSource(world.Country, "roll").OfOneDay(world.Day.WindowThrough, count);
                var one = Measure(session, world, (slots, count), 1, table, result);
                if (Environment.ProcessorCount > 1 && Measure(session, world, (slots, count), 2, table, result) != one)
                {
                    throw new InvalidOperationException($"{world.Name}: two threads leave another state than one.");
                }
            }
        }

        result.Notes.Add(
            "Medians of the rounds, each with a new index. Within a scope the order is kept slot by slot; scopes are "
            + "independent, so a thread takes the next scope when it is done with one. Every round gives the same "
            + "answers, and what is left has the same StateHash with one thread and with two.");
    }

    private static string Measure(
        Session session, World world, (SlotRecord[][] Slots, int Count) day, int threads, ResultTable table,
        Result result)
    {
        var (wall, cpu, allocated) = (new Rounds(), new Rounds(), new Rounds());
        Answers[]? expected = null;
        RankIndex[] indices = [];
        for (var round = 0; round <= session.Rounds; round++)
        {
            session.At($"{world.Name}, {World.NameOf(day.Count)} slots, {threads} threads: "
                + $"round {round} of {session.Rounds}");
            indices = Engine.Running(world);
            var answers = indices.Select(_ => new Answers()).ToArray();
            var cost = Cost.Of(() => Workers.ForEach(
                indices.Length,
                threads,
                scope => Unblock(indices[scope], day.Slots[scope], world.Day, answers[scope])));
            expected ??= answers;
            for (var scope = 0; scope < answers.Length; scope++)
            {
                answers[scope].MustEqual(expected[scope], $"scope {scope} of {world.Name}");
            }

            if (round > 0)
            {
                wall.Add(cost.Wall.TotalSeconds);
                cpu.Add(cost.Cpu / cost.Wall);
                allocated.Add((double)cost.AllocatedBytes / day.Count);
            }
        }

        var given = expected!.Sum(answers => answers.Found);
        table.Row(
            world.Name, Figure.Count(day.Count), Figure.Count(threads), Figure.Nanoseconds(wall.Median * 1e9),
            Figure.Percent(wall.Spread), Figure.Count(day.Count / wall.Median),
            Figure.Percent((double)given / day.Count), Figure.Short(cpu.Median), Figure.Short(allocated.Median));
        var key = world.Age == QueueAge.Aged ? "aged" : "fresh";
        result.Values[$"{key}.{world.Size}.{day.Count}.on{threads}.seconds"] = wall.Median;
        session.At($"{world.Name}: hashing what is left");
        return HashOf(indices);
    }

    private static void Unblock(RankIndex index, SlotRecord[] slots, in MatchDay day, Answers answers)
    {
        foreach (var slot in slots)
        {
            answers.Add(Engine.Take(index, slot, day));
        }
    }

    private static string HashOf(RankIndex[] indices)
    {
        var hashes = new string[indices.Length];
        Workers.ForEach(
            indices.Length, Environment.ProcessorCount, scope => hashes[scope] = StateHash.Of(indices[scope]));
        return string.Concat(hashes);
    }
}
