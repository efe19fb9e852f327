using System.Collections.Concurrent;
using System.Diagnostics;
using Scheduling.Benchmarks.Durable;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Worlds;
using Scheduling.Domain;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Operations;
using Scheduling.Host.Matching;
using Scheduling.Host.Storage;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>How soon somebody has the slot that another one gave up.</summary>
internal sealed class HostFreedSlotMeasurement : IMeasurement
{
    private const int PerSecond = 100;

    public string Name => "host-freed-slot";

    public string Question => "How long from a committed cancellation to the committed assignment of its slot?";

    public bool IsQuick => true;

    public void Measure(Session session, Result result) =>
        HostDatabase.Measure(
            session, result, HostWorld.NoonOf(session), host => Measure(session, result, host));

    private static void Measure(Session session, Result result, HostDatabase host)
    {
        var entries = session.Full ? 1_000_000 : 50_000;
        var (warmUp, counted) = session.Full ? (10 * PerSecond, 40 * PerSecond) : (5 * PerSecond, 10 * PerSecond);
        var world = HostWorld.Make(host, session, entries);
        var visits = world.Book(warmUp + counted);
        session.At("vacuum");
        host.Settle();
        session.At("the matcher reads the log");
        var matching = host.NewMatching();
        while (matching.Step(session.Stop).GetAwaiter().GetResult())
        {
            // The window is swept.
        }

        session.At($"{PerSecond} cancellations a second");
        var times = new Times(visits.Select(visit => visit.Slot));
        matching.Decided += times.Decide;
        Cancel(host, matching, visits, times, session.Stop).GetAwaiter().GetResult();
        Report(result, entries, times, [.. visits.Skip(warmUp).Select(visit => visit.Slot)]);
    }

    // By a timetable: who comes while the engine is slow comes all the same.
    private static async Task Cancel(
        HostDatabase host, ScopeMatching matching,
        IReadOnlyList<(AppointmentId Visit, SlotId Slot, PatientId Patient)> visits, Times times,
        CancellationToken stop)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var follow = Task.Run(() => matching.Follow(end.Token), stop);
        var start = Stopwatch.GetTimestamp();
        var asked = new List<Task>(visits.Count);
        for (var number = 0; number < visits.Count; number++)
        {
            var wait = (number * 1000.0 / PerSecond) - Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            if (wait > 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(wait), stop);
            }

            var (visit, slot, _) = visits[number];
            asked.Add(Task.Run(() => CancelOne(host, visit, slot, times, stop), stop));
        }

        await Task.WhenAll(asked);
        while (!times.AreComplete && !follow.IsCompleted)
        {
            await Task.Delay(10, stop);
        }

        await end.CancelAsync();
        try
        {
            await follow;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // It was told to stop.
        }
    }

    private static async Task CancelOne(
        HostDatabase host, AppointmentId visit, SlotId slot, Times times, CancellationToken stop)
    {
        times.Ask(slot);
        var id = Ids.Derive("host-cancel", $"{visit}");
        var command = new Command(id, id, Actor.PatientBy(Channel.Ikp), new CancelByPatient(visit));
        var outcome = await host.Executor.Run(command, stop);
        times.Free(slot);
        if (outcome.Refusal is { } refusal)
        {
            throw new InvalidOperationException($"A cancellation was refused: {refusal}");
        }
    }

    private static void Report(Result result, int entries, Times times, IReadOnlyList<SlotId> counted)
    {
        var assigned = counted.Where(times.WasAssigned).ToList();
        var table = result.Table(
            $"{World.NameOf(entries)} wait in one scope; {PerSecond} cancellations a second for "
            + $"{counted.Count / PerSecond} s, each freeing a slot", "from … to the committed assignment", "p50", "p90",
            "p99", "p99.9", "max");
        void Row(string name, string key, Func<SlotId, double> seconds)
        {
            var sorted = assigned.Select(seconds).Order().ToList();
            double Part(double part) =>
                sorted[Math.Clamp((int)Math.Ceiling(part * sorted.Count) - 1, 0, sorted.Count - 1)];
            table.Row(
                name, Figure.Nanoseconds(Part(0.5) * 1e9), Figure.Nanoseconds(Part(0.9) * 1e9),
                Figure.Nanoseconds(Part(0.99) * 1e9), Figure.Nanoseconds(Part(0.999) * 1e9),
                Figure.Nanoseconds(sorted[^1] * 1e9));
            result.Values[$"{key}.p50.ms"] = Part(0.5) * 1e3;
            result.Values[$"{key}.p99.ms"] = Part(0.99) * 1e3;
        }

        Row("the cancellation is committed", "freed", times.FromFreed);
        Row("the patient asks to cancel", "asked", times.FromAsked);
        result.Notes.Add(
            $"{Figure.Percent((double)assigned.Count / counted.Count)} of the slots were assigned, the others "
            + "released, for nobody fits. Everything is durable: the cancellation with its five streams, then the "
            + "assignment with slot, entry, appointment, referral, reminders, notices and inline tables. The queue is "
            + "fresh. Engine, PostgreSQL and those who cancel share the cores.");
    }

    /// <summary>When each slot was given up, free and given away, by the same clock.</summary>
    private sealed class Times(IEnumerable<SlotId> slots)
    {
        private readonly ConcurrentDictionary<SlotId, Stamps> _stamps =
            new(slots.Select(slot => KeyValuePair.Create(slot, new Stamps())));

        private int _open = -1;

        public bool AreComplete => Volatile.Read(ref _open) == 0;

        public void Ask(SlotId slot) => _stamps[slot].Asked = Stopwatch.GetTimestamp();

        public void Free(SlotId slot) => _stamps[slot].Freed = Stopwatch.GetTimestamp();

        public void Decide(IReadOnlyList<Proposal> group)
        {
            var now = Stopwatch.GetTimestamp();
            Interlocked.CompareExchange(ref _open, _stamps.Count, -1);
            foreach (var proposal in group)
            {
                var slot = proposal is Proposal.Assign assign ? assign.Slot : ((Proposal.Release)proposal).Slot;
                (_stamps[slot].Decided, _stamps[slot].Assigned) = (now, proposal is Proposal.Assign);
                Interlocked.Decrement(ref _open);
            }
        }

        public bool WasAssigned(SlotId slot) => _stamps[slot].Assigned;

        // The matcher may have read the event before the caller was told of its commit.
        public double FromFreed(SlotId slot) =>
            Math.Max(0, Stopwatch.GetElapsedTime(_stamps[slot].Freed, _stamps[slot].Decided).TotalSeconds);

        public double FromAsked(SlotId slot) =>
            Stopwatch.GetElapsedTime(_stamps[slot].Asked, _stamps[slot].Decided).TotalSeconds;

        private sealed class Stamps
        {
            public long Asked { get; set; }

            public long Freed { get; set; }

            public long Decided { get; set; }

            public bool Assigned { get; set; }
        }
    }
}
