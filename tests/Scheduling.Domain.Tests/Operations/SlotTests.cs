using NodaTime;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Slots;
using Scheduling.Domain.Tests.Operations.Language;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>Slots are published and withdrawn, and whose they are at first (states.md §5).</summary>
public sealed class SlotTests
{
    private static readonly PolicyRef Policy = TestPolicies.Specialist.Ref;

    private static SlotEvent.SlotReleased Released(ReleaseReason reason, Instant at) => new(reason, null, Policy, at);

    [Fact]
    public void A_slot_that_can_be_offered_to_the_list_is_held_back() =>
        Story.Begins().When(NearStaff, Monday.Publish).Then(On(Monday, Monday.PublishedAt(Start)));

    [Fact]
    public void Two_days_ahead_it_can_be_offered_and_a_day_ahead_it_is_open_at_once()
    {
        var inTwoDays = new Term("two", Near, new LocalDateTime(2026, 9, 9, 0, 0));
        var tomorrow = new Term("one", Near, new LocalDateTime(2026, 9, 8, 23, 59));

        Story.Begins()
            .When(NearStaff, inTwoDays.Publish).Then(On(inTwoDays, inTwoDays.PublishedAt(Start)))
            .When(NearStaff, tomorrow.Publish).Then(
                On(tomorrow, tomorrow.PublishedAt(Start)),
                On(tomorrow, Released(ReleaseReason.TooClose, Start)));
    }

    [Fact]
    public void The_lead_time_is_counted_in_days_and_not_in_hours()
    {
        // A quarter of an hour after midnight the slot of the 9th is one day away.
        var (term, now) = (new Term("two", Near, new LocalDateTime(2026, 9, 9, 23, 0)), Warsaw(2026, 9, 8, 0, 15));

        Story.Begins().At(now).When(NearStaff, term.Publish).Then(
            On(term, term.PublishedAt(now)),
            On(term, Released(ReleaseReason.TooClose, now)));
    }

    [Fact]
    public void Beyond_the_window_a_slot_is_locked_and_waits_for_its_day() =>
        Story.Begins().Adopted(TestPolicies.WithoutList).When(NearStaff, Beyond.Publish).Then(
            On(Beyond, Beyond.PublishedAt(Start)));

    [Fact]
    public void Of_a_place_that_is_not_active_a_slot_is_not_open_whatever_its_day() =>
        Story.BeforeActivation().When(NearStaff, Today.Publish).Then(On(Today, Today.PublishedAt(Start)));

    [Fact]
    public void Where_the_waiting_room_is_off_a_slot_is_open_at_once() =>
        Story.Begins().Adopted(TestPolicies.WithoutList).When(NearStaff, Monday.Publish).Then(
            On(Monday, Monday.PublishedAt(Start)),
            On(Monday, new SlotEvent.SlotReleased(
                ReleaseReason.WaitingRoomOff, null, TestPolicies.WithoutList.Ref, Start)));

    [Fact]
    public void A_slot_for_further_visits_is_never_released()
    {
        var further = Today with { Kind = SlotKind.Continuing };

        Story.Begins().When(NearStaff, further.Publish).Then(On(further, further.PublishedAt(Start)));
    }

    [Fact]
    public void A_slot_whose_start_has_passed_is_over_and_no_event_says_so()
    {
        var past = new Term("past", Near, new LocalDateTime(2026, 9, 7, 9, 59));

        Story.Begins().When(NearStaff, past.Publish).Then(On(past, past.PublishedAt(Start)))
            .When(Actor.System, new ReleaseSlot(past.Id, 0)).ThenRefused(Refusals.SlotNotDue);
    }

    [Fact]
    public void A_day_plan_is_published_whole()
    {
        var soon = new Term("soon", Near, new LocalDateTime(2026, 9, 8, 9, 0));

        Story.Begins().When(NearStaff, Plan(Monday, soon)).Then(
            On(Monday, Monday.PublishedAt(Start)),
            On(soon, soon.PublishedAt(Start)),
            On(soon, Released(ReleaseReason.TooClose, Start)));
    }

