namespace Scheduling.Benchmarks.Reporting;

/// <summary>
/// The few figures that a first reader wants, and all that there are goals for, out of the results of a processor.
/// What was not measured has no row.
/// </summary>
internal static class Summary
{
    private const string Million = "1000000";
    private const string FiveMillion = "5000000";

    public static void Write(ResultFolder results)
    {
        var origin = OriginOf(results);
        results.WriteWhole("summary.md", $"{Markdown.Of(OfFirst(results))}\n{origin}\n");
        results.WriteWhole("goals.md", $"{Markdown.Of(OfGoals(results))}\n{origin}\n");
    }

    // The newest stands for all, unless some are of another commit: then these are named.
    private static string OriginOf(ResultFolder results)
    {
        var all = Catalogue.All.Select(measurement => results.Read(measurement.Name)).OfType<Result>().ToList();
        var newest = all.MaxBy(result => result.Finished)!;
        var others = all.Where(result => result.Machine.Commit != newest.Machine.Commit)
            .Select(result => $"{result.Name} of {result.Machine.Commit}")
            .ToList();
        return Markdown.Origin(newest) + (others.Count > 0 ? $"\n*Older: {string.Join(", ", others)}.*" : "");
    }

    private static ResultTable OfFirst(ResultFolder results)
    {
        var table = new ResultTable
        {
            Title = "",
            Columns = ["in memory, one core, aged queue", "1 M wait", "5 M wait"],
        };
        Both("slots given back, each to the first in line", n => ("cancellations", $"aged.{n}.perSecond"), PerSecond);
        Both("the same, 99 in 100 within", n => ("cancellations", $"aged.{n}.p99Nanoseconds"), Figure.Nanoseconds);
        Both("joining the queue, 99 in 100 within", n => ("joins", $"join.{n}.p99Nanoseconds"), Figure.Nanoseconds);
        Both("2 M slots of a new day in exact order", n => ("unblock", $"aged.{n}.2000000.on1.seconds"), Seconds);
        Both("the same on two cores", n => ("unblock", $"aged.{n}.2000000.on2.seconds"), Seconds);
        Both("index for each who waits", n => ("build", $"build.{n}.bytesPerEntry"), Figure.Bytes);
        Both("all of the index built", n => ("build", $"build.{n}.seconds"), Seconds);
        One("faster than PostgreSQL with postings, same answers", "postgres", "posting.factor", Figure.Times);
        One("faster than ORDER BY … SKIP LOCKED, same answers", "postgres", "obvious.factor", Figure.Times);
        return table;

        void Both(string what, Func<string, (string Measurement, string Name)> of, Func<double, string> text)
        {
            string Cell(string size) =>
                results.Value(of(size).Measurement, of(size).Name) is { } value ? text(value) : "";
            if ((Cell(Million), Cell(FiveMillion)) is var (one, five) && one + five != "")
            {
                table.Row(what, one, five);
            }
        }

        void One(string what, string measurement, string name, Func<double, string> text)
        {
            if (results.Value(measurement, name) is { } value)
            {
                table.Row(what, text(value), "");
            }
        }
    }

