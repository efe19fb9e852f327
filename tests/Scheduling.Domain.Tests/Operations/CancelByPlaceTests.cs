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

/// <summary>A place takes back a date (states.md §3): the patient returns to the list with the order kept.</summary>
public sealed class CancelByPlaceTests
{
    private const string GivenUp = "the place gave up its time together with the appointment";

    private static readonly PolicyRef Policy = TestPolicies.Specialist.Ref;
    private static readonly AppointmentId Given = Ids.AppointmentOf(Monday.Id, 1);
    private static readonly Criteria InSilesia = new(PlaceCriterion.In(TerytCode.Parse("24")));
    private static readonly Criteria Anywhere = new(Mode: VisitMode.InPerson);

    private static Story AnnaIsBooked => Story.Begins().Given(Anna.Refer).Open(Monday).Given(Anna.Book(Monday));

    private static Story AnnaIsAssigned =>
        Story.Begins().Given(Anna.Refer, Anna.Join).Published(Monday).Given(Anna.Assign(Monday));

    private static CancelByPlace Cancel(
        AppointmentId visit,
        PlaceReason? reason = PlaceReason.Unforeseeable,
        SlotAfterwards slot = SlotAfterwards.Freed) => new(visit, reason, slot);

    private static AppointmentEvent.AppointmentCancelled Cancelled(
        Instant at, PlaceReason? reason = PlaceReason.Unforeseeable) =>
        new(ActorRole.Staff, Channel.Place, reason, Policy, at);

    [Fact]
    public void Who_booked_directly_is_put_on_the_list_with_the_time_of_the_report()
    {
        var later = Warsaw(2026, 9, 9, 10, 0);

        AnnaIsBooked.At(later).When(NearStaff, Cancel(Anna.Visit)).Then(
            On(Monday, new SlotEvent.SlotFreed(Anna.Visit, later)),
            On(Anna.Visit, Cancelled(later)),
            On(EntryAfter(Anna.Visit), Anna.PlacedAt(
                later, Start, InSilesia, PlacedBecause.PlaceCancelled, Monday.Id)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(later)));
    }

    [Fact]
    public void Who_came_from_the_list_returns_to_the_entry_and_never_to_that_slot()
    {
        var later = Warsaw(2026, 9, 9, 10, 0);

        AnnaIsAssigned.At(later).When(NearStaff, Cancel(Given)).Then(
            On(Monday, new SlotEvent.SlotFreed(Given, later)),
            On(Given, Cancelled(later)),
            On(Anna.Entry, new WaitingEntryEvent.EntryReturned(
                [Monday.Id], AllocationClass.Stable, PlacedBecause.PlaceCancelled, Policy, later)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(later)))
            .When(Actor.System, Anna.Assign(Monday)).ThenRefused(Refusals.EntryDoesNotFit("left-slot"))
            .World.StateOf(Anna.Entry).Should().BeOfType<WaitingEntry.Waiting>()
            .Which.Terms.Order.Should().Be(Anna.OrderSince(Start));
    }

    [Fact]
    public void The_place_may_give_up_its_time_with_the_visit() =>
        AnnaIsAssigned.When(NearStaff, Cancel(Given, slot: SlotAfterwards.Withdrawn)).Then(
            On(Monday, new SlotEvent.SlotWithdrawn(GivenUp, Start)),
            On(Given, Cancelled(Start)),
            On(Anna.Entry, new WaitingEntryEvent.EntryReturned(
                [Monday.Id], AllocationClass.Stable, PlacedBecause.PlaceCancelled, Policy, Start)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(Start)));

