using Scheduling.Domain.Matching;
using static Scheduling.Domain.Tests.Matching.Given;

namespace Scheduling.Domain.Tests.Matching;

/// <summary>When a free first-time slot is whose (states.md §5), rule by rule.</summary>
public sealed class AllocatorTests
{
    private readonly MatcherShell _shell = new() { Now = Today.AtMidnight() };

    public AllocatorTests()
    {
        Adopt(waitingRoom: true, leadDays: 2);
        Advance(40);
        Activate(Katowice);
        _shell.RunToRest();
        _shell.Decided.Clear();
    }

    [Fact]
    public void A_freed_slot_goes_to_the_first_in_order()
    {
        Join(Entry(2));
        Join(Entry(1));
        Join(Entry(3, @class: AllocationClass.Urgent));
        HoldBack(Slot(1));
        Rest().Should().Equal(Assign(1, 3));
    }

    [Fact]
    public void A_slot_that_nobody_wants_is_released()
    {
        Join(Entry(1, new Criteria(PlaceCriterion.At(Bielsko.Place))));
        HoldBack(Slot(1));
        Rest().Should().Equal(Release(1));
    }

    [Fact]
    public void Single_slots_are_offered_as_they_came()
    {
        Join(Entry(1));
        HoldBack(Slot(1, inDays: 20));
        HoldBack(Slot(2, inDays: 10));
        Rest().Should().Equal(Assign(1, 1), Release(2));
    }

    [Fact]
    public void A_day_unblocked_is_offered_in_slot_order()
    {
        HoldBack(Slot(1, inDays: 41, hour: 12));
        HoldBack(Slot(2, inDays: 41, hour: 9));
        HoldBack(Slot(3, inDays: 42, hour: 8));
        Join(Entry(1));
        Rest().Should().BeEmpty("the day is locked");

        Advance(41);
        Rest().Should().Equal(Assign(2, 1), Release(1), Sweep(41));
    }

    [Fact]
    public void A_publish_that_loses_the_race_with_the_unblock_is_offered_before_the_sweep()
    {
        Join(Entry(1));
        Advance(41);
        HoldBack(Slot(1, inDays: 41));
        Rest().Should().Equal(Assign(1, 1), Sweep(41));
    }

    [Fact]
    public void A_slot_freed_after_its_day_was_swept_is_offered_again()
    {
        HoldBack(Slot(1));
        Rest();
        Take(1);
        Join(Entry(1));
        Rest().Should().BeEmpty();

        HoldBack(Slot(1));
        Rest().Should().Equal(Assign(1, 1));
    }

    [Fact]
    public void A_slot_of_a_place_that_is_not_active_waits_for_activation()
    {
        HoldBack(Slot(1, place: Bielsko, hour: 12));
        HoldBack(Slot(2, place: Bielsko, hour: 9));
        HoldBack(Slot(3, inDays: 41, place: Bielsko));
        Join(Entry(1));
        Rest().Should().BeEmpty();

        Advance(41);
        Rest().Should().Equal(Sweep(41));

        Activate(Bielsko);
        Rest().Should().Equal(Assign(2, 1), Release(1), Release(3));
    }

    [Fact]
    public void A_suspended_place_keeps_its_slots_until_it_is_resumed()
    {
        HoldBack(Slot(1));
        Rest().Should().Equal(Release(1));
        _shell.Tell(at => new MatcherInput.PlaceInactive(Katowice.Place, at));
        _shell.Book.OpenSlots.Should().BeEmpty();
        HoldBack(Slot(2));
        Join(Entry(1));
        Rest().Should().BeEmpty();

        Activate(Katowice);
        Rest().Should().Equal([Assign(1, 1), Release(2)], "an open slot is offered too to who came meanwhile");
    }