    private static ResultTable OfGoals(ResultFolder results)
    {
        var table = new ResultTable { Title = "", Columns = ["figure", "here", "goal", "met"] };
        AtLeast("slots given back, 1 M aged", "cancellations", "aged.1000000.perSecond", 600_000, PerSecond);
        AtLeast("slots given back, 5 M aged", "cancellations", "aged.5000000.perSecond", 400_000, PerSecond);
        AtMost("p99 of one, 1 M aged", "cancellations", "aged.1000000.p99Nanoseconds", 4_000, Figure.Nanoseconds);
        AtMost("p99 of one, 5 M aged", "cancellations", "aged.5000000.p99Nanoseconds", 5_000, Figure.Nanoseconds);
        AtMost("p99.9 of one, 5 M aged", "cancellations", "aged.5000000.p999Nanoseconds", 30_000, Figure.Nanoseconds);
        AtMost("longest pause of a collection meanwhile", "cancellations", "pauseNanoseconds", 1e6, Figure.Nanoseconds);
        Row("allocated for one, 5 M aged", "cancellations", "aged.5000000.bytesPerSlot", "0 B", Figure.Bytes, Nothing);
        AtMost("2 M slots, 5 M aged, one core", "unblock", "aged.5000000.2000000.on1.seconds", 1.0, Seconds);
        AtMost("2 M slots, 5 M aged, two cores", "unblock", "aged.5000000.2000000.on2.seconds", 0.55, Seconds);
        AtMost("index for each of 5 M", "build", "build.5000000.bytesPerEntry", 42, Figure.Bytes);
        AtMost("building the index of 5 M, one core", "build", "build.5000000.seconds", 0.3, Seconds);
        AtMost("p99 of a join, 5 M", "joins", "join.5000000.p99Nanoseconds", 2_000, Figure.Nanoseconds);
        AtMost("longest join, 5 M", "joins", "join.5000000.maxNanoseconds", 1e6, Figure.Nanoseconds);
        AtLeast("against PostgreSQL with postings, no commits", "postgres", "posting.factor", 100, Figure.Times);
        AtLeast("durable operations of one event", "host-append", "operation.perSecond", 5_000, PerSecond);
        AtLeast("durable events, 100 in a commit", "host-append", "many.eventsPerSecond", 60_000, PerSecond);
        AtMost("p99 from a freed slot to its assignment", "host-freed-slot", "freed.p99.ms", 20, Milliseconds);
        AtLeast("slots unblocked for good", "host-unblock", "unblock.slotsPerSecond", 6_667, PerSecond);
        AtLeast("events of a log, largest read model", "host-rebuild", "entries.eventsPerSecond", 100_000, PerSecond);
        AtMost("cold start of 5 M, from what was kept", "host-cold-start", "kept.secondsFor5M", 3, Seconds);
        AtMost("cold start of 5 M, from the log", "host-cold-start", "log.secondsFor5M", 60, Seconds);
        AtLeast("public bookings over HTTP, 32 clients", "http-booking", "perSecond", 500, PerSecond);
        AtMost("p99 of a booking over HTTP", "http-booking", "p99.ms", 250, Milliseconds);
        AtMost("p99 of a search by criteria over HTTP", "http-search", "all.p99.ms", 100, Milliseconds);
        AtMost(
            "p99 from a cancellation over HTTP to the assignment", "http-freed-slot", "answered.p99.ms", 50,
            Milliseconds);
        AtMost("start to first answer, empty database", "http-first-request", "host.seconds", 3, Seconds);
        AtMost("a slot of a day over the least that memory takes", "limit", "roll.factor", 2, Figure.Times);
        AtMost("a slot given back over the least that memory takes", "limit", "cold.factor", 3.5, Figure.Times);
        return table;

        void AtLeast(string what, string measurement, string name, double goal, Func<double, string> text) =>
            Row(what, measurement, name, $"≥ {text(goal)}", text, value => value >= goal);

        void AtMost(string what, string measurement, string name, double goal, Func<double, string> text) =>
            Row(what, measurement, name, $"≤ {text(goal)}", text, value => value <= goal);

        void Row(
            string what, string measurement, string name, string goal, Func<double, string> text,
            Predicate<double> isMet)
        {
            if (results.Value(measurement, name) is { } value)
            {
                table.Row(what, text(value), goal, isMet(value) ? "yes" : "no");
            }
        }
    }

    // Other threads of the runtime allocate a few bytes now and then.
    private static bool Nothing(double bytesPerSlot) => bytesPerSlot < 0.005;

    private static string PerSecond(double value) => $"{Figure.Count(value)}/s";

    private static string Milliseconds(double value) => Figure.Nanoseconds(value * 1e6);

    private static string Seconds(double value) => Figure.Nanoseconds(value * 1e9);
}
