using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Worlds;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>
/// How far the engine is from what memory allows. It measures nothing itself: it divides what was measured.
/// </summary>
internal sealed class LimitMeasurement : IMeasurement
{
    /// <summary>
    /// Of a slot given back: the list's header, its postings, the entry found, the table of identities.
    /// </summary>
    private const int DependentLoads = 4;

    /// <summary>Of a slot of a roll: its place, ten headers, three lines of the winner, one of who is gone.</summary>
    private const int LinesOfRoll = 15;

    private const int SlotsOfDay = 2_000_000;

    public string Name => "limit";

    public string Question => "How far is that from what the machine's memory allows?";

    public bool IsQuick => true;

    public void Measure(Session session, Result result)
    {
        var table = result.Table(
            "Measured, and the least that memory would take",
            "work", "measured", "the least, all of it in memory", "factor", "the least, all of it in the caches",
            "factor");
        var size = session.Largest;
        var slots = session.Full ? SlotsOfDay : SlotsOfDay / 10;
        if (session.Results.Value("memory", $"dependent.{MemoryMeasurement.InMemory}.nanoseconds") is not { } far
            || session.Results.Value("memory", $"independent.{MemoryMeasurement.InMemory}.nanoseconds") is not { } wide
            || session.Results.Value("memory", $"dependent.{1 << 20}.nanoseconds") is not { } near
            || session.Results.Value("memory", $"independent.{1 << 20}.nanoseconds") is not { } narrow)
        {
            throw new InvalidOperationException("It needs the results of 'memory': run ./bench --only memory first.");
        }

        if (session.Results.Value("cancellations", $"aged.{size}.perSecond") is { } perSecond)
        {
            Row($"a slot given back, {World.NameOf(size)} aged", 1e9 / perSecond, DependentLoads * far,
                DependentLoads * near, "cold");
        }

        if (session.Results.Value("unblock", $"aged.{size}.{slots}.on1.seconds") is { } seconds)
        {
            Row($"a slot of a day of {World.NameOf(slots)}, {World.NameOf(size)} aged", seconds * 1e9 / slots,
                LinesOfRoll * wide, LinesOfRoll * narrow, "roll");
        }

        result.Notes.Add(
            $"A slot given back cannot be answered in fewer than {DependentLoads} loads of which each needs the one "
            + "before (header of a list, its postings, the entry, the table of identities), at the latency of 1 GiB, "
            + "or of 1 MiB for the caches.");
        result.Notes.Add(
            $"A slot of a day touches at least {LinesOfRoll} lines (its place, ten headers, three of the winner, one "
            + "of who is gone), and may load ten at once. Both are estimates of any layout, not counts of this one; "
            + "the factor says what a better layout could still win, and not more.");

        void Row(string work, double measured, double floor, double cached, string key)
        {
            table.Row(
                work, Figure.Nanoseconds(measured), Figure.Nanoseconds(floor), Figure.Times(measured / floor),
                Figure.Nanoseconds(cached), Figure.Times(measured / cached));
            result.Values[$"{key}.factor"] = measured / floor;
        }
    }
}
