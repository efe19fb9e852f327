using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Slots;
using Scheduling.Domain.Tests.Operations.Language;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>A date is changed by the patient or by the place (states.md §3).</summary>
public sealed class RescheduleTests
{
    private const string GivenUp = "the place gave up its time together with the appointment";

    private static readonly PolicyRef Policy = TestPolicies.Specialist.Ref;

    private static Story AnnaIsBooked => Story.Begins().Given(Anna.Refer).Open(Monday).Given(Anna.Book(Monday));

    private static Story TreatmentAtNear =>
        AnnaIsBooked.At(2026, 9, 21, 9).Given(new FulfilAppointment(Anna.Visit)).Published(Control)
            .Given(NearStaff, Anna.BookNext(Control));

    private static AppointmentEvent.AppointmentRescheduled Moved(
        Term from, Term to, Actor by, Instant at, PlaceReason? reason = null) =>
        new(from.Id, to.Id, to.Place, to.StartAt, by.Role, by.Channel, reason, Policy, at);

    [Fact]
    public void A_patient_takes_another_open_slot_and_leaves_the_old_one() =>
        AnnaIsBooked.Open(Tuesday).When(new RescheduleByPatient(Anna.Visit, Tuesday.Id)).Then(
            On(Tuesday, new SlotEvent.SlotBooked(Anna.Visit, Start)),
            On(Monday, new SlotEvent.SlotFreed(Anna.Visit, Start)),
            On(Anna.Visit, Moved(Monday, Tuesday, ByIkp, Start)));

