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
        var threads = Math.Min(2, Environment.ProcessorCount);
        var table = result.Table(
            "Building the indices of all scopes, and bytes for each entry",
            "queue", "entries", "1 thread", $"{threads} threads", "spread", "entries/s", "index B/entry",
            "records B/entry");
        foreach (var size in session.Sizes)
        {
            session.At($"{World.NameOf(size)}: making the world");
            var world = session.Worlds.Take(size, QueueAge.Aged);
            var (one, two) = (new Rounds(), new Rounds());
            for (var round = 0; round <= session.Rounds; round++)
            {
                session.At($"{world.Name}: round {round} of {session.Rounds}");
                var (ofOne, ofTwo) = (TimeOf(world, 1), TimeOf(world, threads));
                if (round > 0)
                {
                    one.Add(ofOne);
                    two.Add(ofTwo);
                }
            }

            var bytes = BytesOf(world) / world.Count;
            table.Row(
                world.Name, Figure.Count(world.Count), Figure.Nanoseconds(one.Median), Figure.Nanoseconds(two.Median),
                Figure.Percent(one.Spread), Figure.Count(world.Count / (one.Median / 1e9)), Figure.Short(bytes),
                Figure.Short((double)world.RecordBytes / world.Count));
            result.Values[$"build.{size}.seconds"] = one.Median / 1e9;
            result.Values[$"build.{size}.secondsOnTwo"] = two.Median / 1e9;
            result.Values[$"build.{size}.bytesPerEntry"] = bytes;
        }

        result.Notes.Add(
            "Bytes are what the heap grew by after a collection: the indices with the tables that lead from an entry's "
            + "identity to its place in them; the records, which the process has anyway, apart. Equal criteria are "
            + "one object.");
    }

    private static double TimeOf(World world, int threads)
    {
        RankIndex[]? indices = null;
        var cost = Cost.Of(() => indices = Engine.Build(world.Scopes, threads));
        GC.KeepAlive(indices);
        return cost.Wall.TotalNanoseconds;
    }

    private static double BytesOf(World world)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var indices = Engine.Build(world.Scopes, 1);
        var after = GC.GetTotalMemory(forceFullCollection: true);
        GC.KeepAlive(indices);
        return after - before;
    }
}