    [Fact]
    public void A_day_plan_is_published_whole_or_not_at_all()
    {
        var bad = new PublishDayPlan(Near, Cardiology,
            [new(Monday.Id, Monday.Offer), new(Tuesday.Id, Tuesday.Offer with { Minutes = 0 })]);

        Story.Begins().When(NearStaff, bad).ThenRefused(Refusals.Malformed("minutes", "it must be 1 to 1440"))
            .When(NearStaff, Plan(Monday, Smear)).ThenRefused(Refusals.SlotOfOtherScope)
            .When(FarStaff, Plan(Monday)).ThenRefused(Refusals.OtherPlace(Near))
            .World.StateOf(Monday).Should().BeOfType<Slot.Absent>();
    }

    [Fact]
    public void A_day_plan_has_at_most_two_hundred_slots()
    {
        var slots = Enumerable.Range(0, 201)
            .Select(i => new Term($"{i}", Near, Monday.StartAt.PlusMinutes(2 * i))).ToArray();

        Story.Begins()
            .When(NearStaff, Plan(slots)).ThenRefused(Refusals.PlanTooLong(200))
            .When(NearStaff, Plan(slots[..200])).Then(
                [.. slots[..200].Select(term => On(term, term.PublishedAt(Start)))]);
    }

    [Fact]
    public void Another_offer_under_the_same_identity_is_refused() =>
        Story.Begins().Published(Monday)
            .When(NearStaff, Monday.Publish).ThenNothing()
            .When(NearStaff, Monday.Publish with { Offer = Tuesday.Offer })
            .ThenRefused(Refusals.AlreadyExists(Monday.Id))
            .When(FarStaff, Monday.Publish with { Place = Far }).ThenRefused(Refusals.AlreadyExists(Monday.Id));

    [Fact]
    public void An_offer_makes_sense() =>
        Story.Begins()
            .When(NearStaff, (Monday with { Ages = new AgeRange(18, 0) }).Publish)
            .ThenRefused(Refusals.Malformed("ages", "the first is greater than the last"))
            .When(NearStaff, Monday.Publish with { Offer = Monday.Offer with { Minutes = 1441 } })
            .ThenRefused(Refusals.Malformed("minutes", "it must be 1 to 1440"));

    [Fact]
    public void Only_the_place_publishes_and_only_what_it_offers()
    {
        var orthopaedic = Monday with { Scope = Orthopaedics };

        Story.Begins()
            .When(FarStaff, Monday.Publish).ThenRefused(Refusals.OtherPlace(Near))
            .When(Monday.Publish).ThenRefused(Refusals.ActorNotAllowed("staff of the place"))
            .When(NearStaff, orthopaedic.Publish).ThenRefused(Refusals.ScopeNotOpen(Orthopaedics))
            .Given(new OpenScope(Orthopaedics, Policy))
            .When(NearStaff, orthopaedic.Publish).ThenRefused(Refusals.PlaceLacksScope(Orthopaedics))
            .When(Actor.System, (Monday with { Place = Nowhere }).Publish).ThenRefused(Refusals.NotFound(Nowhere));
    }

    [Fact]
    public void A_free_slot_is_withdrawn_with_a_reason() =>
        Story.Begins().Published(Monday)
            .When(NearStaff, new WithdrawSlot(Monday.Id, " ")).ThenRefused(Refusals.ReasonMissing)
            .When(NearStaff, new WithdrawSlot(Monday.Id, new string('x', 501)))
            .ThenRefused(Refusals.Malformed("reason", "it is longer than 500 characters"))
            .When(FarStaff, new WithdrawSlot(Monday.Id, "illness")).ThenRefused(Refusals.OtherPlace(Near))
            .When(NearStaff, new WithdrawSlot(Monday.Id, "illness")).Then(
                On(Monday, new SlotEvent.SlotWithdrawn("illness", Start)))
            .When(NearStaff, new WithdrawSlot(Tuesday.Id, "illness")).ThenRefused(Refusals.NotFound(Tuesday.Id));

    [Fact]
    public void A_slot_that_somebody_has_or_had_is_not_withdrawn() =>
        Story.Begins().Given(Anna.Refer).Open(Monday).Given(Anna.Book(Monday))
            .When(NearStaff, new WithdrawSlot(Monday.Id, "illness")).ThenRefused(Refusals.SlotTaken)
            .At(2026, 9, 21).Given(new FulfilAppointment(Anna.Visit))
            .When(NearStaff, new WithdrawSlot(Monday.Id, "illness")).ThenRefused(Refusals.SlotNotFree);

    private static PublishDayPlan Plan(params Term[] terms) =>
        new(Near, Cardiology, ValueList.From(terms.Select(term => new PlannedSlot(term.Id, term.Offer))));
}