    [Fact]
    public void Slots_without_a_contract_are_not_offered()
    {
        HoldBack(Slot(1, inDays: 10));
        Rest();
        _shell.Tell(at => new MatcherInput.ContractEnds(Katowice.Place, Today.PlusDays(10), at));
        _shell.Book.OpenSlots.Should().BeEmpty();
        Join(Entry(1));
        HoldBack(Slot(2, inDays: 11));
        HoldBack(Slot(3, inDays: 9));
        Rest().Should().Equal(Assign(3, 1));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Closer_than_the_lead_time_a_slot_is_released_and_given_to_nobody(int inDays, bool given)
    {
        Join(Entry(1));
        HoldBack(Slot(1, inDays));
        Rest().Should().Equal(given ? Assign(1, 1) : (Proposal)Release(1));
    }

    [Fact]
    public void A_slot_that_grew_too_close_while_no_matcher_ran_is_released()
    {
        Join(Entry(1));
        HoldBack(Slot(1, inDays: 2));
        _shell.Now = Today.PlusDays(1).AtMidnight();
        Rest().Should().Equal(Release(1));
    }

    [Fact]
    public void A_slot_that_has_started_is_over()
    {
        HoldBack(Slot(1, inDays: 1, hour: 10));
        _shell.Now = Slot(1, inDays: 1, hour: 10).Start;
        Rest().Should().BeEmpty();
    }

    [Fact]
    public void With_the_waiting_room_off_everything_due_is_released()
    {
        Join(Entry(1));
        Adopt(waitingRoom: false, leadDays: 2);
        HoldBack(Slot(1));
        HoldBack(Slot(2, inDays: 41));
        Advance(41);
        Rest().Should().Equal(Release(1), Release(2), Sweep(41));
    }

    [Fact]
    public void A_policy_adopted_has_every_entry_tried_once()
    {
        Join(Entry(2, new Criteria(MinimumNoticeDays: 1)));
        Join(Entry(1));
        HoldBack(Slot(1, inDays: 1, hour: 12));
        HoldBack(Slot(2, inDays: 1, hour: 9));
        Rest().Should().Equal(Release(1), Release(2));

        Adopt(waitingRoom: true, leadDays: 1);
        Rest().Should().Equal(Assign(2, 1), Assign(1, 2));
    }

    [Fact]
    public void Who_joins_gets_the_earliest_open_slot_that_fits()
    {
        HoldBack(Slot(1, inDays: 20));
        HoldBack(Slot(2, inDays: 10));
        HoldBack(Slot(3, inDays: 1));
        Rest();
        Join(Entry(1));
        Rest().Should().Equal(Assign(2, 1));
    }

    [Fact]
    public void Who_asks_for_less_is_tried_again()
    {
        HoldBack(Slot(1));
        Join(Entry(1, new Criteria(PlaceCriterion.At(Bielsko.Place))));
        Rest().Should().Equal(Release(1));
        Join(Entry(1));
        Rest().Should().Equal(Assign(1, 1));
    }

    [Fact]
    public void Who_left_a_slot_does_not_get_it_back()
    {
        Join(Entry(1) with { LeftSlots = [Slot(1).Slot] });
        HoldBack(Slot(1));
        Rest().Should().Equal(Release(1));
        Join(Entry(2));
        Rest().Should().Equal(Assign(1, 2));
    }

    [Fact]
    public void Of_two_who_come_at_once_the_better_right_chooses_first()
    {
        HoldBack(Slot(1));
        Rest();
        Join(Entry(1));
        Join(Entry(2, @class: AllocationClass.Urgent));
        Rest().Should().Equal(Assign(1, 2));
    }

    [Fact]
    public void Who_was_not_yet_tried_gets_an_earlier_open_slot_before_a_later_one_on_offer()
    {
        HoldBack(Slot(1, inDays: 10));
        Rest();
        HoldBack(Slot(2, inDays: 20));
        Join(Entry(1));
        Join(Entry(2));
        Rest().Should().Equal(Assign(1, 1), Assign(2, 2));
    }

    [Fact]
    public void A_release_decided_elsewhere_is_checked_against_who_waits()
    {
        Join(Entry(1));
        Rest();
        HoldBack(Slot(1));
        _shell.Tell(at => new MatcherInput.SlotReleased(Slot(1).Slot, null, at));
        Rest().Should().Equal(Assign(1, 1));
    }

    [Fact]
    public void A_slot_taken_before_its_turn_is_left_alone()
    {
        Join(Entry(1));
        HoldBack(Slot(1));
        Take(1);
        Rest().Should().BeEmpty();
    }

    [Fact]
    public void Nothing_happens_before_there_is_a_window_or_a_policy()
    {
        var shell = new MatcherShell();
        shell.Tell(at => new MatcherInput.PlaceActive(Katowice.Place, at));
        shell.Tell(at => new MatcherInput.EntryWaits(Entry(1), at));
        shell.Tell(at => new MatcherInput.SlotHeldBack(Slot(1), at));
        shell.RunToRest().Should().BeEmpty();
    }

    [Fact]
    public void While_a_group_is_in_flight_the_log_and_the_next_group_wait()
    {
        HoldBack(Slot(1));
        _shell.Allocator.Propose(Today, 10).Should().ContainSingle();

        FluentActions.Invoking(() => _shell.Allocator.Propose(Today, 10)).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => _shell.Feed.ReadTo(100)).Should().Throw<InvalidOperationException>();

        _shell.Allocator.Rollback();
        _shell.Allocator.Propose(Today, 10).Should().Equal(new Proposal.Release(Slot(1).Slot, _shell.Position));
    }

