using System.Collections.Concurrent;
using System.Diagnostics;
using Scheduling.Benchmarks.Durable;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Worlds;
using Scheduling.Domain;
using Scheduling.Domain.Slots;
using Scheduling.Host.Storage;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>How soon somebody has the slot that another one gave up over HTTP.</summary>
internal sealed class HttpFreedSlotMeasurement : IMeasurement
{
    private const int PerSecond = 100;
    private static readonly TimeSpan MatcherStartsWithin = TimeSpan.FromMinutes(5);

    public string Name => "http-freed-slot";

    public string Question => "How long from a cancellation over HTTP to the committed assignment of its slot?";

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
        using var served = new ServedHost(host, session, works: true);
        session.At("the matcher and the read models read the log");
        WaitUntilAtWork(host, session);
        var tokens = visits.Select(visit => served.TokenOf(visit.Patient)).ToList();
        session.At($"{PerSecond} cancellations a second");
        var times = new Times(visits.Select(visit => visit.Slot));
        Run(served, visits, tokens, times, session.Stop).GetAwaiter().GetResult();
        Report(result, entries, times, [.. visits.Skip(warmUp).Select(visit => visit.Slot)]);
    }

    // The matcher is at work when it has swept the window, the models when they stand at the head of the log.
    private static void WaitUntilAtWork(HostDatabase host, Session session)
    {
        var start = Stopwatch.GetTimestamp();
        const string swept = "select count(*) from scheduling.mt_events where type = 'window_swept'";
        const string behind = """
            select scheduling.horizon() - coalesce(min(last_seq_id), 0) from scheduling.mt_event_progression
            where name like 'read/%'
            """;
        while (host.Number(swept) == 0 || host.Number(behind) > 0)
        {
            session.Stop.ThrowIfCancellationRequested();
            if (Stopwatch.GetElapsedTime(start) > MatcherStartsWithin)
            {
                throw new InvalidOperationException("The matcher does not come to work.");
            }

            Thread.Sleep(100);
        }
    }

    // By a timetable: who comes while the engine is slow comes all the same.
    private static async Task Run(
        ServedHost served, IReadOnlyList<(AppointmentId Visit, SlotId Slot, PatientId Patient)> visits,
        List<string> tokens, Times times, CancellationToken stop)
    {
        var store = served.Engine.Store;
        var watch = Watch(store, await store.Horizon(null, stop), times, stop);
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
            var token = tokens[number];
            asked.Add(Task.Run(() => Cancel(served, visit, slot, token, times, stop), stop));
        }

        await Task.WhenAll(asked);
        await watch;
    }

    private static async Task Cancel(
        ServedHost served, AppointmentId visit, SlotId slot, string token, Times times, CancellationToken stop)
    {
        times.Ask(slot);
        var (status, body) = await served.Send(
            "POST", $"/appointments/{visit}/cancel", token, $"cancel {visit}", stop: stop);
        times.Answer(slot);
        if (status != 200)
        {
            throw new InvalidOperationException($"A cancellation was answered {status}: {body}");
        }
    }

    // A reader of the log sees a decision when it is committed.
    private static async Task Watch(EventStore store, long position, Times times, CancellationToken stop)
    {
        while (!times.AreComplete)
        {
            var signal = store.Wakeup.Next;
            var page = await store.ReadPage(position, 10_000, EventStore.NamesOfNone(StreamKind.Slot), null, stop);
            foreach (var each in page.Events)
            {
                if (each.Event is SlotEvent.SlotAssigned or SlotEvent.SlotReleased)
                {
                    times.Decide(new SlotId(each.Stream.Value), each.Event is SlotEvent.SlotAssigned);
                }
            }

            position = page.ReadTo;
            if (page.Events.Count == 0)
            {
                await signal.Wait(stop);
            }
        }
    }

    private static void Report(Result result, int entries, Times times, IReadOnlyList<SlotId> counted)
    {
        var assigned = counted.Where(times.WasAssigned).ToList();
        var table = result.Table(
            $"{World.NameOf(entries)} wait in one scope; {PerSecond} cancellations a second over HTTP for "
            + $"{counted.Count / PerSecond} s, each freeing a slot", "from … to the committed assignment", "p50", "p90",
            "p99", "p99.9", "max");
        Row("the patient is told that it is cancelled", "answered", times.FromAnswered);
        Row("the patient asks to cancel", "asked", times.FromAsked);
        result.Notes.Add(
            $"{Figure.Percent((double)assigned.Count / counted.Count)} of the slots were assigned, the others "
            + "released, for nobody fits. A reader of the log tells when the assignment was committed, a moment late. "
            + "Matcher, due work, read models and auditor are at work as in any node. Clients, Host and PostgreSQL "
            + "share the cores.");

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
    }

    /// <summary>When each slot was given up, and when it was given away, by the same clock.</summary>
    private sealed class Times(IEnumerable<SlotId> slots)
    {
        private readonly ConcurrentDictionary<SlotId, Stamps> _stamps =
            new(slots.Select(slot => KeyValuePair.Create(slot, new Stamps())));

        private int _decided;

        public bool AreComplete => _decided == _stamps.Count;

        public void Ask(SlotId slot) => _stamps[slot].Asked = Stopwatch.GetTimestamp();

        public void Answer(SlotId slot) => _stamps[slot].Answered = Stopwatch.GetTimestamp();

        public void Decide(SlotId slot, bool assigned)
        {
            if (_stamps.TryGetValue(slot, out var stamps) && stamps.Decided == 0)
            {
                (stamps.Decided, stamps.Assigned) = (Stopwatch.GetTimestamp(), assigned);
                _decided++;
            }
        }

        public bool WasAssigned(SlotId slot) => _stamps[slot].Assigned;

        // The matcher may be done before the patient has the answer.
        public double FromAnswered(SlotId slot) =>
            Math.Max(0, Stopwatch.GetElapsedTime(_stamps[slot].Answered, _stamps[slot].Decided).TotalSeconds);

        public double FromAsked(SlotId slot) =>
            Stopwatch.GetElapsedTime(_stamps[slot].Asked, _stamps[slot].Decided).TotalSeconds;

        private sealed class Stamps
        {
            public long Asked { get; set; }

            public long Answered { get; set; }

            public long Decided { get; set; }

            public bool Assigned { get; set; }
        }
    }
}
