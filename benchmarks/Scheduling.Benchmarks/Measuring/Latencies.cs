using System.Diagnostics;

namespace Scheduling.Benchmarks.Measuring;

/// <summary>How long each of many single operations took, and what part of them took no longer.</summary>
public sealed class Latencies(int capacity)
{
    private readonly long[] _ticks = new long[capacity];
    private int _count;
    private bool _sorted;

    public int Count => _count;

    /// <summary>Nanoseconds of one look at the clock twice; part of every figure here, for none is corrected.</summary>
    public static double OverheadNanoseconds { get; } = Overhead();

    public void Clear() => (_count, _sorted) = (0, false);

    public void Add(long startTimestamp) => _ticks[_count++] = Stopwatch.GetTimestamp() - startTimestamp;

    /// <summary>In nanoseconds: no more than one in 1/(1 − part) took longer.</summary>
    public double Percentile(double part)
    {
        if (!_sorted)
        {
            Array.Sort(_ticks, 0, _count);
            _sorted = true;
        }

        var index = Math.Clamp((int)Math.Ceiling(part * _count) - 1, 0, _count - 1);
        return _ticks[index] * (1e9 / Stopwatch.Frequency);
    }

    private static double Overhead()
    {
        var latencies = new Latencies(10_000);
        for (var pass = 0; pass < latencies._ticks.Length; pass++)
        {
            latencies.Add(Stopwatch.GetTimestamp());
        }

        return latencies.Percentile(0.5);
    }
}
