using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Scheduling.Benchmarks.Durable;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Worlds;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Http.Access;
using Scheduling.Host.ReadModels;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>How long a client waits that looks for open slots by criteria.</summary>
internal sealed class HttpSearchMeasurement : IMeasurement
{
    private const int Clients = 8;

    public string Name => "http-search";

    public string Question => "How long does a search for open slots by criteria take over HTTP?";

    public bool IsQuick => true;

    public void Measure(Session session, Result result) =>
        HostDatabase.Measure(
            session, result, HostWorld.NoonOf(session), host => Measure(session, result, host));

    private static void Measure(Session session, Result result, HostDatabase host)
    {
        var (slots, count) = session.Full ? (1_000_000, 20_000) : (50_000, 2_000);
        var world = HostWorld.Make(host, session, 0);
        world.Open(slots);
        foreach (var model in ReadModel.All.Where(model => model.Name is "places" or "slots"))
        {
            session.At($"building the read model {model.Name}");
            new Rebuild(host.Database.Source, host.Store, model).Run(null, session.Stop).GetAwaiter().GetResult();
        }

        session.At("vacuum");
        host.Settle();
        using var served = new ServedHost(host, session, works: false);
        var questions = Questions(session, count + (count / 10));
        var token = served.TokenOf(new Caller(AccessRole.Analyst, "bench"));
        var warmUp = questions.Take(count / 10).ToList();
        session.At("warming up");
        Ask(served, warmUp, token, session.Stop);
        session.At($"{Figure.Count(count)} searches by {Clients} clients");
        var start = Stopwatch.GetTimestamp();
        var answers = Ask(served, questions.Skip(warmUp.Count).ToList(), token, session.Stop);
        Report(result, slots, answers, Stopwatch.GetElapsedTime(start));
    }

    private static void Report(
        Result result, int slots, List<(string Kind, long Ticks, bool Empty)> answers, TimeSpan wall)
    {
        var table = result.Table(
            $"{Figure.Count(slots)} open slots of one scope, {Clients} clients that ask one after the other: "
            + $"{Figure.Count(answers.Count / wall.TotalSeconds)} searches a second",
            "where", "searches", "with an answer", "p50", "p99", "max");
        foreach (var kind in answers.GroupBy(answer => answer.Kind).OrderBy(kind => kind.Key, StringComparer.Ordinal))
        {
            Row(kind.Key, [.. kind]);
        }

        Row("all", answers);
        result.Notes.Add(
            "The criteria are drawn as those of the entries of the made-up country: where, with whom, which days and "
            + "hours, how, from when. Half of the circles are asked in order of distance. A page has 20 slots at most. "
            + "The slots were published and released as events, and the read model was built from them. Clients, Host "
            + "and PostgreSQL share the cores.");

        void Row(string name, List<(string Kind, long Ticks, bool Empty)> some)
        {
            var ticks = some.Select(answer => answer.Ticks).Order().ToList();
            double At(double part) =>
                ticks[Math.Clamp((int)Math.Ceiling(part * ticks.Count) - 1, 0, ticks.Count - 1)]
                * (1e9 / Stopwatch.Frequency);
            table.Row(
                name, Figure.Count(some.Count), Figure.Percent((double)some.Count(a => !a.Empty) / some.Count),
                Figure.Nanoseconds(At(0.5)), Figure.Nanoseconds(At(0.99)), Figure.Nanoseconds(At(1)));
            result.Values[$"{name.Replace(' ', '-')}.p50.ms"] = At(0.5) / 1e6;
            result.Values[$"{name.Replace(' ', '-')}.p99.ms"] = At(0.99) / 1e6;
        }
    }

    private static List<(string Kind, long Ticks, bool Empty)> Ask(
        ServedHost served, List<(string Kind, string Query)> questions, string token, CancellationToken stop)
    {
        var next = -1;
        var answers = new List<(string, long, bool)>(questions.Count);
        Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < questions.Count; i = Interlocked.Increment(ref next))
            {
                var begin = Stopwatch.GetTimestamp();
                var (status, body) = await served.Send("GET", questions[i].Query, token, stop: stop);
                var took = Stopwatch.GetTimestamp() - begin;
                if (status != 200)
                {
                    throw new InvalidOperationException($"{questions[i].Query} was answered {status}: {body}");
                }

                lock (answers)
                {
                    answers.Add((questions[i].Kind, took, !body.Contains("\"slot\"", StringComparison.Ordinal)));
                }
            }
        }))).GetAwaiter().GetResult();
        return answers;
    }

    private static List<(string Kind, string Query)> Questions(Session session, int count)
    {
        var source = new EntrySource(session.Worlds.Country.Mix, session.Worlds.Wishes, 0, "host-searches");
        return [.. source.Reported(count, 1).Select((entry, number) => QuestionOf(entry, number % 2 == 0))];
    }

    private static (string Kind, string Query) QuestionOf(WaitingRecord entry, bool byDistance)
    {
        var wish = entry.Criteria;
        var parts = new List<string> { $"/slots?scope={HostWorld.Scope}", $"age={entry.Ages}" };
        var kind = "anywhere";
        switch (wish.Place)
        {
            case { Areas: { } areas }:
                parts.Add($"area={string.Join(',', areas)}");
                kind = "areas";
                break;
            case { Places: { } places }:
                parts.Add($"place={string.Join(',', places)}");
                kind = "places";
                break;
            case { Circle: { } circle }:
                parts.Add($"near={Degrees(circle.Centre.LatitudeE5)},{Degrees(circle.Centre.LongitudeE5)}");
                parts.Add($"radius={circle.RadiusKm}{(byDistance ? "&sort=distance" : "")}");
                kind = byDistance ? "a circle by distance" : "a circle";
                break;
        }

        Add("practitioner", wish.Practitioner?.Value);
        Add("from", wish.From is { } from ? $"{from:uuuu-MM-dd}" : null);
        Add("to", wish.To is { } to ? $"{to:uuuu-MM-dd}" : null);
        Add("days", wish.Days is { } days ? Members(1, 7, day => days.Contains((IsoDayOfWeek)day)) : null);
        Add("hours", wish.Hours is { } hours ? Members(0, 23, hours.Contains) : null);
        Add("mode", wish.Mode is { } mode ? EnumText.Of(mode) : null);
        Add("notice", wish.MinimumNoticeDays?.ToString(CultureInfo.InvariantCulture));
        return (wish.Practitioner is null ? kind : "with a practitioner", string.Join('&', parts));

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                parts.Add($"{name}={Uri.EscapeDataString(value)}");
            }
        }
    }

    private static string Degrees(int e5) => (e5 / 100_000m).ToString(CultureInfo.InvariantCulture);

    private static string Members(int first, int last, Func<int, bool> has) =>
        string.Join(',', Enumerable.Range(first, last - first + 1).Where(has));
}
