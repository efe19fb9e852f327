using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.Slots;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Domain.WaitingRoom;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>A patient gives up a date (states.md §3): an ordinary one resigns, an entitled one waits.</summary>
public sealed class CancelByPatientTests
{
    private static readonly AppointmentId Given = Ids.AppointmentOf(Monday.Id, 1);
    private static readonly Criteria InSilesia = new(PlaceCriterion.In(TerytCode.Parse("24")));

    private static Story AnnaIsBooked => Story.Begins().Given(Anna.Refer).Open(Monday).Given(Anna.Book(Monday));

    private static Story AnnaIsAssigned =>
        Story.Begins().Given(Anna.Refer, Anna.Join).Published(Monday).Given(Anna.Assign(Monday));

    private static Story TreatmentAtNear =>
        AnnaIsBooked.At(2026, 9, 21, 9).Given(new FulfilAppointment(Anna.Visit)).Published(Control)
            .Given(NearStaff, Anna.BookNext(Control));

    private static Story EntitledIsBooked =>
        Story.Begins().Given(Entitled.Refer).Open(Monday).Given(Entitled.Book(Monday));

    private static AppointmentEvent.AppointmentCancelled Cancelled(Actor by, Instant at) =>
        new(by.Role, by.Channel, null, TestPolicies.Specialist.Ref, at);

    [Fact]
    public void Who_cancels_a_first_visit_resigns_and_the_referral_is_free_again() =>
        AnnaIsBooked.When(Anna.Cancel()).Then(
            On(Monday, new SlotEvent.SlotFreed(Anna.Visit, Start)),
            On(Anna.Visit, Cancelled(ByIkp, Start)),
            On(Anna.Report, new CentralReportEvent.ReportClosed(ReportClosure.Resigned, Start)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(Start)));

    [Fact]
    public void Who_came_from_the_waiting_room_also_leaves_it() =>
        AnnaIsAssigned.When(new CancelByPatient(Given)).Then(
            On(Monday, new SlotEvent.SlotFreed(Given, Start)),
            On(Given, Cancelled(ByIkp, Start)),
            On(Anna.Entry, new WaitingEntryEvent.EntryWithdrawn(Start)),
            On(Anna.Report, new CentralReportEvent.ReportClosed(ReportClosure.Resigned, Start)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(Start)));

    [Fact]
    public void At_the_desk_of_a_place_it_is_the_patient_who_cancels()
    {
        var (atDesk, now) = (new Actor(ActorRole.Patient, Channel.Place, Near), Warsaw(2026, 9, 21, 9, 0));

        TreatmentAtNear.When(atDesk, new CancelByPatient(Anna.NextVisit)).Then(
            On(Control, new SlotEvent.SlotFreed(Anna.NextVisit, now)),
            On(Anna.NextVisit, Cancelled(atDesk, now)));
    }

    [Fact]
    public void Neither_staff_nor_the_engine_can_have_a_patients_wish()
    {
        foreach (var by in (Actor[])[NearStaff, FarStaff, NearAdministrator, Actor.System])
        {
            AnnaIsBooked.When(by, Anna.Cancel()).ThenRefused(Refusals.ActorNotAllowed("patient or third person"));
            TreatmentAtNear.When(by, new CancelByPatient(Anna.NextVisit))
                .ThenRefused(Refusals.ActorNotAllowed("patient or third person"));
        }
    }

    [Fact]
    public void A_slot_given_up_too_late_for_the_list_is_open_at_once()
    {
        var eve = Warsaw(2026, 9, 20, 12, 0);

        AnnaIsBooked.At(eve).When(Anna.Cancel()).Then(
            On(Monday, new SlotEvent.SlotFreed(Anna.Visit, eve)),
            On(Monday, new SlotEvent.SlotReleased(ReleaseReason.TooClose, null, TestPolicies.Specialist.Ref, eve)),
            On(Anna.Visit, Cancelled(ByIkp, eve)),
            On(Anna.Report, new CentralReportEvent.ReportClosed(ReportClosure.Resigned, eve)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(eve)));
    }

    [Fact]
    public void Until_the_last_minute_a_visit_can_be_cancelled_and_at_its_start_no_more()
    {
        var minute = Warsaw(2026, 9, 21, 8, 59);

        AnnaIsBooked.At(2026, 9, 21, 9).When(Anna.Cancel())
            .ThenRefused(Refusals.TooLate(new LocalDate(2026, 9, 21)));
        AnnaIsBooked.At(minute).When(Anna.Cancel()).Then(
            On(Monday, new SlotEvent.SlotFreed(Anna.Visit, minute)),
            On(Monday, new SlotEvent.SlotReleased(
                ReleaseReason.TooClose, null, TestPolicies.Specialist.Ref, minute)),
            On(Anna.Visit, Cancelled(ByIkp, minute)),
            On(Anna.Report, new CentralReportEvent.ReportClosed(ReportClosure.Resigned, minute)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(minute)));
    }

