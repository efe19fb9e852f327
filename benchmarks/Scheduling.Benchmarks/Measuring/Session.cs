using Scheduling.Benchmarks.Reporting;
using Scheduling.Benchmarks.Worlds;

namespace Scheduling.Benchmarks.Measuring;

/// <summary>What the measurements of one run share.</summary>
/// <param name="Full">With the large worlds and all rounds; otherwise as much as a few minutes allow.</param>
/// <param name="Results">Where this run's files go.</param>
/// <param name="Stop">Asked between rounds: a measurement that is stopped leaves nothing running.</param>
internal sealed record Session(
    bool Full, WorldShelf Worlds, ResultFolder Results, ProgressLines Progress, CancellationToken Stop)
{
    /// <summary>How often a thing is measured of which the median is told.</summary>
    public int Rounds => Full ? Measuring.Rounds.Quoted : 3;

    /// <summary>From the size of a town to more than the country.</summary>
    public int[] Sizes => Full ? [10_000, 100_000, 1_000_000, 5_000_000] : [10_000, 100_000, 1_000_000];

    /// <summary>The largest queue of this run.</summary>
    public int Largest => Sizes[^1];

    /// <summary>Says where it stands; throws when it is to stop.</summary>
    public void At(string step)
    {
        Stop.ThrowIfCancellationRequested();
        Progress.Step(step);
    }
}
