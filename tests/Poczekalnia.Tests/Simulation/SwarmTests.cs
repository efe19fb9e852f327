using Poczekalnia.Scenarios;
using Poczekalnia.Swarm;
using Scheduling.Domain.Matching;

namespace Poczekalnia.Tests.Simulation;

/// <summary>Fifty random worlds: storm, calm, two matchers, all checkers.</summary>
public sealed class SwarmTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 50)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void After_the_storm_nothing_is_violated_and_both_matchers_gave_the_same_log(int seed) =>
        SwarmRun.Of((ulong)seed).Problems.Should().BeEmpty();

    [Fact]
    public void A_seed_gives_the_same_log_every_time_and_another_seed_another_one()
    {
        var first = LogHashOf(7);

        LogHashOf(7).Should().Be(first);
        LogHashOf(8).Should().NotBe(first);
    }

    [Fact]
    public void The_worlds_hold_every_fault() =>
        Enumerable.Range(1, 50)
            .SelectMany(seed => RandomScenario.Of((ulong)seed).Phases)
            .SelectMany(phase => phase.Faults)
            .Select(fault => fault.Kind)
            .Distinct()
            .Should().BeEquivalentTo(Enum.GetValues<FaultKind>());

    [Fact]
    public void A_matcher_that_skips_the_first_in_order_is_found_out()
    {
        var (log, _) = SwarmRun.Run(RandomScenario.Of(4), () => new Unfair(new NaiveMatcher()));

        SwarmRun.Check(log).Should().Contain(problem => problem.StartsWith("nobody-passed-over"));
    }

    private static string LogHashOf(ulong seed) =>
        SwarmRun.Run(RandomScenario.Of(seed), () => new RankIndex()).Hash;

    /// <summary>Gives every slot to the second in order, where there is one.</summary>
    private sealed class Unfair(NaiveMatcher inner) : IMatcher
    {
        public IReadOnlyCollection<WaitingRecord> Waiting => inner.Waiting;

        public IReadOnlyCollection<SlotRecord> OpenSlots => inner.OpenSlots;

        public void Join(WaitingRecord entry) => inner.Join(entry);

        public void Leave(Scheduling.Domain.EntryId entry) => inner.Leave(entry);

        public void Open(SlotRecord slot) => inner.Open(slot);

        public void Close(Scheduling.Domain.SlotId slot) => inner.Close(slot);

        public WaitingRecord? FirstFor(SlotRecord slot, in MatchDay day)
        {
            var best = Explain.Why(inner, slot, day, 2);
            var chosen = best.Count == 0 ? default : best[^1].Entry;
            return best.Count == 0 ? null : inner.Waiting.First(entry => entry.Entry == chosen);
        }

        public SlotRecord? EarliestFor(WaitingRecord entry, in MatchDay day) => inner.EarliestFor(entry, day);

        public IReadOnlyList<SlotRecord> FirstOpen(int most) => inner.FirstOpen(most);
    }
}
