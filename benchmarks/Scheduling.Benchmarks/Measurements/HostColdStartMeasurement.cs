using Scheduling.Benchmarks.Durable;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Worlds;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>How long a scope waits for its matcher when it comes to another owner.</summary>
internal sealed class HostColdStartMeasurement : IMeasurement
{
    public string Name => "host-cold-start";

    public string Question => "How long until the matcher of a large scope is at work, from what was kept or the log?";

    public bool IsQuick => true;

    public void Measure(Session session, Result result) =>
        HostDatabase.Measure(
            session, result, HostWorld.NoonOf(session), host => Measure(session, result, host));

    private static void Measure(Session session, Result result, HostDatabase host)
    {
        var entries = session.Full ? 1_000_000 : 50_000;
        var world = HostWorld.Make(host, session, entries);
        world.Publish(world.Through.PlusDays(1), entries / 50);
        session.At("vacuum");
        host.Settle();

        var table = result.Table(
            $"{World.NameOf(entries)} wait in one scope, {Figure.Count(entries / 50)} slots are held back",
            "from", "time", "entries/s", "allocated", "for 5 M at this rate");
        void Row(string name, string key, double seconds, double allocatedBytes)
        {
            table.Row(
                name, Figure.Nanoseconds(seconds * 1e9), Figure.Count(entries / seconds), Figure.Bytes(allocatedBytes),
                Figure.Nanoseconds(seconds * 1e9 / entries * 5e6));
            result.Values[$"{key}.seconds"] = seconds;
            result.Values[$"{key}.secondsFor5M"] = seconds / entries * 5e6;
        }

        session.At("reading the log");
        var reader = host.NewMatching();
        var log = Cost.Of(() => reader.CatchUp(session.Stop).GetAwaiter().GetResult());
        Row("the log", "log", log.Wall.TotalSeconds, log.AllocatedBytes);
        var hash = reader.Hash;
        var keep = Cost.Of(() => reader.Keep(session.Stop).GetAwaiter().GetResult());
        reader = null;
        var (wall, allocated) = FromKept(session, host, hash);
        Row("what was kept", "kept", wall.Median, allocated.Median);
        var bytes = host.Number("select coalesce(sum(length(data)), 0) from scheduling.matcher_snapshot_chunks");
        result.Values["kept.bytes"] = bytes;
        result.Notes.Add(
            $"What was kept has {Figure.Bytes(bytes)} and took {Figure.Time(keep.Wall)} to write, which the product "
            + "does beside the matching. Both give the same StateHash. The log has three events for each entry, of "
            + "which the matcher reads one.");
    }

    private static (Rounds Wall, Rounds Allocated) FromKept(Session session, HostDatabase host, string hash)
    {
        var (wall, allocated) = (new Rounds(), new Rounds());
        for (var round = 0; round <= session.Rounds; round++)
        {
            session.At($"from what was kept: round {round} of {session.Rounds}");
            var next = host.NewMatching();
            var cost = Cost.Of(() =>
            {
                if (!next.Restore(session.Stop).GetAwaiter().GetResult())
                {
                    throw new InvalidOperationException("What was kept was not believed.");
                }

                next.CatchUp(session.Stop).GetAwaiter().GetResult();
            });
            if (round == 0 && next.Hash != hash)
            {
                throw new InvalidOperationException("What was kept gives another state than the log.");
            }

            if (round > 0)
            {
                wall.Add(cost.Wall.TotalSeconds);
                allocated.Add(cost.AllocatedBytes);
            }
        }

        return (wall, allocated);
    }
}
