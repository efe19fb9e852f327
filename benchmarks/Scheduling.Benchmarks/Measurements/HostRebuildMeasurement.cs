using Scheduling.Benchmarks.Durable;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Worlds;
using Scheduling.Host.ReadModels;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>How long it takes to build the read models anew, beside those that are served.</summary>
internal sealed class HostRebuildMeasurement : IMeasurement
{
    public string Name => "host-rebuild";

    public string Question => "How fast are read models built anew from the events?";

    public bool IsQuick => true;

    public void Measure(Session session, Result result) =>
        HostDatabase.Measure(
            session, result, HostWorld.NoonOf(session), host => Measure(session, result, host));

    private static void Measure(Session session, Result result, HostDatabase host)
    {
        var (entries, slots) = session.Full ? (300_000, 60_000) : (30_000, 6_000);
        var world = HostWorld.Make(host, session, entries);
        world.Publish(world.Through, slots);
        world.Book(slots / 10);
        session.At("the matcher gives the slots away");
        var matching = host.NewMatching();
        while (matching.Step(session.Stop).GetAwaiter().GetResult())
        {
            session.Stop.ThrowIfCancellationRequested();
        }

        session.At("vacuum");
        host.Settle();
        var events = host.Number("select count(*) from scheduling.mt_events");
        var table = result.Table(
            $"A log of {Figure.Count(events)} events, each model built from its beginning",
            "model", "rows", "time", "spread", "events/s");
        var all = new Rounds();
        var times = ReadModel.All.Select(_ => new Rounds()).ToArray();
        for (var round = 1; round <= session.Rounds; round++)
        {
            session.At($"round {round} of {session.Rounds}");
            var sum = 0.0;
            foreach (var (number, model) in ReadModel.All.Index())
            {
                var rebuild = new Rebuild(host.Database.Source, host.Store, model);
                var cost = Cost.Of(() => rebuild.Run(null, session.Stop).GetAwaiter().GetResult());
                times[number].Add(cost.Wall.TotalSeconds);
                sum += cost.Wall.TotalSeconds;
            }

            all.Add(sum);
        }

        foreach (var (number, model) in ReadModel.All.Index())
        {
            var rows = model.Tables.Sum(name => host.Number($"select count(*) from read.{name}"));
            Row(model.Name, rows, times[number]);
        }

        Row("all, one after the other", null, all);
        result.Notes.Add(
            $"{World.NameOf(entries)} who wait or have waited with their reports and referrals, "
            + $"{Figure.Count(slots)} slots given to them, {Figure.Count(slots / 10)} booked by the public. A rebuild "
            + "takes in the whole log by statements over stretches of it, makes its indexes, and puts the new tables "
            + "in the place of the old ones; all of that is in the time. A model passes over events that are none "
            + "of its own, and all events/s count.");

        void Row(string name, long? rows, Rounds seconds)
        {
            table.Row(
                name, rows is { } count ? Figure.Count(count) : "", Figure.Nanoseconds(seconds.Median * 1e9),
                Figure.Percent(seconds.Spread), Figure.Count(events / seconds.Median));
            result.Values[$"{name.Split(',')[0]}.eventsPerSecond"] = events / seconds.Median;
        }
    }
}