    [Fact]
    public void A_visit_nobody_booked_is_not_found() =>
        Story.Begins().When(Anna.Cancel()).ThenRefused(Refusals.NotFound(Anna.Visit));

    [Fact]
    public void A_visit_that_took_place_is_not_cancelled() =>
        AnnaIsBooked.At(2026, 9, 21, 8).Given(new FulfilAppointment(Anna.Visit))
            .When(Anna.Cancel()).ThenRefused(Refusals.AppointmentNotBooked);

    [Fact]
    public void A_reply_to_the_reminder_cancels_the_visit_it_named() =>
        AnnaIsBooked.When(BySms, Anna.Cancel(Monday.StartAt)).Then(
            On(Monday, new SlotEvent.SlotFreed(Anna.Visit, Start)),
            On(Anna.Visit, Cancelled(BySms, Start)),
            On(Anna.Report, new CentralReportEvent.ReportClosed(ReportClosure.Resigned, Start)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(Start)));

    [Fact]
    public void A_message_that_answers_no_reminder_cancels_nothing() =>
        AnnaIsBooked.When(BySms, Anna.Cancel()).ThenRefused(Refusals.NotTheReminded);

    [Fact]
    public void A_reply_to_the_reminder_of_a_date_since_changed_cancels_nothing() =>
        AnnaIsBooked.Open(Tuesday).Given(new RescheduleByPatient(Anna.Visit, Tuesday.Id))
            .When(BySms, Anna.Cancel(Monday.StartAt)).ThenRefused(Refusals.NotTheReminded);

    [Fact]
    public void A_continuing_visit_is_cancelled_and_nothing_else_changes()
    {
        var now = Warsaw(2026, 9, 21, 9, 0);

        TreatmentAtNear.When(new CancelByPatient(Anna.NextVisit)).Then(
            On(Control, new SlotEvent.SlotFreed(Anna.NextVisit, now)),
            On(Anna.NextVisit, Cancelled(ByIkp, now)));
    }

    [Fact]
    public void A_continuing_visit_is_cancelled_by_text_message_too()
    {
        var now = Warsaw(2026, 9, 21, 9, 0);

        TreatmentAtNear.When(BySms, new CancelByPatient(Anna.NextVisit, Control.StartAt)).Then(
            On(Control, new SlotEvent.SlotFreed(Anna.NextVisit, now)),
            On(Anna.NextVisit, Cancelled(BySms, now)));
    }

    [Fact]
    public void An_entitled_patient_who_cancels_is_put_on_the_list_out_of_turn()
    {
        var entry = EntryAfter(Entitled.Visit);

        EntitledIsBooked.At(2026, 9, 9).When(BySms, Entitled.Cancel(Monday.StartAt)).Then(
            On(Monday, new SlotEvent.SlotFreed(Entitled.Visit, Warsaw(2026, 9, 9, 10, 0))),
            On(Entitled.Visit, Cancelled(BySms, Warsaw(2026, 9, 9, 10, 0))),
            On(entry, Entitled.PlacedAt(
                Warsaw(2026, 9, 9, 10, 0), Start, InSilesia, PlacedBecause.EntitledPatientCancelled, Monday.Id)),
            On(Entitled.Referral!.Value, new ReferralEvent.ReferralReleased(Warsaw(2026, 9, 9, 10, 0))));
    }

    [Fact]
    public void An_entitled_patient_never_gets_the_slot_back_that_was_given_up()
    {
        var entry = EntryAfter(Entitled.Visit);

        EntitledIsBooked.Given(Entitled.Cancel()).Published(Tuesday)
            .When(Actor.System, new AssignSlot(Monday.Id, entry, 0))
            .ThenRefused(Refusals.EntryDoesNotFit("left-slot"))
            .Given(new AssignSlot(Tuesday.Id, entry, 0));
    }

    [Fact]
    public void An_entitled_patient_who_came_from_the_list_returns_to_the_entry()
    {
        var appointment = Ids.AppointmentOf(Monday.Id, 1);

        Story.Begins().Given(Entitled.Refer, Entitled.Join).Published(Monday).Given(Entitled.Assign(Monday))
            .When(new CancelByPatient(appointment)).Then(
                On(Monday, new SlotEvent.SlotFreed(appointment, Start)),
                On(appointment, Cancelled(ByIkp, Start)),
                On(Entitled.Entry, new WaitingEntryEvent.EntryReturned(
                    [Monday.Id], AllocationClass.OutOfTurn, PlacedBecause.EntitledPatientCancelled,
                    TestPolicies.Specialist.Ref, Start)),
                On(Entitled.Referral!.Value, new ReferralEvent.ReferralReleased(Start)));
    }

