using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Worlds;
using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>Making the index of all who wait, and how much room it takes.</summary>
internal sealed class BuildMeasurement : IMeasurement
{
    public string Name => "build";

    public string Question => "How long does the index of a whole queue take to build, and how large is it?";

    public bool IsQuick => true;

    public void Measure(Session session, Result result)
    {
        var times = result.Table(
            "Building the indices of all scopes",
            "queue", "entries", "read in", "threads", "time", "spread", "entries/s", "CPU/wall");
        var room = result.Table(
            "Bytes for each entry", "queue", "index", "table of identities", "both, as memory grows", "records");
        foreach (var size in session.Sizes)
        {
            session.At($"{World.NameOf(size)}: making the world");
            var world = session.Worlds.Take(size, QueueAge.Aged);
            var inRank = InRankOrder(world);
            Time(session, world, ("order of reports", world.Scopes), 1, times, result);
            var one = Time(session, world, ("rank order", inRank), 1, times, result);
            result.Values[$"build.{size}.seconds"] = one;
            if (Environment.ProcessorCount > 1)
            {
                Time(session, world, ("rank order", inRank), 2, times, result);
            }

            Weigh(world, room, result);
        }

        result.Notes.Add(
            "In the order of reports the entries come as the log has them, some with an earlier report; in rank order "
            + "they come as a snapshot may have them. Index and table of identities count themselves; beside them "
            + "stands what the heap grew by after a collection, with the slabs outside of it. The records a process "
            + "has anyway; equal criteria are one object.");
    }

    private static double Time(
        Session session,
        World world,
        (string Name, WaitingRecord[][] Scopes) order,
        int threads,
        ResultTable table,
        Result result)
    {
        var (wall, cpu) = (new Rounds(), new Rounds());
        for (var round = 0; round <= session.Rounds; round++)
        {
            session.At($"{world.Name}, {order.Name}, {threads} threads: round {round} of {session.Rounds}");
            RankIndex[]? indices = null;
            var cost = Cost.Of(() => indices = Engine.Build(order.Scopes, threads));
            GC.KeepAlive(indices);
            if (round > 0)
            {
                wall.Add(cost.Wall.TotalSeconds);
                cpu.Add(cost.Cpu / cost.Wall);
            }
        }

        table.Row(
            world.Name, Figure.Count(world.Count), order.Name, Figure.Count(threads),
            Figure.Nanoseconds(wall.Median * 1e9), Figure.Percent(wall.Spread),
            Figure.Count(world.Count / wall.Median), Figure.Short(cpu.Median));
        result.Values[$"build.{world.Size}.{order.Name.Replace(' ', '-')}.on{threads}.seconds"] = wall.Median;
        return wall.Median;
    }

    private static void Weigh(World world, ResultTable table, Result result)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var indices = Engine.Build(world.Scopes, 1);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - before + indices.Sum(of => of.SlabBytes);
        var index = (double)indices.Sum(of => of.IndexBytes) / world.Count;
        var identities = (double)indices.Sum(of => of.IdBytes) / world.Count;
        table.Row(
            world.Name, Figure.Short(index), Figure.Short(identities), Figure.Short((double)grown / world.Count),
            Figure.Short((double)world.RecordBytes / world.Count));
        result.Values[$"build.{world.Size}.bytesPerEntry"] = index;
        result.Values[$"build.{world.Size}.identityBytesPerEntry"] = identities;
        result.Values[$"build.{world.Size}.grownBytesPerEntry"] = (double)grown / world.Count;
    }

    private static WaitingRecord[][] InRankOrder(World world) =>
    [
        .. world.Scopes.Select(entries =>
        {
            var sorted = entries.ToArray();
            Array.Sort(Array.ConvertAll(sorted, entry => entry.Order), sorted);
            return sorted;
        }),
    ];
}
