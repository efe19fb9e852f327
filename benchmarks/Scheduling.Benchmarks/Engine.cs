using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks;

/// <summary>The product as it is measured: every call into the index that is not a plain one of IMatcher is here.</summary>
internal static class Engine
{
    /// <summary>The index of one scope with these entries.</summary>
    public static RankIndex Build(WaitingRecord[] entries)
    {
        var index = new RankIndex();
        foreach (var entry in entries)
        {
            index.Join(entry);
        }

        return index;
    }

    /// <summary>The indices of all scopes, made by some threads, each scope by one.</summary>
    public static RankIndex[] Build(WaitingRecord[][] scopes, int threads)
    {
        var indices = new RankIndex[scopes.Length];
        Workers.ForEach(scopes.Length, threads, scope => indices[scope] = Build(scopes[scope]));
        return indices;
    }

    /// <summary>Gives a slot to the first in order whom it fits, who then waits no longer.</summary>
    public static WaitingRecord? Take(RankIndex index, SlotRecord slot, in MatchDay day)
    {
        var first = index.FirstFor(slot, day);
        if (first is not null)
        {
            index.Leave(first.Entry);
        }

        return first;
    }
}