    [Fact]
    public void What_was_changed_while_the_date_stood_counts_on_return()
    {
        var (changed, later) = (Warsaw(2026, 9, 8, 10, 0), Warsaw(2026, 9, 9, 10, 0));

        AnnaIsAssigned.At(changed)
            .Given(new ChangeCategory(Anna.Report, Anna.Entry, MedicalCategory.Urgent))
            .Given(new ChangeCriteria(Anna.Report, Anna.Entry, Anywhere))
            .At(later).When(NearStaff, Cancel(Given, PlaceReason.NewCategory)).Then(
                On(Monday, new SlotEvent.SlotFreed(Given, later)),
                On(Given, Cancelled(later, PlaceReason.NewCategory)),
                On(Anna.Entry, new WaitingEntryEvent.EntryReturned(
                    [Monday.Id], AllocationClass.Urgent, PlacedBecause.PlaceCancelled, Policy, later)),
                On(Anna.Entry, new WaitingEntryEvent.CriteriaChanged(Anywhere, later)),
                On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(later)))
            .World.StateOf(Anna.Entry).Should().BeOfType<WaitingEntry.Waiting>()
            .Which.Terms.Order.Should().Be(new OrderKey(AllocationClass.Urgent, Start, 1));
    }

    [Fact]
    public void What_was_changed_on_the_list_before_the_date_stays_on_return()
    {
        var (changed, later) = (Warsaw(2026, 9, 8, 10, 0), Warsaw(2026, 9, 9, 10, 0));

        Story.Begins().Given(Anna.Refer, Anna.Join).At(changed)
            .Given(new ChangeCategory(Anna.Report, Anna.Entry, MedicalCategory.Urgent))
            .Given(new ChangeCriteria(Anna.Report, Anna.Entry, Anywhere))
            .Published(Monday).Given(Anna.Assign(Monday))
            .At(later).When(NearStaff, Cancel(Given)).Then(
                On(Monday, new SlotEvent.SlotFreed(Given, later)),
                On(Given, Cancelled(later)),
                On(Anna.Entry, new WaitingEntryEvent.EntryReturned(
                    [Monday.Id], AllocationClass.Urgent, PlacedBecause.PlaceCancelled, Policy, later)),
                On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(later)))
            .World.StateOf(Anna.Entry).Should().BeOfType<WaitingEntry.Waiting>()
            .Which.Terms.Criteria.Should().Be(Anywhere);
    }

    [Fact]
    public void What_was_changed_on_the_list_can_be_changed_back_while_the_date_stands()
    {
        var (changed, back, later) =
            (Warsaw(2026, 9, 8, 10, 0), Warsaw(2026, 9, 9, 10, 0), Warsaw(2026, 9, 10, 10, 0));

        Story.Begins().Given(Anna.Refer, Anna.Join).At(changed)
            .Given(new ChangeCategory(Anna.Report, Anna.Entry, MedicalCategory.Urgent))
            .Published(Monday).Given(Anna.Assign(Monday)).At(back)
            .When(NearStaff, new ChangeCategory(Anna.Report, Anna.Entry, MedicalCategory.Stable)).Then(
                On(Anna.Report, new CentralReportEvent.MedicalCategoryChanged(
                    MedicalCategory.Stable, AllocationClass.Stable, Policy, back)))
            .At(later).When(NearStaff, Cancel(Given)).Then(
                On(Monday, new SlotEvent.SlotFreed(Given, later)),
                On(Given, Cancelled(later)),
                On(Anna.Entry, new WaitingEntryEvent.EntryReturned(
                    [Monday.Id], AllocationClass.Stable, PlacedBecause.PlaceCancelled, Policy, later)),
                On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(later)));
    }

    [Fact]
    public void What_was_changed_at_the_instant_of_the_assignment_counts_on_return()
    {
        AnnaIsAssigned.Given(new ChangeCategory(Anna.Report, Anna.Entry, MedicalCategory.Urgent))
            .When(NearStaff, Cancel(Given)).Then(
                On(Monday, new SlotEvent.SlotFreed(Given, Start)),
                On(Given, Cancelled(Start)),
                On(Anna.Entry, new WaitingEntryEvent.EntryReturned(
                    [Monday.Id], AllocationClass.Urgent, PlacedBecause.PlaceCancelled, Policy, Start)),
                On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(Start)));
    }

    [Fact]
    public void Criteria_and_category_changed_on_the_report_make_the_entry_of_who_had_none()
    {
        var later = Warsaw(2026, 9, 9, 10, 0);
        var urgent = Anna with { Category = MedicalCategory.Urgent };

        AnnaIsBooked.Given(new ChangeCategory(Anna.Report, null, MedicalCategory.Urgent))
            .Given(new ChangeCriteria(Anna.Report, null, Anywhere))
            .At(later).When(NearStaff, Cancel(Anna.Visit)).Then(
                On(Monday, new SlotEvent.SlotFreed(Anna.Visit, later)),
                On(Anna.Visit, Cancelled(later)),
                On(EntryAfter(Anna.Visit), urgent.PlacedAt(
                    later, Start, Anywhere, PlacedBecause.PlaceCancelled, Monday.Id)),
                On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(later)));
    }

    [Fact]
    public void Where_the_waiting_room_was_switched_off_the_wish_ends()
    {
        var off = TestPolicies.WithoutList.Ref;

        AnnaIsAssigned.Adopted(TestPolicies.WithoutList).When(NearStaff, Cancel(Given)).Then(
            On(Monday, new SlotEvent.SlotFreed(Given, Start)),
            On(Monday, new SlotEvent.SlotReleased(ReleaseReason.WaitingRoomOff, null, off, Start)),
            On(Given, Cancelled(Start) with { Policy = off }),
            On(Anna.Entry, new WaitingEntryEvent.EntryWithdrawn(Start)),
            On(Anna.Report, new CentralReportEvent.ReportClosed(ReportClosure.NotRealised, Start)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(Start)));
    }

    [Fact]
    public void On_a_referral_that_ended_meanwhile_the_patient_does_not_wait() =>
        AnnaIsAssigned.Given(new CancelReferral(Anna.Referral!.Value, ReferralEnd.Cancelled))
            .When(NearStaff, Cancel(Given)).Then(
                On(Monday, new SlotEvent.SlotFreed(Given, Start)),
                On(Given, Cancelled(Start)),
                On(Anna.Entry, new WaitingEntryEvent.EntryWithdrawn(Start)),
                On(Anna.Report, new CentralReportEvent.ReportClosed(ReportClosure.ReferralEnded, Start)));

    [Fact]
    public void Without_a_reason_of_the_law_a_place_cancels_no_first_visit() =>
        AnnaIsBooked
            .When(NearStaff, Cancel(Anna.Visit, null)).ThenRefused(Refusals.ReasonMissing)
            .When(NearStaff, Cancel(Anna.Visit, PlaceReason.ContractEnded))
            .ThenRefused(Refusals.ReasonNotAllowed("contract-ended"));

    [Fact]
    public void Only_the_place_of_the_visit_cancels_it() =>
        AnnaIsBooked
            .When(FarStaff, Cancel(Anna.Visit)).ThenRefused(Refusals.OtherPlace(Near))
            .When(Cancel(Anna.Visit)).ThenRefused(Refusals.ActorNotAllowed("staff of the place"));

    [Fact]
    public void A_visit_that_was_missed_is_not_cancelled_any_more() =>
        AnnaIsBooked.At(2026, 9, 21, 9).Given(new MissAppointment(Anna.Visit, Fault.Undetermined))
            .When(NearStaff, Cancel(Anna.Visit)).ThenRefused(Refusals.AppointmentNotBooked);

    [Fact]
    public void Until_the_last_minute_a_place_cancels_and_what_has_begun_no_more()
    {
        var minute = Warsaw(2026, 9, 21, 8, 59);

        AnnaIsBooked.At(2026, 9, 21, 9).When(NearStaff, Cancel(Anna.Visit))
            .ThenRefused(Refusals.TooLate(new LocalDate(2026, 9, 21)));
        AnnaIsBooked.At(minute).Given(NearStaff, Cancel(Anna.Visit));
        AnnaIsBooked.At(2026, 9, 21, 9).When(Actor.System, Cancel(Anna.Visit, PlaceReason.ContractEnded))
            .ThenRefused(Refusals.TooLate(new LocalDate(2026, 9, 21)));
    }

    [Fact]
    public void A_continuing_visit_that_has_begun_is_not_cancelled_either() =>
        AnnaIsBooked.At(2026, 9, 21, 9).Given(new FulfilAppointment(Anna.Visit)).Published(Control)
            .Given(NearStaff, Anna.BookNext(Control)).At(2027, 3, 1, 9)
            .When(NearStaff, Cancel(Anna.NextVisit, null)).ThenRefused(Refusals.TooLate(new LocalDate(2027, 3, 1)));

    [Fact]
    public void A_visit_nobody_booked_is_not_found() =>
        Story.Begins().When(NearStaff, Cancel(Anna.Visit)).ThenRefused(Refusals.NotFound(Anna.Visit));

    [Fact]
    public void What_the_patient_cancelled_is_cancelled() =>
        AnnaIsBooked.Given(Anna.Cancel()).When(NearStaff, Cancel(Anna.Visit)).ThenNothing();

    [Theory]
    [InlineData(SlotAfterwards.Freed)]
    [InlineData(SlotAfterwards.Withdrawn)]
    public void A_continuing_visit_is_cancelled_without_a_reason_and_nothing_else_changes(SlotAfterwards slot)
    {
        var now = Warsaw(2026, 9, 21, 9, 0);
        SlotEvent left = slot == SlotAfterwards.Freed
            ? new SlotEvent.SlotFreed(Anna.NextVisit, now)
            : new SlotEvent.SlotWithdrawn(GivenUp, now);

        AnnaIsBooked.At(now).Given(new FulfilAppointment(Anna.Visit)).Published(Control)
            .Given(NearStaff, Anna.BookNext(Control))
            .When(NearStaff, Cancel(Anna.NextVisit, null, slot)).Then(
                On(Control, left),
                On(Anna.NextVisit, Cancelled(now, null)));
    }

    [Fact]
    public void A_visit_loaded_before_activation_returns_too_with_the_registration_date()
    {
        var (registered, now) = (Warsaw(2026, 2, 3, 8, 0), Warsaw(2026, 9, 7, 10, 0));
        var load = new LoadAppointment(
            Anna.Visit, Near, Beyond.Id, SlotKind.FirstTime, ReferralForm.Electronic, Anna.Details, registered,
            Beyond.Offer);

        Story.BeforeActivation().Given(Anna.Refer, load, new ActivatePlace(Near))
            .When(NearStaff, Cancel(Anna.Visit)).Then(
                On(Beyond, new SlotEvent.SlotFreed(Anna.Visit, now)),
                On(Anna.Visit, Cancelled(now)),
                On(EntryAfter(Anna.Visit), Anna.PlacedAt(
                    now, registered, InSilesia, PlacedBecause.PlaceCancelled, Beyond.Id)),
                On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(now)));
    }
}
