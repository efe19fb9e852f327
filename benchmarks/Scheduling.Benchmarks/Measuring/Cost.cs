using System.Diagnostics;

namespace Scheduling.Benchmarks.Measuring;

/// <summary>What a piece of work cost.</summary>
/// <param name="Wall">By the clock on the wall.</param>
/// <param name="Cpu">Of all threads of the process; on a busy machine less of the wall is ours.</param>
/// <param name="AllocatedBytes">On the managed heap, by all threads.</param>
/// <param name="Collections">Collections of any generation.</param>
/// <param name="Pause">For which collections stopped everybody.</param>
public readonly record struct Cost(
    TimeSpan Wall, TimeSpan Cpu, long AllocatedBytes, int Collections, TimeSpan Pause)
{
    /// <summary>Does the work and says what it cost. What earlier work left behind is collected first.</summary>
    public static Cost Of(Action work)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        var (collections, pause) = (Total(), GC.GetTotalPauseDuration());
        var (cpu, allocated) = (process.TotalProcessorTime, GC.GetTotalAllocatedBytes(precise: true));
        var start = Stopwatch.GetTimestamp();
        work();
        var wall = Stopwatch.GetElapsedTime(start);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        process.Refresh();
        return new Cost(
            wall,
            process.TotalProcessorTime - cpu,
            allocated,
            Total() - collections,
            GC.GetTotalPauseDuration() - pause);
    }

    // A collection of a generation counts among those of the younger ones too.
    private static int Total() => GC.CollectionCount(0);
}
