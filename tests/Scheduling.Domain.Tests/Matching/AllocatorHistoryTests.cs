using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Tests.Matching;

/// <summary>
/// Random lives of a scope. In each the model judges every member of every group, and the rest after the last: nobody
/// is passed over, nothing is held back, and nobody who waits fits an open slot.
/// </summary>
public sealed class AllocatorHistoryTests
{
    private const int Seeds = 30;

    [Fact]
    public void Groups_of_any_size_decide_the_same()
    {
        var decided = 0;
        for (var seed = 1; seed <= Seeds; seed++)
        {
            var alone = new Life(seed) { Most = 1 }.Live();
            foreach (var most in (int[])[2, 3, 7, 4_000])
            {
                Same(new Life(seed) { Most = most }, alone, seed);
            }

            decided += alone.Count;
        }

        decided.Should().BeGreaterThan(Seeds * 40);
    }

    [Fact]
    public void Both_matchers_decide_the_same()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            Same(new Life(seed, new MatcherShell(() => new NaiveMatcher())), new Life(seed).Live(), seed);
        }
    }

    [Fact]
    public void A_group_rolled_back_leaves_no_trace()
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            Same(new Life(seed) { Most = 3, RollsBack = true }, new Life(seed).Live(), seed);
        }
    }

    [Theory]
    [InlineData(Restart.FromTheLog)]
    [InlineData(Restart.FromWhatWasKept)]
    public void A_restart_goes_on_where_the_last_group_ended(Restart restart)
    {
        for (var seed = 1; seed <= Seeds; seed++)
        {
            // A sweep waits for offers of its days: its turn may come a little earlier when these were made before.
            var calm = new Life(seed) { Most = 2, Restarts = restart, IsCalm = true };
            Same(calm.Live().Where(IsNoSweep), new Life(seed) { IsCalm = true }.Live().Where(IsNoSweep), seed);

            // A place that comes back and another policy offer anew what is open already. Where that is in vain no
            // event says so, and it is offered again: the order may differ, what comes of it may not.
            var decided = new Life(seed) { Most = 2, Restarts = restart }.Live();
            Assert.Equal(Sorted(new Life(seed).Live()), Sorted(decided));
        }
    }

    [Fact]
    public void What_happens_between_groups_is_judged_right()
    {
        for (var seed = 1; seed <= 3 * Seeds; seed++)
        {
            var life = new Life(seed) { Most = 1 + (seed % 3), Interrupts = true, Restarts = (Restart)(seed % 3) };
            Assert.NotEmpty(life.Live());
        }
    }

    private static IEnumerable<string> Sorted(List<Proposal> decided) =>
        decided.Select(member => member.ToString()).Order(StringComparer.Ordinal);

    private static bool IsNoSweep(Proposal member) => member is not Proposal.Sweep;

    private static void Same(Life life, List<Proposal> expected, int seed) => Same(life.Live(), expected, seed);

    private static void Same(IEnumerable<Proposal> decided, IEnumerable<Proposal> expected, int seed)
    {
        var (left, right) = (decided.ToList(), expected.ToList());
        for (var i = 0; i < Math.Max(left.Count, right.Count); i++)
        {
            var (actual, other) = (left.ElementAtOrDefault(i), right.ElementAtOrDefault(i));
            Assert.True(actual == other, $"seed {seed}, decision {i}: {actual} instead of {other}");
        }
    }

    private sealed class Life(int seed, MatcherShell? shell = null)
    {
        private const int Steps = 250;

        private readonly World _world = new(seed);
        private readonly MatcherShell _shell = shell ?? new MatcherShell();

        // What befalls the shell is drawn apart, so that the same things happen in the scope.
        private readonly Dice _mishaps = new(seed + 1_000_000);
        private readonly List<SlotRecord> _taken = [];
        private readonly List<WaitingRecord> _known = [];

        public int Most { get; init; } = 4_000;

        public bool RollsBack { get; init; }

        public Restart Restarts { get; init; }

        /// <summary>Whether places and policy stay as they are, and nobody else releases slots.</summary>
        public bool IsCalm { get; init; }

        public bool Interrupts { get; init; }

        public List<Proposal> Live()
        {
            var day = _world.FirstDay;
            _shell.Now = day.Today.AtMidnight();
            _shell.Tell(at => new MatcherInput.PolicyAdopted(true, day.MinimumLeadDays, at));
            _shell.Tell(at => new MatcherInput.WindowAdvanced(day.Today.PlusDays(5), at));
            foreach (var place in _world.Places.Skip(1))
            {
                _shell.Tell(at => new MatcherInput.PlaceActive(place.Place, at));
            }

            for (var step = 0; step < Steps; step++)
            {
                Happen();
                if (_world.Dice.OneIn(3))
                {
                    Run();
                }
            }

            _shell.RunToRest(Most);
            return _shell.Decided;
        }

        private void Run()
        {
            while (!_shell.Allocator.IsIdle)
            {
                if (Restarts != Restart.None && _mishaps.OneIn(4))
                {
                    _shell.Start(Restarts, _mishaps);
                }

                if (RollsBack)
                {
                    RollOneBack();
                }

                _shell.RunGroup(Most);
                if (Interrupts && _mishaps.OneIn(3))
                {
                    return;
                }
            }

            _shell.RunToRest(Most);
        }

        private void RollOneBack()
        {
            var size = 1 + _mishaps.Below(5);

            // Slots that have started drop out for good with the first proposal after.
            _shell.Allocator.OpenSlots.First(0, _shell.Now);
            var before = StateHash.Of(_shell.Feed);
            if (_shell.Allocator.Propose(_shell.Now, size) is { Count: > 0 })
            {
                StateHash.Of(_shell.Feed).Should().NotBe(before);
                _shell.Allocator.Rollback();
                StateHash.Of(_shell.Feed).Should().Be(before, "seed {0}", seed);
            }
        }

        private void Happen()
        {
            var dice = _world.Dice;
            switch (dice.Below(20))
            {
                case 0 or 1 or 2: Join(_world.Entry(_taken)); break;
                case 3 when Some(_shell.Model.Waiting.Values) is { } entry: Join(_world.Changed(entry)); break;
                case 4 when Some(_shell.Model.Waiting.Values) is { } entry:
                    _shell.Tell(at => new MatcherInput.EntryGone(entry.Entry, at));
                    break;
                case 5 when Some(_known) is { } entry && Some(_taken) is { } left:
                    Join(entry with { LeftSlots = [left.Slot] });
                    break;
                case 6 or 7 or 8 or 9: Publish(_world.Slot(), released: false); break;
                case 10: Publish(_world.Slot(), released: !IsCalm); break;
                case 11 when Some(_taken) is { } slot && !_shell.Model.Free.ContainsKey(slot.Slot):
                    Publish(slot, released: false);
                    break;
                case 12 or 13 when Some(_shell.Model.Free.Values.Select(free => free.Record)) is { } slot:
                    _shell.Tell(at => new MatcherInput.SlotGone(slot.Slot, at));
                    _taken.Add(slot);
                    break;
                case 14 or 15 when !IsCalm: Reorganise(dice); break;
                case 16: Pass(dice); break;
                default: break;
            }
        }

        private void Join(WaitingRecord entry)
        {
            _known.Add(entry);
            _shell.Tell(at => new MatcherInput.EntryWaits(entry, at));
        }

        private void Publish(SlotRecord slot, bool released)
        {
            if (slot.Start <= _shell.Now)
            {
                return;
            }

            _taken.Add(slot);
            _shell.Tell(at => new MatcherInput.SlotHeldBack(slot, at));
            if (released)
            {
                _shell.Tell(at => new MatcherInput.SlotReleased(slot.Slot, null, at));
            }
        }

        private void Reorganise(Dice dice)
        {
            var place = dice.Of([.. _world.Places]).Place;
            switch (dice.Below(8))
            {
                case 0 or 1 or 2: _shell.Tell(at => new MatcherInput.PlaceActive(place, at)); break;
                case 3 or 4: _shell.Tell(at => new MatcherInput.PlaceInactive(place, at)); break;
                case 5 when dice.OneIn(3):
                    var end = _shell.Now.Date.PlusDays(dice.Below(9));
                    _shell.Tell(at => new MatcherInput.ContractEnds(place, end, at));
                    break;
                case 6:
                    var (waitingRoom, leadDays) = (!dice.OneIn(3), dice.Below(4));
                    _shell.Tell(at => new MatcherInput.PolicyAdopted(waitingRoom, leadDays, at));
                    break;
                default: break;
            }
        }

        private void Pass(Dice dice)
        {
            _shell.Now = _shell.Now.PlusHours(dice.Of(1, 8, 24));
            if (_shell.Now.Date.PlusDays(5) is var through && through > _shell.Model.Through)
            {
                _shell.Tell(at => new MatcherInput.WindowAdvanced(through, at));
            }
        }

        private T? Some<T>(IEnumerable<T> items)
            where T : class
        {
            var list = items.ToList();
            return list.Count == 0 ? null : list[_world.Dice.Below(list.Count)];
        }
    }
}
