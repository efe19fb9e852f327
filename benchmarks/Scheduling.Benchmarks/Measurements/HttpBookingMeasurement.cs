using System.Diagnostics;
using Scheduling.Benchmarks.Durable;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>How many dates the public books over HTTP, and whether any is booked twice.</summary>
internal sealed class HttpBookingMeasurement : IMeasurement
{
    private const int Clients = 32;

    // So many of ten bookings want a time that another client wants at the same moment.
    private const int ContestedOfTen = 2;

    public string Name => "http-booking";

    public string Question => "How many public bookings a second over HTTP, and is any time booked twice?";

    public bool IsQuick => true;

    public void Measure(Session session, Result result) =>
        HostDatabase.Measure(
            session, result, HostWorld.NoonOf(session), host => Measure(session, result, host));

    private static void Measure(Session session, Result result, HostDatabase host)
    {
        var (count, warmUp) = session.Full ? (30_000, 3_000) : (3_000, 600);
        var world = HostWorld.Make(host, session, 0);
        session.At("opening slots");
        var slots = world.Open((count + warmUp) * 2).Where(slot => slot.Ages is null)
            .Select(slot => slot.Slot).ToList();
        var people = world.Refer(count + warmUp);
        session.At("vacuum");
        host.Settle();
        using var served = new ServedHost(host, session, works: true);
        session.At("tokens");
        var bookings = people.Select((person, number) => new Booking(
            served.TokenOf(person.Patient), $"booking {number}",
            $$$"""
            {"slot": "{{{slots[SlotOf(number)]}}}", "report": {"scope": "{{{HostWorld.Scope}}}",
             "contacts": ["mobile"], "ages": {"from": 40, "to": 44}, "referral": "{{{person.Referral}}}"}}
            """)).ToList();
        session.At("warming up");
        var before = Book(served, bookings.Take(warmUp).ToList(), session.Stop).Booked.Count;
        session.At($"{Figure.Count(count)} bookings by {Clients} clients");
        var (booked, refused) = (new List<long>(), 0);
        var cost = Cost.Of(
            () => (booked, refused) = Book(served, bookings.Skip(warmUp).ToList(), session.Stop));
        Check(host, before + booked.Count);
        Report(result, cost, booked, refused);
    }

    // Two neighbours of ten want the same.
    private static int SlotOf(int number) => number % 10 is > 0 and < ContestedOfTen ? number - 1 : number;

    private static (List<long> Booked, int Refused) Book(
        ServedHost served, IReadOnlyList<Booking> bookings, CancellationToken stop)
    {
        var (next, refused) = (-1, 0);
        var booked = new List<long>(bookings.Count);
        Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            for (var i = Interlocked.Increment(ref next); i < bookings.Count; i = Interlocked.Increment(ref next))
            {
                var (token, key, body) = bookings[i];
                var begin = Stopwatch.GetTimestamp();
                var (status, answer) = await served.Send("POST", "/appointments", token, key, body, stop);
                var took = Stopwatch.GetTimestamp() - begin;
                lock (booked)
                {
                    if (status == 201)
                    {
                        booked.Add(took);
                    }
                    else if (answer.Contains("\"slot-taken\"", StringComparison.Ordinal)
                        || answer.Contains("\"slot-not-free\"", StringComparison.Ordinal))
                    {
                        refused++;
                    }
                    else
                    {
                        throw new InvalidOperationException($"A booking was answered {status}: {answer}");
                    }
                }
            }
        }))).GetAwaiter().GetResult();
        return (booked, refused);
    }

    // The log itself is asked, not what is kept beside it.
    private static void Check(HostDatabase host, int accepted)
    {
        var visits = host.Number("select count(*) from scheduling.mt_events where type = 'appointment_booked'");
        var times = host.Number(
            "select count(distinct data->>'slot') from scheduling.mt_events where type = 'appointment_booked'");
        if (visits != accepted || times != accepted)
        {
            throw new InvalidOperationException(
                $"{accepted} bookings were accepted, {visits} recorded, for {times} different times.");
        }
    }

    private static void Report(Result result, Cost cost, List<long> booked, int refused)
    {
        var ticks = booked.Order().ToList();
        double At(double part) =>
            ticks[Math.Clamp((int)Math.Ceiling(part * ticks.Count) - 1, 0, ticks.Count - 1)]
            * (1e9 / Stopwatch.Frequency);
        result.Table(
            $"{Clients} clients, each with one booking at a time", "booked", "a second", "refused: taken", "p50", "p99",
            "max", "booked twice", "CPU each").Row(
                Figure.Count(ticks.Count), Figure.Count(ticks.Count / cost.Wall.TotalSeconds), Figure.Count(refused),
                Figure.Nanoseconds(At(0.5)), Figure.Nanoseconds(At(0.99)), Figure.Nanoseconds(At(1)), "0",
                Figure.Time(cost.Cpu / (ticks.Count + refused)));
        result.Values["perSecond"] = ticks.Count / cost.Wall.TotalSeconds;
        result.Values["p50.ms"] = At(0.5) / 1e6;
        result.Values["p99.ms"] = At(0.99) / 1e6;
        result.Notes.Add(
            "Each booking is a request of its own patient with a token and a key of its own: five streams, due work, "
            + "notices and the inline tables in one durable append. One in ten wants a time that another client wants "
            + "at the same moment. Matcher, due work, read models and auditor are at work meanwhile. Clients, Host and "
            + "PostgreSQL share the cores; the CPU is that of clients and Host. Whether a time was booked twice the "
            + "log was asked.");
    }

    private sealed record Booking(string Token, string Key, string Body);
}