    [Fact]
    public void Who_was_served_out_of_turn_returns_by_the_same_rule()
    {
        var entry = EntryAfter(Entitled.Visit);

        Story.Begins().Given(Entitled.Refer).Published(Monday)
            .Given(NearStaff, new BookOutOfTurn(
                Entitled.Visit, Near, Today.Id, Entitled.Details, Today.Offer))
            .When(Entitled.Cancel()).Then(
                On(Today, new SlotEvent.SlotFreed(Entitled.Visit, Start)),
                On(Today, new SlotEvent.SlotReleased(
                    ReleaseReason.TooClose, null, TestPolicies.Specialist.Ref, Start)),
                On(Entitled.Visit, Cancelled(ByIkp, Start)),
                On(entry, Entitled.PlacedAt(
                    Start, Start, InSilesia, PlacedBecause.EntitledPatientCancelled, Today.Id)),
                On(Entitled.Referral!.Value, new ReferralEvent.ReferralReleased(Start)))
            .Given(new AssignSlot(Monday.Id, entry, 0))
            // Assigned by the list now, and entitled as before.
            .When(new CancelByPatient(Given)).Then(
                On(Monday, new SlotEvent.SlotFreed(Given, Start)),
                On(Given, Cancelled(ByIkp, Start)),
                On(entry, new WaitingEntryEvent.EntryReturned(
                    [Monday.Id], AllocationClass.OutOfTurn, PlacedBecause.EntitledPatientCancelled,
                    TestPolicies.Specialist.Ref, Start)),
                On(Entitled.Referral!.Value, new ReferralEvent.ReferralReleased(Start)));
    }

    [Fact]
    public void Slots_that_changes_of_date_left_do_not_come_back_either()
    {
        var entry = EntryAfter(Entitled.Visit);

        EntitledIsBooked.Open(Tuesday)
            .Given(NearStaff, new RescheduleByPlace(
                Entitled.Visit, Tuesday.Id, PlaceReason.EntitledPatient, SlotAfterwards.Freed))
            .Given(Entitled.Cancel())
            .World.StateOf(entry).Should().BeOfType<WaitingEntry.Waiting>()
            .Which.Terms.LeftSlots.Should().Equal(Monday.Id, Tuesday.Id);
    }

    [Fact]
    public void While_the_waiting_room_is_off_an_entitled_patient_resigns() =>
        EntitledIsBooked.Adopted(TestPolicies.WithoutList).When(Entitled.Cancel()).Then(
            On(Monday, new SlotEvent.SlotFreed(Entitled.Visit, Start)),
            On(Monday, new SlotEvent.SlotReleased(
                ReleaseReason.WaitingRoomOff, null, TestPolicies.WithoutList.Ref, Start)),
            On(Entitled.Visit, Cancelled(ByIkp, Start) with { Policy = TestPolicies.WithoutList.Ref }),
            On(Entitled.Report, new CentralReportEvent.ReportClosed(ReportClosure.Resigned, Start)),
            On(Entitled.Referral!.Value, new ReferralEvent.ReferralReleased(Start)));

    [Fact]
    public void Where_the_policy_says_so_an_entitled_patient_resigns() =>
        EntitledIsBooked.Adopted(TestPolicies.WithoutReturn).When(Entitled.Cancel()).Then(
            On(Monday, new SlotEvent.SlotFreed(Entitled.Visit, Start)),
            On(Entitled.Visit, Cancelled(ByIkp, Start) with { Policy = TestPolicies.WithoutReturn.Ref }),
            On(Entitled.Report, new CentralReportEvent.ReportClosed(ReportClosure.Resigned, Start)),
            On(Entitled.Referral!.Value, new ReferralEvent.ReferralReleased(Start)));

    [Fact]
    public void On_a_referral_that_ended_meanwhile_an_entitled_patient_does_not_wait()
    {
        var appointment = Ids.AppointmentOf(Monday.Id, 1);

        Story.Begins().Given(Entitled.Refer, Entitled.Join).Published(Monday).Given(Entitled.Assign(Monday))
            .Given(new CancelReferral(Entitled.Referral!.Value, ReferralEnd.Expired))
            .When(new CancelByPatient(appointment)).Then(
                On(Monday, new SlotEvent.SlotFreed(appointment, Start)),
                On(appointment, Cancelled(ByIkp, Start)),
                On(Entitled.Entry, new WaitingEntryEvent.EntryWithdrawn(Start)),
                On(Entitled.Report, new CentralReportEvent.ReportClosed(ReportClosure.ReferralEnded, Start)));
    }
}
