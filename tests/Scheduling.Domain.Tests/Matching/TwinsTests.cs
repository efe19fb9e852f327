using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Tests.Matching;

/// <summary>The fast matcher is the plain one, only faster: same history, same answers, same content.</summary>
public sealed class TwinsTests
{
    [Fact]
    public void Agree_after_any_history()
    {
        var found = 0;
        for (var seed = 1; seed <= 120; seed++)
        {
            found += new History(seed).Run(steps: 250, usual: 40);
        }

        // An answer of nothing proves little.
        found.Should().BeGreaterThan(3_000);
    }

    [Fact]
    public void Agree_when_the_lists_are_long()
    {
        for (var seed = 1; seed <= 2; seed++)
        {
            new History(1_000 + seed).Run(steps: 5_000, usual: 1_200).Should().BeGreaterThan(500);
        }
    }

    [Fact]
    public void A_search_allocates_nothing()
    {
        var history = new History(7);
        history.Run(steps: 2_000, usual: 500);
        history.BytesOfASearch().Should().Be(0);
    }

    private sealed class History(int seed)
    {
        private readonly World _world = new(seed);
        private readonly NaiveMatcher _naive = new();
        private readonly RankIndex _fast = new();
        private readonly List<WaitingRecord> _entries = [];
        private readonly List<SlotRecord> _slots = [];
        private MatchDay _day = new World(seed).FirstDay;
        private int _found;

        /// <summary>Does so many things, keeping about the usual number of entries; gives the answers found.</summary>
        public int Run(int steps, int usual)
        {
            for (var step = 0; step < steps; step++)
            {
                Do(usual);
            }

            StateHash.Of(_fast).Should().Be(StateHash.Of(_naive), "seed {0}", seed);
            return _found;
        }

        public long BytesOfASearch()
        {
            var (slot, entry) = (_slots[0], _entries[0]);
            _fast.FirstFor(slot, _day);
            _fast.EarliestFor(entry, _day);
            var before = GC.GetAllocatedBytesForCurrentThread();
            foreach (var other in _slots)
            {
                _fast.FirstFor(other, _day);
            }

            foreach (var other in _entries)
            {
                _fast.EarliestFor(other, _day);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }

        private void Do(int usual)
        {
            var dice = _world.Dice;
            switch (dice.Below(12))
            {
                case 0 or 1 or 2: Join(_world.Entry(_slots)); break;
                case 3 when _entries.Count > 0: Join(_world.Changed(_entries[dice.Below(_entries.Count)])); break;
                case 4 when _entries.Count > usual: Leave(_entries[dice.Below(_entries.Count)].Entry); break;
                case 5 or 6: Open(_world.Slot()); break;
                case 7 when _slots.Count > usual / 2: Close(_slots[dice.Below(_slots.Count)].Slot); break;
                case 8 when dice.OneIn(usual): Step(dice); break;
                case 9: AskFor(_world.Entry(_slots)); break;
                case 10 when _slots.Count > 0: AskFor(_slots[dice.Below(_slots.Count)]); break;
                case 10 or 11: AskFor(_world.Slot()); break;
                default: break;
            }
        }

        private void Step(Dice dice)
        {
            var today = _day.Today.PlusDays(dice.Below(2));
            _day = new MatchDay(today, today.PlusDays(10), dice.Below(4));
        }

        private void Join(WaitingRecord entry)
        {
            _entries.RemoveAll(other => other.Entry == entry.Entry);
            _entries.Add(entry);
            Both(matcher => matcher.Join(entry));
            AskFor(entry);
        }

        private void Leave(EntryId entry)
        {
            _entries.RemoveAll(other => other.Entry == entry);
            Both(matcher => matcher.Leave(entry));
        }

        private void Open(SlotRecord slot)
        {
            _slots.Add(slot);
            Both(matcher => matcher.Open(slot));
        }

        private void Close(SlotId slot)
        {
            _slots.RemoveAll(other => other.Slot == slot);
            Both(matcher => matcher.Close(slot));
        }

        private void AskFor(SlotRecord slot)
        {
            var expected = _naive.FirstFor(slot, _day);
            _found += expected is null ? 0 : 1;
            if (!ReferenceEquals(expected, _fast.FirstFor(slot, _day)))
            {
                Assert.Fail($"seed {seed}: {slot} is not for {expected}");
            }

            if (expected is not null && _world.Dice.OneIn(3))
            {
                Leave(expected.Entry);
            }
        }

        private void AskFor(WaitingRecord entry)
        {
            var expected = _naive.EarliestFor(entry, _day);
            _found += expected is null ? 0 : 1;
            if (!ReferenceEquals(expected, _fast.EarliestFor(entry, _day)))
            {
                Assert.Fail($"seed {seed}: {entry} does not get {expected}");
            }
        }

        private void Both(Action<IMatcher> change)
        {
            change(_naive);
            change(_fast);
        }
    }
}
