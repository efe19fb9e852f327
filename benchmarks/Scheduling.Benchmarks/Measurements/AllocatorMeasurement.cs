using System.Diagnostics;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Worlds;
using Scheduling.Domain;
using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>
/// The same unblocking by the way that the programs go: the log is read, groups are proposed and committed.
/// </summary>
internal sealed class AllocatorMeasurement : IMeasurement
{
    private const int ScopesPerStep = 20;

    public string Name => "allocator";

    public string Question => "How long does it take with all that the programs do around the index?";

    public bool IsQuick => true;

    public void Measure(Session session, Result result)
    {
        var table = result.Table(
            "A day unblocked through feed and allocator, one thread, scope after scope",
            "queue", "slots", "entries read and tried", "slots read", "proposed and committed", "slots/s", "given",
            "B/slot");
        var size = session.Largest;
        int[] days = session.Full ? [200_000, 2_000_000] : [20_000, 200_000];
        foreach (var count in days)
        {
            session.At($"{World.NameOf(size)}: making the world");
            Measure(session, session.Worlds.Take(size, QueueAge.Aged), count, table, result);
        }

        result.Notes.Add(
            $"Groups of {Figure.Count(Limits.ProposalsPerGroup)}; after each commit the feed reads back what was "
            + "committed, as it would from the log. Nothing is written anywhere: this is the matcher's part of the "
            + "work and not a program's. Measured once, for it takes long enough.");
    }

    private static void Measure(Session session, World world, int count, ResultTable table, Result result)
    {
        var slots = new SlotSource(world.Country, "roll").OfOneDay(world.Day.WindowThrough, count);
        var (reading, holding, proposing) = (TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero);
        var (given, allocated) = (0, 0L);
        for (var scope = 0; scope < world.Scopes.Length; scope++)
        {
            if (scope % ScopesPerStep == 0)
            {
                session.At($"{world.Name}, {World.NameOf(count)} slots: scope {scope + 1} of {world.Scopes.Length}");
            }

            var life = new Life(world, scope);
            reading += Time(() => life.Read(world.Scopes[scope]));
            holding += Time(() => life.Read(slots[scope]));
            var before = GC.GetAllocatedBytesForCurrentThread();
            proposing += Time(life.Unblock);
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            given += life.Given;
        }

        table.Row(
            world.Name, Figure.Count(count), Figure.Time(reading), Figure.Time(holding), Figure.Time(proposing),
            Figure.Count(count / proposing.TotalSeconds), Figure.Percent((double)given / count),
            Figure.Short((double)allocated / count));
        result.Values[$"allocator.{world.Size}.{count}.seconds"] = proposing.TotalSeconds;
        result.Values[$"allocator.{world.Size}.{count}.readSeconds"] = reading.TotalSeconds;
    }

    private static TimeSpan Time(Action work)
    {
        var start = Stopwatch.GetTimestamp();
        work();
        return Stopwatch.GetElapsedTime(start);
    }

    /// <summary>One scope from its first event on.</summary>
    private sealed class Life
    {
        private readonly World _world;
        private readonly MatcherFeed _feed = new(new RankIndex());
        private readonly Allocator _allocator;
        private long _position;

        public Life(World world, int scope)
        {
            _world = world;
            _allocator = new Allocator(_feed);
            _feed.Apply(new MatcherInput.PolicyAdopted(true, world.Day.MinimumLeadDays, ++_position));
            _feed.Apply(new MatcherInput.WindowAdvanced(world.Day.WindowThrough.PlusDays(-1), ++_position));
            foreach (var clinic in world.Country.Clinics.Where(clinic => clinic.Scope == scope))
            {
                _feed.Apply(new MatcherInput.PlaceActive(clinic.Record.Place, ++_position));
            }
        }

        public int Given { get; private set; }

        /// <summary>Everybody waits, and is tried once: nothing is open yet.</summary>
        public void Read(WaitingRecord[] entries)
        {
            foreach (var entry in entries)
            {
                _feed.Apply(new MatcherInput.EntryWaits(entry, ++_position));
            }

            WorkOff();
        }

        /// <summary>The slots of the day after the window's last.</summary>
        public void Read(SlotRecord[] slots)
        {
            foreach (var slot in slots)
            {
                _feed.Apply(new MatcherInput.SlotHeldBack(slot, ++_position));
            }
        }

        public void Unblock()
        {
            _feed.Apply(new MatcherInput.WindowAdvanced(_world.Day.WindowThrough, ++_position));
            WorkOff();
        }

        private void WorkOff()
        {
            while (_allocator.Propose(_world.Day.Today, Limits.ProposalsPerGroup) is { Count: > 0 } group)
            {
                _allocator.Commit();
                foreach (var proposal in group)
                {
                    ReadBack(proposal);
                }
            }
        }

        private void ReadBack(Proposal proposal)
        {
            switch (proposal)
            {
                case Proposal.Assign assign:
                    Given++;
                    _feed.Apply(new MatcherInput.SlotGone(assign.Slot, ++_position));
                    _feed.Apply(new MatcherInput.EntryGone(assign.Entry, ++_position));
                    break;
                case Proposal.Release release:
                    _feed.Apply(new MatcherInput.SlotReleased(release.Slot, release.AsOf, ++_position));
                    break;
                case Proposal.Sweep sweep:
                    _feed.Apply(new MatcherInput.WindowSwept(sweep.Through, ++_position));
                    break;
                default:
                    throw new UnreachableException();
            }
        }
    }
}