    [Fact]
    public void At_another_place_the_referral_goes_there() =>
        AnnaIsBooked.Open(Elsewhere).When(FarStaff, new RescheduleByPatient(Anna.Visit, Elsewhere.Id)).Then(
            On(Elsewhere, new SlotEvent.SlotBooked(Anna.Visit, Start)),
            On(Monday, new SlotEvent.SlotFreed(Anna.Visit, Start)),
            On(Anna.Visit, Moved(Monday, Elsewhere, FarStaff, Start)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Far, Start)));

    [Fact]
    public void A_slot_left_too_late_for_the_list_is_open_at_once()
    {
        var eve = Warsaw(2026, 9, 20, 12, 0);

        AnnaIsBooked.Open(Tuesday).At(eve).When(new RescheduleByPatient(Anna.Visit, Tuesday.Id)).Then(
            On(Tuesday, new SlotEvent.SlotBooked(Anna.Visit, eve)),
            On(Monday, new SlotEvent.SlotFreed(Anna.Visit, eve)),
            On(Monday, new SlotEvent.SlotReleased(ReleaseReason.TooClose, null, Policy, eve)),
            On(Anna.Visit, Moved(Monday, Tuesday, ByIkp, eve)));
    }

    [Fact]
    public void A_patient_takes_no_slot_that_is_held_back() =>
        AnnaIsBooked.Published(Tuesday).When(new RescheduleByPatient(Anna.Visit, Tuesday.Id))
            .ThenRefused(Refusals.SlotHeldBack);

    [Fact]
    public void A_patient_takes_no_slot_beyond_the_window() =>
        AnnaIsBooked.Published(Beyond).When(new RescheduleByPatient(Anna.Visit, Beyond.Id))
            .ThenRefused(Refusals.BeyondWindow(WindowEnd));

    [Fact]
    public void A_slot_that_somebody_has_is_taken() =>
        AnnaIsBooked.Open(Tuesday).Given(Piotr.Refer, Piotr.Book(Tuesday))
            .When(new RescheduleByPatient(Anna.Visit, Tuesday.Id)).ThenRefused(Refusals.SlotTaken)
            .When(NearStaff, ByPlace(Tuesday)).ThenRefused(Refusals.SlotTaken);

    [Fact]
    public void A_slot_nobody_published_is_not_found() =>
        AnnaIsBooked.When(new RescheduleByPatient(Anna.Visit, Tuesday.Id))
            .ThenRefused(Refusals.NotFound(Tuesday.Id));

    [Fact]
    public void A_slot_for_children_takes_no_adult()
    {
        var children = Tuesday with { Ages = new AgeRange(0, 17) };

        AnnaIsBooked.Open(children).When(new RescheduleByPatient(Anna.Visit, children.Id))
            .ThenRefused(Refusals.AgeOutside(new AgeRange(0, 17)));
    }

    [Fact]
    public void After_its_start_a_date_is_changed_no_more() =>
        AnnaIsBooked.Open(Tuesday).At(2026, 9, 21, 9).When(new RescheduleByPatient(Anna.Visit, Tuesday.Id))
            .ThenRefused(Refusals.TooLate(new LocalDate(2026, 9, 21)))
            .When(NearStaff, ByPlace(Tuesday)).ThenRefused(Refusals.TooLate(new LocalDate(2026, 9, 21)));

    [Fact]
    public void A_visit_nobody_booked_is_not_found() =>
        Story.Begins().Open(Monday)
            .When(new RescheduleByPatient(Anna.Visit, Monday.Id)).ThenRefused(Refusals.NotFound(Anna.Visit))
            .When(NearStaff, ByPlace(Monday)).ThenRefused(Refusals.NotFound(Anna.Visit));

    [Fact]
    public void A_cancelled_visit_is_not_moved_not_even_to_the_slot_it_had() =>
        AnnaIsBooked.Open(Tuesday).Given(Anna.Cancel())
            .When(new RescheduleByPatient(Anna.Visit, Tuesday.Id)).ThenRefused(Refusals.AppointmentNotBooked)
            .When(new RescheduleByPatient(Anna.Visit, Monday.Id)).ThenRefused(Refusals.AppointmentNotBooked)
            .When(NearStaff, ByPlace(Monday)).ThenRefused(Refusals.AppointmentNotBooked);

    [Fact]
    public void The_date_it_has_already_is_no_change() =>
        AnnaIsBooked
            .When(new RescheduleByPatient(Anna.Visit, Monday.Id)).ThenNothing()
            .When(NearStaff, ByPlace(Monday)).ThenNothing();

    [Fact]
    public void A_patient_who_is_served_out_of_turn_changes_the_date_at_the_place() =>
        Story.Begins().Given(Entitled.Refer).Published(Today).Open(Tuesday)
            .Given(new BookOutOfTurn(Entitled.Visit, Near, Today.Id, Entitled.Details))
            .When(new RescheduleByPatient(Entitled.Visit, Tuesday.Id))
            .ThenRefused(Refusals.EntitledChangesAtPlace);

    [Fact]
    public void An_entitled_patient_does_so_too_by_whatever_way_the_date_came_about()
    {
        var assigned = Ids.AppointmentOf(Monday.Id, 1);

        Story.Begins().Given(Entitled.Refer).Open(Monday, Tuesday).Given(Entitled.Book(Monday))
            .When(new RescheduleByPatient(Entitled.Visit, Tuesday.Id))
            .ThenRefused(Refusals.EntitledChangesAtPlace);
        Story.Begins().Given(Entitled.Refer, Entitled.Join).Published(Monday).Given(Entitled.Assign(Monday))
            .Published(Tuesday).When(new RescheduleByPatient(assigned, Tuesday.Id))
            .ThenRefused(Refusals.EntitledChangesAtPlace)
            .Given(NearStaff, new RescheduleByPlace(
                assigned, Tuesday.Id, PlaceReason.EntitledPatient, SlotAfterwards.Freed));
    }

    [Fact]
    public void A_patient_does_not_change_a_continuing_visit() =>
        TreatmentAtNear.Open(Tuesday).When(new RescheduleByPatient(Anna.NextVisit, Tuesday.Id))
            .ThenRefused(Refusals.ChannelNotAllowed("place"));

    [Fact]
    public void A_place_moves_its_patient_to_a_held_back_slot_of_its_own_and_says_why() =>
        AnnaIsBooked.Published(Tuesday).When(NearStaff, ByPlace(Tuesday)).Then(
            On(Tuesday, new SlotEvent.SlotBooked(Anna.Visit, Start)),
            On(Monday, new SlotEvent.SlotFreed(Anna.Visit, Start)),
            On(Anna.Visit, Moved(Monday, Tuesday, NearStaff, Start, PlaceReason.Unforeseeable)));

    [Fact]
    public void A_place_may_give_up_the_old_time_with_it() =>
        AnnaIsBooked.Published(Tuesday)
            .When(NearStaff, ByPlace(Tuesday) with { Old = SlotAfterwards.Withdrawn }).Then(
                On(Tuesday, new SlotEvent.SlotBooked(Anna.Visit, Start)),
                On(Monday, new SlotEvent.SlotWithdrawn(GivenUp, Start)),
                On(Anna.Visit, Moved(Monday, Tuesday, NearStaff, Start, PlaceReason.Unforeseeable)));

    [Theory]
    [InlineData(PlaceReason.NewCategory)]
    [InlineData(PlaceReason.EntitledPatient)]
    [InlineData(PlaceReason.Unforeseeable)]
    public void Each_reason_of_the_law_will_do(PlaceReason reason) =>
        AnnaIsBooked.Published(Tuesday).When(NearStaff, ByPlace(Tuesday) with { Reason = reason }).Then(
            On(Tuesday, new SlotEvent.SlotBooked(Anna.Visit, Start)),
            On(Monday, new SlotEvent.SlotFreed(Anna.Visit, Start)),
            On(Anna.Visit, Moved(Monday, Tuesday, NearStaff, Start, reason)));

    [Fact]
    public void Without_a_reason_of_the_law_a_place_moves_no_first_visit() =>
        AnnaIsBooked.Published(Tuesday)
            .When(NearStaff, ByPlace(Tuesday) with { Reason = null }).ThenRefused(Refusals.ReasonMissing)
            .When(NearStaff, ByPlace(Tuesday) with { Reason = PlaceReason.ContractEnded })
            .ThenRefused(Refusals.ReasonNotAllowed("contract-ended"));

    [Fact]
    public void A_place_moves_a_first_visit_inside_the_window_only() =>
        AnnaIsBooked.Published(Beyond).When(NearStaff, ByPlace(Beyond))
            .ThenRefused(Refusals.BeyondWindow(WindowEnd));

    [Fact]
    public void A_place_moves_its_patient_to_its_own_slots_only() =>
        AnnaIsBooked.Open(Elsewhere).When(NearStaff, ByPlace(Elsewhere)).ThenRefused(Refusals.OtherPlace(Near));

    [Fact]
    public void Another_place_does_not_move_the_patient_and_neither_does_the_patient() =>
        AnnaIsBooked.Published(Tuesday)
            .When(FarStaff, ByPlace(Tuesday)).ThenRefused(Refusals.OtherPlace(Near))
            .When(ByPlace(Tuesday)).ThenRefused(Refusals.ActorNotAllowed("staff of the place"));

    [Fact]
    public void An_entitled_patient_is_moved_by_the_place()
    {
        Story.Begins().Given(Entitled.Refer).Published(Today, Tuesday)
            .Given(NearStaff, new BookOutOfTurn(Entitled.Visit, Near, Today.Id, Entitled.Details))
            .When(NearStaff, new RescheduleByPlace(
                Entitled.Visit, Tuesday.Id, PlaceReason.Unforeseeable, SlotAfterwards.Withdrawn)).Then(
                On(Tuesday, new SlotEvent.SlotBooked(Entitled.Visit, Start)),
                On(Today, new SlotEvent.SlotWithdrawn(GivenUp, Start)),
                On(Entitled.Visit, Moved(Today, Tuesday, NearStaff, Start, PlaceReason.Unforeseeable)));
    }

    [Fact]
    public void A_continuing_visit_is_moved_without_a_reason_and_beyond_the_window()
    {
        var now = Warsaw(2026, 9, 21, 9, 0);
        var later = Control with { Name = "later", StartAt = new LocalDateTime(2027, 4, 1, 9, 0) };

        TreatmentAtNear.Published(later)
            .When(NearStaff, new RescheduleByPlace(Anna.NextVisit, later.Id, null, SlotAfterwards.Freed)).Then(
                On(later, new SlotEvent.SlotBooked(Anna.NextVisit, now)),
                On(Control, new SlotEvent.SlotFreed(Anna.NextVisit, now)),
                On(Anna.NextVisit, Moved(Control, later, NearStaff, now)));
    }

    [Fact]
    public void A_continuing_visit_is_not_moved_into_a_slot_for_first_ones() =>
        TreatmentAtNear.Published(Tuesday)
            .When(NearStaff, new RescheduleByPlace(Anna.NextVisit, Tuesday.Id, null, SlotAfterwards.Freed))
            .ThenRefused(Refusals.SlotOfOtherKind);

    [Fact]
    public void A_date_that_stands_can_be_moved_when_the_referral_has_ended() =>
        AnnaIsBooked.Given(new CancelReferral(Anna.Referral!.Value, ReferralEnd.Expired)).Open(Elsewhere)
            .When(new RescheduleByPatient(Anna.Visit, Elsewhere.Id)).Then(
                On(Elsewhere, new SlotEvent.SlotBooked(Anna.Visit, Start)),
                On(Monday, new SlotEvent.SlotFreed(Anna.Visit, Start)),
                On(Anna.Visit, Moved(Monday, Elsewhere, ByIkp, Start)));

    private static RescheduleByPlace ByPlace(Term to) =>
        new(Anna.Visit, to.Id, PlaceReason.Unforeseeable, SlotAfterwards.Freed);
}
