using NodaTime;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Slots;
using Scheduling.Domain.Tests.Operations.Language;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>A first visit chosen among the open slots (states.md §3, first row; §5).</summary>
public sealed class BookPubliclyTests
{
    private static Story AnnaMayBook => Story.Begins().Given(Anna.Refer).Open(Monday);

    [Fact]
    public void Who_books_an_open_slot_files_a_report_and_the_place_holds_the_referral() =>
        AnnaMayBook.When(Anna.Book(Monday)).Then(
            On(Monday, new SlotEvent.SlotBooked(Anna.Visit, Start)),
            On(Anna.Visit, Anna.BookedAt(Start, Monday, ByIkp)),
            On(Anna.Report, Anna.FiledAt(Start)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, Start)));

    [Fact]
    public void Any_place_books_for_the_patient_also_a_slot_of_another() =>
        AnnaMayBook.When(FarStaff, Anna.Book(Monday)).Then(
            On(Monday, new SlotEvent.SlotBooked(Anna.Visit, Start)),
            On(Anna.Visit, Anna.BookedAt(Start, Monday, FarStaff)),
            On(Anna.Report, Anna.FiledAt(Start)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, Start)));

    [Fact]
    public void An_earlier_report_at_the_provider_counts_for_the_order()
    {
        var early = Anna with { EarlierReportAt = Warsaw(2026, 3, 2, 8, 0), Category = MedicalCategory.Urgent };

        Story.Begins().Given(early.Refer).Open(Monday).When(early.Book(Monday)).Then(
            On(Monday, new SlotEvent.SlotBooked(early.Visit, Start)),
            On(early.Visit, early.BookedAt(Start, Monday, ByIkp)),
            On(early.Report, early.FiledAt(Start)),
            On(early.Referral!.Value, new ReferralEvent.ReferralHeld(Near, Start)))
            .World.StateOf(early.Report).Should().BeOfType<Reports.CentralReport.Open>()
            .Which.Terms.Order.Should().Be(new OrderKey(AllocationClass.Urgent, Warsaw(2026, 3, 2, 8, 0), 1));
    }

    [Fact]
    public void Without_any_contact_nobody_books() =>
        AnnaMayBook.When((Anna with { Contacts = [] }).Book(Monday)).ThenRefused(Refusals.NoContact);

    [Fact]
    public void Push_messages_alone_are_no_contact() =>
        AnnaMayBook.When((Anna with { Contacts = [ContactKind.Push] }).Book(Monday)).ThenRefused(Refusals.NoContact);

    [Fact]
    public void Without_a_referral_a_specialist_is_not_booked() =>
        AnnaMayBook.When((Anna with { Referral = null }).Book(Monday)).ThenRefused(Refusals.ReferralMissing);

    [Fact]
    public void A_referral_nobody_issued_is_not_found() =>
        Story.Begins().Open(Monday).When(Anna.Book(Monday))
            .ThenRefused(Refusals.NotFound(Anna.Referral!.Value));

    [Fact]
    public void A_referral_that_a_place_holds_is_no_good_for_a_first_visit()
    {
        var again = Anna with { Name = "anna", Number = 9 };
        var story = AnnaMayBook.Given(Anna.Book(Monday)).Open(Tuesday)
            .At(2026, 9, 21, 12).Given(new FulfilAppointment(Anna.Visit));

        story.When(new BookPublicly(Anna.NextVisit, Tuesday.Id, again.Details))
            .ThenRefused(Refusals.ReferralNotIssued);
    }

    [Fact]
    public void A_cancelled_referral_is_no_good() =>
        AnnaMayBook.Given(new CancelReferral(Anna.Referral!.Value, ReferralEnd.Expired)).When(Anna.Book(Monday))
            .ThenRefused(Refusals.ReferralNotIssued);

    [Fact]
    public void A_referral_of_somebody_else_is_no_good() =>
        AnnaMayBook.When((Piotr with { Referral = Anna.Referral }).Book(Monday)).ThenRefused(Refusals.NotTheHolder);

    [Fact]
    public void A_referral_for_another_service_is_no_good()
    {
        var elsewhere = Piotr with { Scope = Screening };

        AnnaMayBook.Given(elsewhere.Refer).When(Piotr.Book(Monday)).ThenRefused(Refusals.ReferralOfOtherScope);
    }

    [Fact]
    public void Who_has_an_open_report_files_no_second_one()
    {
        var second = Anna with { Referral = new ReferralId(Ids.Derive("test-referral", "second")) };

        AnnaMayBook.Given(Anna.Join, second.Refer).When(second.Book(Monday))
            .ThenRefused(Refusals.ReportAlreadyOpen);
    }

    [Fact]
    public void A_slot_that_nobody_published_is_not_found() =>
        AnnaMayBook.When(Anna.Book(Tuesday)).ThenRefused(Refusals.NotFound(Tuesday.Id));

    [Fact]
    public void A_slot_is_held_back_until_it_was_offered_to_the_list() =>
        Story.Begins().Given(Anna.Refer).Published(Monday)
            .When(Anna.Book(Monday)).ThenRefused(Refusals.SlotHeldBack)
            .Given(new ReleaseSlot(Monday.Id, 0))
            .When(Anna.Book(Monday)).Then(
                On(Monday, new SlotEvent.SlotBooked(Anna.Visit, Start)),
                On(Anna.Visit, Anna.BookedAt(Start, Monday, ByIkp)),
                On(Anna.Report, Anna.FiledAt(Start)),
                On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, Start)));

    [Fact]
    public void A_slot_that_became_free_again_is_held_back_again() =>
        AnnaMayBook.Given(Anna.Book(Monday), Anna.Cancel(), Piotr.Refer).When(Piotr.Book(Monday))
            .ThenRefused(Refusals.SlotHeldBack);

    [Fact]
    public void A_slot_that_somebody_has_is_taken() =>
        AnnaMayBook.Given(Anna.Book(Monday), Piotr.Refer).When(Piotr.Book(Monday)).ThenRefused(Refusals.SlotTaken);

    [Fact]
    public void A_slot_that_was_withdrawn_is_gone() =>
        AnnaMayBook.Given(new WithdrawSlot(Monday.Id, "the doctor is ill")).When(Anna.Book(Monday))
            .ThenRefused(Refusals.SlotNotFree);

    [Fact]
    public void The_last_day_of_the_window_is_inside_and_the_next_is_locked()
    {
        var last = new Term("last", Near, WindowEnd.At(new LocalTime(18, 0)));

        AnnaMayBook.Published(Beyond).When(Anna.Book(Beyond)).ThenRefused(Refusals.BeyondWindow(WindowEnd))
            .Open(last).When(Anna.Book(last)).Then(
                On(last, new SlotEvent.SlotBooked(Anna.Visit, Start)),
                On(Anna.Visit, Anna.BookedAt(Start, last, ByIkp)),
                On(Anna.Report, Anna.FiledAt(Start)),
                On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, Start)));
    }

    [Fact]
    public void A_place_that_is_suspended_takes_no_bookings() =>
        AnnaMayBook.Given(new SuspendPlace(Near, "holidays")).When(Anna.Book(Monday))
            .ThenRefused(Refusals.PlaceNotActive);

    [Fact]
    public void A_place_whose_contract_ends_takes_no_bookings_from_that_day_on() =>
        AnnaMayBook.Open(Tuesday).Given(new EndContract(Near, new LocalDate(2026, 9, 22)))
            .When(Anna.Book(Tuesday)).ThenRefused(Refusals.ContractEnded(new LocalDate(2026, 9, 22)))
            .When(Anna.Book(Monday)).Then(
                On(Monday, new SlotEvent.SlotBooked(Anna.Visit, Start)),
                On(Anna.Visit, Anna.BookedAt(Start, Monday, ByIkp)),
                On(Anna.Report, Anna.FiledAt(Start)),
                On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, Start)));

    [Fact]
    public void At_its_start_a_slot_is_over() =>
        Story.Begins().Given(Anna.Refer).Open(Today)
            .At(2026, 9, 7, 15).When(Anna.Book(Today)).ThenRefused(Refusals.SlotOver);

    [Fact]
    public void A_slot_for_further_visits_takes_no_first_one()
    {
        var further = Tuesday with { Kind = SlotKind.Continuing };

        AnnaMayBook.Published(further).When(Anna.Book(further)).ThenRefused(Refusals.SlotOfOtherKind);
    }

    [Fact]
    public void A_slot_of_another_service_is_no_good() =>
        AnnaMayBook.Published(Smear).When(Anna.Book(Smear)).ThenRefused(Refusals.SlotOfOtherScope);

    [Fact]
    public void A_slot_for_children_takes_no_adult()
    {
        var children = Tuesday with { Ages = new AgeRange(0, 17) };

        AnnaMayBook.Open(children).When(Anna.Book(children))
            .ThenRefused(Refusals.AgeOutside(new AgeRange(0, 17)));
    }

    [Fact]
    public void In_a_scope_that_takes_no_part_nobody_books()
    {
        var outside = Anna with { Scope = Orthopaedics };

        AnnaMayBook.When(outside.Book(Monday)).ThenRefused(Refusals.ScopeNotOpen(Orthopaedics));
    }

    [Fact]
    public void Criteria_that_nothing_could_meet_are_refused()
    {
        var never = Anna with { Criteria = new Criteria(MinimumNoticeDays: 366) };

        AnnaMayBook.When(never.Book(Monday))
            .ThenRefused(Refusals.Malformed("minimumNoticeDays", "it must be 0 to 365"));
    }

    [Fact]
    public void An_earlier_report_does_not_lie_in_the_future()
    {
        var tomorrow = Anna with { EarlierReportAt = Warsaw(2026, 9, 8, 10, 0) };

        AnnaMayBook.When(tomorrow.Book(Monday)).ThenRefused(Refusals.RegistrationDateInvalid);
    }

    [Fact]
    public void Who_asked_before_is_answered_and_booked_once() =>
        AnnaMayBook.Given(Anna.Book(Monday)).When(Anna.Book(Monday)).ThenNothing();

    [Fact]
    public void An_identity_that_another_request_used_is_refused() =>
        AnnaMayBook.Given(Anna.Book(Monday), Piotr.Refer).Open(Tuesday)
            .When(new BookPublicly(Anna.Visit, Tuesday.Id, Piotr.Details))
            .ThenRefused(Refusals.AlreadyExists(Anna.Visit));

    [Fact]
    public void After_a_resignation_the_same_referral_books_again_with_a_new_report()
    {
        var later = Warsaw(2026, 9, 8, 10, 0);
        var again = Anna with { Number = 9 };

        AnnaMayBook.Given(Anna.Book(Monday), Anna.Cancel()).At(later).Open(Tuesday)
            .When(new BookPublicly(Anna.NextVisit, Tuesday.Id, again.Details)).Then(
                On(Tuesday, new SlotEvent.SlotBooked(Anna.NextVisit, later)),
                On(Anna.NextVisit, again.BookedAt(later, Tuesday, ByIkp)),
                On(Anna.Report, again.FiledAt(later)),
                On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, later)));
    }
}
