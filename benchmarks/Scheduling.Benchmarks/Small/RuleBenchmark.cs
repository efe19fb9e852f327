using BenchmarkDotNet.Attributes;
using Scheduling.Benchmarks.Worlds;
using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks.Small;

/// <summary>What does the rule itself cost, read from the records as they stand in the events?</summary>
public class RuleBenchmark
{
    private const int Questions = 1_000;

    private readonly (WaitingRecord Entry, SlotRecord Slot)[] _pairs = new (WaitingRecord, SlotRecord)[Questions];
    private MatchDay _day;

    [GlobalSetup]
    public void MakePairs()
    {
        var mix = Mix.Read(Path.Combine(AppContext.BaseDirectory, "worlds", "nationwide.yaml"));
        var world = new WorldShelf(mix, CancellationToken.None).Take(10_000, QueueAge.Fresh);
        _day = world.Day;
        var slots = new SlotSource(world.Country, "pairs").GivenBack(Questions);
        for (var pair = 0; pair < _pairs.Length; pair++)
        {
            var ofScope = world.Scopes[slots[pair].Scope];
            _pairs[pair] = (ofScope[pair % ofScope.Length], slots[pair].Slot);
        }
    }

    [Benchmark(Description = "Eligibility.Fits", OperationsPerInvoke = Questions)]
    public int Fits()
    {
        var fitting = 0;
        foreach (var (entry, slot) in _pairs)
        {
            fitting += Eligibility.Fits(entry, slot, _day) ? 1 : 0;
        }

        return fitting;
    }
}
