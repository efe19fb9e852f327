using System.Diagnostics;
using NodaTime;
using Scheduling.Benchmarks.Durable;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Host.Storage;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>How many commits, and how many events, the durable engine takes in.</summary>
internal sealed class HostAppendMeasurement : IMeasurement
{
    private const int Writers = 16;
    private const int PerCommit = 100;
    private static readonly ScopeCode Scope = ScopeCode.Parse("02.1100.001.02");

    private long _number;

    public string Name => "host-append";

    public string Question => "How many operations and events a second are committed for good?";

    public bool IsQuick => true;

    public void Measure(Session session, Result result) =>
        HostDatabase.Measure(
            session, result, Instant.FromUtc(2026, 11, 6, 11, 0), host => Measure(session, result, host));

    private void Measure(Session session, Result result, HostDatabase host)
    {
        var span = TimeSpan.FromSeconds(session.Full ? 5 : 2);
        var table = result.Table(
            $"{Writers} writers, each with one at a time, all of it durable",
            "what", "events each", "a second", "events/s", "spread", "p50", "p99", "CPU/wall");
        void Row(string name, string key, int events, Func<Task> work)
        {
            var (rate, cpu) = (new Rounds(), new Rounds());
            var latencies = new Latencies(4_000_000);
            for (var round = 0; round <= session.Rounds; round++)
            {
                session.At($"{name}: round {round} of {session.Rounds}");
                latencies.Clear();
                var cost = Cost.Of(() => Repeat(work, span, latencies).GetAwaiter().GetResult());
                if (round > 0)
                {
                    rate.Add(latencies.Count / cost.Wall.TotalSeconds);
                    cpu.Add(cost.Cpu / cost.Wall);
                }
            }

            table.Row(
                name, Figure.Count(events), Figure.Count(rate.Median), Figure.Count(rate.Median * events),
                Figure.Percent(rate.Spread), Figure.Nanoseconds(latencies.Percentile(0.5)),
                Figure.Nanoseconds(latencies.Percentile(0.99)), Figure.Short(cpu.Median));
            result.Values[$"{key}.perSecond"] = rate.Median;
            result.Values[$"{key}.eventsPerSecond"] = rate.Median * events;
        }

        Row("operation: loaded, decided, appended", "operation", 1, () => Operation(host));
        Row("append alone, with its command", "append", 1, () => Append(host, 1));
        Row("append of many events and streams", "many", PerCommit, () => Append(host, PerCommit));
        result.Notes.Add(
            "An operation is the issue of a referral by the one executor: loaded, decided and appended with its "
            + "command; the append finds out whether it came before. Those that come at the same time are committed "
            + "together, each with its own answer. Appends are a commit each. The latencies are of the last round. "
            + "CPU/wall is that of the engine's process alone.");
    }

    private static async Task Repeat(Func<Task> work, TimeSpan span, Latencies latencies)
    {
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetElapsedTime(start) < span)
            {
                var begin = Stopwatch.GetTimestamp();
                await work();
                lock (latencies)
                {
                    latencies.Add(begin);
                }
            }
        })));
    }

    private async Task Operation(HostDatabase host)
    {
        var (id, operation) = Next();
        var outcome = await host.Executor.Run(new Command(id, id, Actor.System, operation));
        if (!outcome.RecordedSomething)
        {
            throw new InvalidOperationException($"A referral was not recorded: {outcome.Refusal}");
        }
    }

    private async Task Append(HostDatabase host, int count)
    {
        var events = new List<PlannedEvent>(count);
        var now = host.Clock.GetCurrentInstant();
        var (id, operation) = Next();
        for (var i = 0; i < count; i++)
        {
            var (_, each) = Next();
            events.Add(new PlannedEvent(
                each.Referral,
                new ReferralEvent.ReferralIssued(
                    each.Patient, each.Scope, each.Form, each.Category, each.Card, now)));
        }

        var appended = await host.Store.Append(new AppendRequest
        {
            Read = [.. events.Select(each => new StreamRead(each.Stream, 0))],
            Events = events,
            Commands = [new DecidedCommand(new Command(id, id, Actor.System, operation), now, null, null, 0, count)],
        });
        if (appended.Status != AppendStatus.Appended)
        {
            throw new InvalidOperationException($"An append was {appended.Status}.");
        }
    }

    private (Guid Id, IssueReferral Operation) Next()
    {
        var number = Interlocked.Increment(ref _number).ToString(System.Globalization.CultureInfo.InvariantCulture);
        return (
            Ids.Derive("bench-command", number),
            new IssueReferral(
                new ReferralId(Ids.Derive("bench-referral", number)),
                new PatientId(Ids.Derive("bench-patient", number)),
                Scope, ReferralForm.Electronic, MedicalCategory.Stable));
    }
}
