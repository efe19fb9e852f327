namespace Scheduling.Domain.Matching;

/// <summary>Somebody who was eligible for a slot.</summary>
/// <param name="Place">1 for the first in order.</param>
public sealed record Candidate(int Place, EntryId Entry, OrderKey Order);

/// <summary>Why an entry did not get a slot.</summary>
public abstract record WhyNot
{
    private WhyNot()
    {
    }

    /// <summary>A rule kept it out; of several the first in the order of <see cref="Misfit"/>.</summary>
    public sealed record Ineligible(Misfit Rule) : WhyNot;

    /// <summary>It was eligible, and somebody with a better right was too.</summary>
    public sealed record Outranked(EntryId By, OrderKey Order) : WhyNot;

    /// <summary>Nothing kept it out: on that day it was the first in order.</summary>
    public sealed record WasFirst : WhyNot;
}

/// <summary>Answers <c>why</c> and <c>why-not</c> from what a matcher holds.</summary>
public static class Explain
{
    /// <summary>The first entries in order that are eligible for a slot, the winner first.</summary>
    public static IReadOnlyList<Candidate> Why(IOrderBook book, SlotRecord slot, MatchDay day, int most = 5) =>
    [
        .. book.Waiting
            .Where(entry => Eligibility.Fits(entry, slot, day))
            .Order(Comparer<WaitingRecord>.Create(Precedence.Compare))
            .Take(most)
            .Select((entry, index) => new Candidate(index + 1, entry.Entry, entry.Order)),
    ];

    /// <summary>What stood between an entry and a slot; neither need stand in the book.</summary>
    public static WhyNot WhyNot(IMatcher book, WaitingRecord entry, SlotRecord slot, in MatchDay day)
    {
        if (Eligibility.Check(entry, slot, day) is { } rule)
        {
            return new WhyNot.Ineligible(rule);
        }

        return book.FirstFor(slot, day) is { } winner && Precedence.Compare(winner, entry) < 0
            ? new WhyNot.Outranked(winner.Entry, winner.Order)
            : new WhyNot.WasFirst();
    }
}
