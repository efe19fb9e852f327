using Scheduling.Benchmarks.Worlds;
using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks;

/// <summary>The product as it is measured: how an index is made, and how a slot is given away.</summary>
internal static class Engine
{
    /// <summary>The index of one scope with these entries, in the order in which they are given.</summary>
    public static RankIndex Build(WaitingRecord[] entries, RankTuning? tuning = null)
    {
        var index = new RankIndex(tuning ?? RankTuning.Default);
        index.Load(entries);
        return index;
    }

    /// <summary>The indices of all scopes, made by some threads, each scope by one.</summary>
    public static RankIndex[] Build(WaitingRecord[][] scopes, int threads, RankTuning? tuning = null)
    {
        var indices = new RankIndex[scopes.Length];
        Workers.ForEach(scopes.Length, threads, scope => indices[scope] = Build(scopes[scope], tuning));
        return indices;
    }

    /// <summary>
    /// The indices of all scopes as in an engine that runs: each has met its places, for it has been asked about a slot
    /// of every one.
    /// </summary>
    public static RankIndex[] Running(World world, RankTuning? tuning = null)
    {
        var indices = Build(world.Scopes, Environment.ProcessorCount, tuning);
        var day = world.Day;
        foreach (var (scope, slot) in new SlotSource(world.Country, "asked before").OfEachClinic())
        {
            indices[scope].FirstFor(slot, day);
        }

        return indices;
    }

    /// <summary>Gives a slot to the first in order whom it fits, who then waits no longer.</summary>
    public static WaitingRecord? Take(RankIndex index, SlotRecord slot, in MatchDay day) =>
        index.TakeFirstFor(slot, day);
}