    [Fact]
    public void The_public_sees_the_open_slots_also_those_too_close_for_the_list()
    {
        HoldBack(Slot(1, inDays: 1));
        HoldBack(Slot(2, inDays: 10, hour: 12));
        HoldBack(Slot(3, inDays: 41));
        Join(Entry(1, new Criteria(Hours: HourSet.Between(7, 9))));
        _shell.Allocator.OpenSlots.HeldBackDueCount.Should().Be(2);
        Rest();

        var (open, now) = (_shell.Allocator.OpenSlots, _shell.Now);
        open.First(10, now).Should().Equal(Slot(1, inDays: 1), Slot(2, inDays: 10, hour: 12));
        open.First(1, now).Should().ContainSingle();
        open.EarliestFor(Criteria.None, AgeRange.Adult, now)!.Slot.Should().Be(Slot(1).Slot);
        var atNoon = new Criteria(Hours: HourSet.Between(12, 13));
        open.EarliestFor(atNoon, AgeRange.Adult, now)!.Slot.Should().Be(Slot(2).Slot);
        open.EarliestFor(Criteria.None, AgeRange.Adult, now.PlusHours(34))!.Slot.Should().Be(Slot(2).Slot);
        (open.WaitingCount, open.OpenCount, open.HeldBackDueCount).Should().Be((1, 1, 0));
    }

    private static Proposal.Assign Assign(int slot, int entry) => new(Slot(slot).Slot, Entry(entry).Entry, 0);

    private static Proposal.Release Release(int slot) => new(Slot(slot).Slot, 0);

    private static Proposal.Sweep Sweep(int inDays) => new(Today.PlusDays(inDays), 0);

    private IReadOnlyList<Proposal> Rest() => _shell.RunToRest();

    private void Join(WaitingRecord entry) => _shell.Tell(at => new MatcherInput.EntryWaits(entry, at));

    private void HoldBack(SlotRecord slot) => _shell.Tell(at => new MatcherInput.SlotHeldBack(slot, at));

    private void Take(int slot) => _shell.Tell(at => new MatcherInput.SlotGone(Slot(slot).Slot, at));

    private void Activate(PlaceRecord place) => _shell.Tell(at => new MatcherInput.PlaceActive(place.Place, at));

    private void Advance(int inDays) => _shell.Tell(at => new MatcherInput.WindowAdvanced(Today.PlusDays(inDays), at));

    private void Adopt(bool waitingRoom, int leadDays) =>
        _shell.Tell(at => new MatcherInput.PolicyAdopted(waitingRoom, leadDays, at));
}
