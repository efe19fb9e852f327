using NodaTime;
using Scheduling.Benchmarks.Durable;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Worlds;
using Scheduling.Domain;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Operations;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>A new day's slots, given out for good.</summary>
internal sealed class HostUnblockMeasurement : IMeasurement
{
    public string Name => "host-unblock";

    public string Question => "How long does a new day's unblocking take until all of it is committed?";

    public bool IsQuick => true;

    public void Measure(Session session, Result result) =>
        HostDatabase.Measure(
            session, result, HostWorld.NoonOf(session), host => Measure(session, result, host));

    private static void Measure(Session session, Result result, HostDatabase host)
    {
        var (entries, slots) = session.Full ? (500_000, 20_000) : (50_000, 4_000);
        var world = HostWorld.Make(host, session, entries);
        world.Publish(world.Through.PlusDays(1), slots);
        session.At("vacuum");
        host.Settle();
        session.At("the matcher reads the log");
        var matching = host.NewMatching();
        var reading = Cost.Of(() => matching.CatchUp(session.Stop).GetAwaiter().GetResult());
        Drain(session, matching.Step);

        var (assigned, released, groups) = (0, 0, 0);
        matching.Decided += group =>
        {
            groups++;
            assigned += group.Count(proposal => proposal is Proposal.Assign);
            released += group.Count(proposal => proposal is Proposal.Release);
        };
        var (events, due, notices) = Rows(host);
        host.Clock.MoveTo(host.Clock.GetCurrentInstant() + Duration.FromDays(1));
        session.At($"unblocking {Figure.Count(slots)} slots");
        var cost = Cost.Of(() =>
        {
            world.Run(Actor.System, new AdvanceWindow(HostWorld.Scope));
            Drain(session, matching.Step);
        });
        var (eventsAfter, dueAfter, noticesAfter) = Rows(host);

        var table = result.Table(
            $"{Figure.Count(slots)} slots of one day to {World.NameOf(entries)} who wait, in one scope",
            "time", "slots/s", "assigned", "released", "groups", "events", "due", "notices", "CPU/wall", "B/slot");
        table.Row(
            Figure.Time(cost.Wall), Figure.Count(slots / cost.Wall.TotalSeconds), Figure.Count(assigned),
            Figure.Count(released), Figure.Count(groups), Figure.Count(eventsAfter - events),
            Figure.Count(dueAfter - due), Figure.Count(noticesAfter - notices), Figure.Short(cost.Cpu / cost.Wall),
            Figure.Count(cost.AllocatedBytes / slots));
        result.Values["unblock.seconds"] = cost.Wall.TotalSeconds;
        result.Values["unblock.slotsPerSecond"] = slots / cost.Wall.TotalSeconds;
        result.Values["unblock.readLog.seconds"] = reading.Wall.TotalSeconds;
        result.Notes.Add(
            "From the moment the window is advanced until it is swept, one round: groups of at most "
            + $"{Figure.Count(Limits.ProposalsPerGroup)} decisions, each loaded with one query, decided and appended "
            + "in one durable commit with due reminders, notice intents and inline tables. The queue is fresh. "
            + "CPU/wall and bytes are those of the engine's process; PostgreSQL shares the cores.");
    }

    private static void Drain(Session session, Func<CancellationToken, Task<bool>> step)
    {
        while (step(session.Stop).GetAwaiter().GetResult())
        {
            session.Stop.ThrowIfCancellationRequested();
        }
    }

    private static (long Events, long Due, long Notices) Rows(HostDatabase host) =>
        (host.Number("select count(*) from scheduling.mt_events"),
            host.Number("select count(*) from scheduling.due_work"),
            host.Number("select count(*) from scheduling.notice_intents"));
}
