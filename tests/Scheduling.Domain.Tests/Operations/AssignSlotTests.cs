using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Slots;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Domain.WaitingRoom;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>The matcher gives a slot to an entry, or releases it (states.md §3, <i>assign</i>; §5).</summary>
public sealed class AssignSlotTests
{
    private static readonly AppointmentId Given = Ids.AppointmentOf(Monday.Id, 1);

    private static Story AnnaWaits => Story.Begins().Given(Anna.Refer, Anna.Join);

    [Fact]
    public void A_held_back_slot_goes_to_the_entry_and_its_place_holds_the_referral() =>
        AnnaWaits.Published(Monday).When(Actor.System, Anna.Assign(Monday, 42)).Then(
            On(Monday, new SlotEvent.SlotAssigned(Given, Anna.Entry, 42, TestPolicies.Specialist.Ref, Start)),
            On(Given, Anna.BookedAt(Start, Monday, Actor.System, BookingOrigin.WaitingRoom)),
            On(Anna.Entry, new WaitingEntryEvent.EntryAssigned(Monday.Id, Given, Start)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, Start)));

    [Fact]
    public void An_open_slot_goes_to_an_entry_that_just_joined()
    {
        var appointment = Ids.AppointmentOf(Monday.Id, 2);

        Story.Begins().Open(Monday).Given(Anna.Refer, Anna.Join).When(Actor.System, Anna.Assign(Monday)).Then(
            On(Monday, new SlotEvent.SlotAssigned(appointment, Anna.Entry, 0, TestPolicies.Specialist.Ref, Start)),
            On(appointment, Anna.BookedAt(Start, Monday, Actor.System, BookingOrigin.WaitingRoom)),
            On(Anna.Entry, new WaitingEntryEvent.EntryAssigned(Monday.Id, appointment, Start)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, Start)));
    }

    [Fact]
    public void Only_the_engine_assigns_and_releases() =>
        AnnaWaits.Published(Monday)
            .When(NearStaff, Anna.Assign(Monday)).ThenRefused(Refusals.ActorNotAllowed("system"))
            .When(NearStaff, new ReleaseSlot(Monday.Id, 0)).ThenRefused(Refusals.ActorNotAllowed("system"));

    [Fact]
    public void A_slot_that_somebody_took_is_not_assigned() =>
        AnnaWaits.Given(Piotr.Refer).Open(Monday).Given(Piotr.Book(Monday))
            .When(Actor.System, Anna.Assign(Monday)).ThenRefused(Refusals.SlotTaken);

    [Fact]
    public void A_slot_that_was_withdrawn_is_not_assigned() =>
        AnnaWaits.Published(Monday).Given(new WithdrawSlot(Monday.Id, "the doctor is ill"))
            .When(Actor.System, Anna.Assign(Monday)).ThenRefused(Refusals.SlotNotFree);

    [Fact]
    public void An_entry_that_was_withdrawn_gets_nothing() =>
        AnnaWaits.Published(Monday).Given(new WithdrawEntry(Anna.Entry))
            .When(Actor.System, Anna.Assign(Monday)).ThenRefused(Refusals.EntryNotWaiting);

    [Fact]
    public void An_entry_that_has_a_slot_gets_no_second_one() =>
        AnnaWaits.Published(Monday, Tuesday).Given(Anna.Assign(Monday))
            .When(Actor.System, Anna.Assign(Tuesday)).ThenRefused(Refusals.EntryNotWaiting);

    [Fact]
    public void Nobody_gets_what_is_not_there() =>
        AnnaWaits
            .When(Actor.System, Anna.Assign(Monday)).ThenRefused(Refusals.NotFound(Monday.Id))
            .When(Actor.System, new ReleaseSlot(Monday.Id, 0)).ThenRefused(Refusals.NotFound(Monday.Id));

    [Fact]
    public void A_slot_beyond_the_window_is_locked() =>
        AnnaWaits.Published(Beyond).When(Actor.System, Anna.Assign(Beyond))
            .ThenRefused(Refusals.BeyondWindow(WindowEnd));

    [Fact]
    public void A_slot_of_a_suspended_place_is_not_assigned() =>
        AnnaWaits.Published(Monday).Given(new SuspendPlace(Near, "holidays"))
            .When(Actor.System, Anna.Assign(Monday)).ThenRefused(Refusals.PlaceNotActive);

    [Fact]
    public void While_the_waiting_room_is_off_nothing_is_assigned() =>
        AnnaWaits.Published(Monday).Adopted(TestPolicies.WithoutList)
            .When(Actor.System, Anna.Assign(Monday)).ThenRefused(Refusals.WaitingRoomOff);

    [Fact]
    public void A_slot_for_further_visits_is_never_offered()
    {
        var further = Monday with { Kind = SlotKind.Continuing };

        AnnaWaits.Published(further)
            .When(Actor.System, Anna.Assign(further)).ThenRefused(Refusals.SlotOfOtherKind)
            .When(Actor.System, new ReleaseSlot(further.Id, 0)).ThenRefused(Refusals.SlotOfOtherKind);
    }

    [Theory]
    [InlineData(19, null)]
    [InlineData(20, "lead-time")]
    public void Two_calendar_days_before_the_visit_a_slot_is_still_assigned_and_a_day_later_not(
        int day, string? misfit)
    {
        // The slot lies on the 21st; the hour makes no difference.
        var asked = AnnaWaits.Published(Monday).At(2026, 9, day, 23, 59).When(Actor.System, Anna.Assign(Monday));
        if (misfit is not null)
        {
            asked.ThenRefused(Refusals.EntryDoesNotFit(misfit));
            return;
        }

        var now = Warsaw(2026, 9, day, 23, 59);
        asked.Then(
            On(Monday, new SlotEvent.SlotAssigned(Given, Anna.Entry, 0, TestPolicies.Specialist.Ref, now)),
            On(Given, Anna.BookedAt(now, Monday, Actor.System, BookingOrigin.WaitingRoom)),
            On(Anna.Entry, new WaitingEntryEvent.EntryAssigned(Monday.Id, Given, now)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, now)));
    }

    public static TheoryData<Criteria, string> Misfits => new()
    {
        { new Criteria(PlaceCriterion.At(Far)), "place" },
        { new Criteria(PlaceCriterion.In(TerytCode.Parse("12"))), "place" },
        { new Criteria(PlaceCriterion.Within(RegisterFar.Location, 60)), "place" },
        { new Criteria(Practitioner: new PractitionerId("dr-no")), "practitioner" },
        { new Criteria(From: new LocalDate(2026, 9, 22)), "first-day" },
        { new Criteria(To: new LocalDate(2026, 9, 20)), "last-day" },
        { new Criteria(Days: DaySet.Of(IsoDayOfWeek.Tuesday)), "day-of-week" },
        { new Criteria(Hours: HourSet.Between(10, 12)), "hour" },
        { new Criteria(Mode: VisitMode.Remote), "mode" },
        { new Criteria(MinimumNoticeDays: 15), "notice" },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void A_slot_that_does_not_meet_the_criteria_is_not_given(Criteria criteria, string rule)
    {
        var picky = Anna with { Criteria = criteria };

        Story.Begins().Given(picky.Refer, picky.Join).Published(Monday)
            .When(Actor.System, picky.Assign(Monday)).ThenRefused(Refusals.EntryDoesNotFit(rule));
    }

    [Fact]
    public void A_slot_for_children_is_not_given_to_an_adult()
    {
        var children = Monday with { Ages = new AgeRange(0, 17) };

        AnnaWaits.Published(children).When(Actor.System, Anna.Assign(children))
            .ThenRefused(Refusals.AgeOutside(new AgeRange(0, 17)));
    }

    [Fact]
    public void A_slot_for_which_nobody_waits_is_released_to_the_public() =>
        Story.Begins().Published(Monday).When(Actor.System, new ReleaseSlot(Monday.Id, 7)).Then(
            On(Monday, new SlotEvent.SlotReleased(
                ReleaseReason.NobodyFits, 7, TestPolicies.Specialist.Ref, Start)));

    [Fact]
    public void A_held_back_slot_that_has_grown_too_close_is_released_as_such()
    {
        var late = Warsaw(2026, 9, 20, 0, 0);

        Story.Begins().Published(Monday).At(late).When(Actor.System, new ReleaseSlot(Monday.Id, 7)).Then(
            On(Monday, new SlotEvent.SlotReleased(
                ReleaseReason.TooClose, null, TestPolicies.Specialist.Ref, late)));
    }

    [Fact]
    public void A_slot_is_not_released_before_it_is_due() =>
        Story.Begins().Published(Beyond, Monday).Given(new SuspendPlace(Near, "holidays"))
            .When(Actor.System, new ReleaseSlot(Beyond.Id, 0)).ThenRefused(Refusals.SlotNotDue)
            .When(Actor.System, new ReleaseSlot(Monday.Id, 0)).ThenRefused(Refusals.SlotNotDue);

    [Fact]
    public void A_slot_that_somebody_has_is_not_released() =>
        AnnaWaits.Published(Monday).Given(Anna.Assign(Monday))
            .When(Actor.System, new ReleaseSlot(Monday.Id, 0)).ThenRefused(Refusals.SlotTaken);
}
