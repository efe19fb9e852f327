using NodaTime;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Domain.WaitingRoom;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>A patient waits (states.md §3, <i>join</i>), changes what is wished for, and leaves.</summary>
public sealed class JoinWaitingRoomTests
{
    private static readonly Criteria OnlyNear = new(PlaceCriterion.At(Near));

    private static Story AnnaWaits => Story.Begins().Given(Anna.Refer, Anna.Join);

    [Fact]
    public void Who_joins_files_a_report_and_nobody_holds_the_referral_yet() =>
        Story.Begins().Given(Anna.Refer).When(Anna.Join).Then(
            On(Anna.Entry, Anna.PlacedAt(Start, Start, Criteria.None)),
            On(Anna.Report, Anna.FiledAt(Start)));

    [Fact]
    public void The_criteria_of_the_search_go_with_the_patient()
    {
        var picky = Anna with { Criteria = OnlyNear };

        Story.Begins().Given(picky.Refer).When(picky.Join).Then(
            On(picky.Entry, picky.PlacedAt(Start, Start, OnlyNear)),
            On(picky.Report, picky.FiledAt(Start)));
    }

    [Theory]
    [InlineData(null, null, MedicalCategory.Stable, AllocationClass.Stable)]
    [InlineData(null, null, MedicalCategory.Urgent, AllocationClass.Urgent)]
    [InlineData(null, FastTrackCard.Oncology, MedicalCategory.Stable, AllocationClass.FastTrack)]
    [InlineData(null, FastTrackCard.Cardiology, MedicalCategory.Urgent, AllocationClass.FastTrack)]
    [InlineData("art. 47c(1)(1)", FastTrackCard.Oncology, MedicalCategory.Urgent, AllocationClass.OutOfTurn)]
    public void Entitlement_comes_before_card_and_card_before_category(
        string? basis, FastTrackCard? card, MedicalCategory category, AllocationClass expected)
    {
        var patient = Anna with
        {
            Entitlement = basis is null ? null : new Entitlement(basis),
            Card = card,
            Category = category,
        };

        patient.Class.Should().Be(expected);
        Story.Begins().Given(patient.Refer).When(patient.Join).Then(
            On(patient.Entry, patient.PlacedAt(Start, Start, Criteria.None)),
            On(patient.Report, patient.FiledAt(Start)));
    }

    [Fact]
    public void An_earlier_report_at_the_provider_counts()
    {
        var early = Anna with { EarlierReportAt = Warsaw(2025, 11, 3, 12, 0) };

        Story.Begins().Given(early.Refer).When(NearStaff, early.Join).Then(
            On(early.Entry, early.PlacedAt(Start, Start, Criteria.None)),
            On(early.Report, early.FiledAt(Start)))
            .World.StateOf(early.Entry).Should().BeOfType<WaitingEntry.Waiting>()
            .Which.Terms.Order.Since.Should().Be(Warsaw(2025, 11, 3, 12, 0));
    }

    [Fact]
    public void Without_consent_nobody_is_put_on_the_list() =>
        Story.Begins().Given(Anna.Refer).When(Anna.Join with { Consent = Consent.Refused })
            .ThenRefused(Refusals.NoConsent);

    [Fact]
    public void Where_the_waiting_room_is_off_nobody_joins() =>
        Story.Begins().Adopted(TestPolicies.WithoutList).Given(Anna.Refer).When(Anna.Join)
            .ThenRefused(Refusals.WaitingRoomOff);

    [Fact]
    public void Without_any_contact_nobody_joins() =>
        Story.Begins().Given(Anna.Refer).When((Anna with { Contacts = [] }).Join).ThenRefused(Refusals.NoContact);

    [Fact]
    public void A_referral_that_a_place_holds_is_no_good() =>
        Story.Begins().Given(Anna.Refer).Open(Monday).Given(Anna.Book(Monday))
            .At(2026, 9, 21, 9).Given(new FulfilAppointment(Anna.Visit))
            .When(Anna.Join).ThenRefused(Refusals.ReferralNotIssued);

    [Fact]
    public void Who_has_a_date_does_not_join_with_a_second_referral()
    {
        var second = Anna with { Referral = new ReferralId(Ids.Derive("test-referral", "second")) };

        Story.Begins().Given(Anna.Refer, second.Refer).Open(Monday).Given(Anna.Book(Monday))
            .When(second.Join).ThenRefused(Refusals.ReportAlreadyOpen);
    }

    [Fact]
    public void Joining_while_an_open_slot_fits_only_joins_for_assigning_is_the_matchers() =>
        Story.Begins().Given(Anna.Refer).Open(Monday).When(Anna.Join).Then(
            On(Anna.Entry, Anna.PlacedAt(Start, Start, Criteria.None)),
            On(Anna.Report, Anna.FiledAt(Start)));

    [Fact]
    public void The_entry_of_somebody_else_is_not_mine() =>
        AnnaWaits.Given(Piotr.Refer).When(Piotr.Join with { Entry = Anna.Entry })
            .ThenRefused(Refusals.AlreadyExists(Anna.Entry));

    [Fact]
    public void Other_criteria_change_the_entry_and_not_the_order() =>
        AnnaWaits.At(2026, 9, 8).When(new ChangeCriteria(Anna.Report, Anna.Entry, OnlyNear)).Then(
            On(Anna.Entry, new WaitingEntryEvent.CriteriaChanged(OnlyNear, Warsaw(2026, 9, 8, 10, 0))))
            .World.StateOf(Anna.Entry).Should().BeOfType<WaitingEntry.Waiting>()
            .Which.Terms.Order.Should().Be(Anna.OrderSince(Start));

    [Fact]
    public void The_same_criteria_again_change_nothing() =>
        AnnaWaits.When(new ChangeCriteria(Anna.Report, Anna.Entry, Criteria.None)).ThenNothing();

    [Fact]
    public void Criteria_of_a_booked_patient_go_to_the_report() =>
        AnnaWaits.Published(Monday).Given(Anna.Assign(Monday))
            .When(new ChangeCriteria(Anna.Report, Anna.Entry, OnlyNear)).Then(
                On(Anna.Report, new CentralReportEvent.CriteriaChanged(OnlyNear, Start)));

    [Fact]
    public void Criteria_of_a_patient_who_booked_directly_go_to_the_report() =>
        Story.Begins().Given(Anna.Refer).Open(Monday).Given(Anna.Book(Monday))
            .When(new ChangeCriteria(Anna.Report, null, OnlyNear)).Then(
                On(Anna.Report, new CentralReportEvent.CriteriaChanged(OnlyNear, Start)));

    [Fact]
    public void Who_neither_waits_nor_has_a_date_has_no_criteria_to_change() =>
        AnnaWaits.Given(new WithdrawEntry(Anna.Entry))
            .When(new ChangeCriteria(Anna.Report, Anna.Entry, OnlyNear)).ThenRefused(Refusals.ReportNotOpen);

    [Fact]
    public void A_change_that_does_not_name_the_waiting_entry_would_pass_it_by_and_is_refused()
    {
        var notNamed = Refusals.Malformed("entry", "name the entry that waits");

        AnnaWaits
            .When(new ChangeCriteria(Anna.Report, null, OnlyNear)).ThenRefused(notNamed)
            .When(NearStaff, new ChangeCategory(Anna.Report, null, MedicalCategory.Urgent)).ThenRefused(notNamed)
            .When(Actor.System, new CancelReferral(Anna.Referral!.Value, ReferralEnd.Expired)).ThenRefused(notNamed);
    }

    [Fact]
    public void An_entry_of_another_report_is_not_changed() =>
        AnnaWaits.Given(Piotr.Refer, Piotr.Join)
            .When(new ChangeCriteria(Anna.Report, Piotr.Entry, OnlyNear)).ThenRefused(Refusals.NotTheHolder);

    [Fact]
    public void An_entry_that_nobody_placed_is_not_found() =>
        AnnaWaits.When(new ChangeCriteria(Anna.Report, Piotr.Entry, OnlyNear))
            .ThenRefused(Refusals.NotFound(Piotr.Entry));

    [Fact]
    public void Criteria_that_nothing_could_meet_are_refused()
    {
        var backwards = new Criteria(From: new LocalDate(2026, 10, 2), To: new LocalDate(2026, 10, 1));

        AnnaWaits
            .When(new ChangeCriteria(Anna.Report, Anna.Entry, backwards))
            .ThenRefused(Refusals.Malformed("to", "it is before the first day"))
            .When(new ChangeCriteria(Anna.Report, Anna.Entry, new Criteria(new PlaceCriterion(null, null, null))))
            .ThenRefused(Refusals.Malformed("place", "give areas, places or a circle, and not more than allowed"));
    }

    [Fact]
    public void A_place_sets_another_category_and_with_it_the_class_but_not_the_time() =>
        AnnaWaits.At(2026, 9, 8)
            .When(FarStaff, new ChangeCategory(Anna.Report, Anna.Entry, MedicalCategory.Urgent)).Then(
                On(Anna.Entry, new WaitingEntryEvent.MedicalCategoryChanged(
                    MedicalCategory.Urgent, AllocationClass.Urgent, TestPolicies.Specialist.Ref,
                    Warsaw(2026, 9, 8, 10, 0))))
            .World.StateOf(Anna.Entry).Should().BeOfType<WaitingEntry.Waiting>()
            .Which.Terms.Order.Should().Be(new OrderKey(AllocationClass.Urgent, Start, 1));

    [Fact]
    public void The_category_it_has_already_is_no_change() =>
        AnnaWaits.When(NearStaff, new ChangeCategory(Anna.Report, Anna.Entry, MedicalCategory.Stable)).ThenNothing();

    [Fact]
    public void With_a_card_the_category_is_noted_and_the_class_stays()
    {
        var withCard = Anna with { Card = FastTrackCard.Oncology };

        Story.Begins().Given(withCard.Refer, withCard.Join)
            .When(NearStaff, new ChangeCategory(Anna.Report, Anna.Entry, MedicalCategory.Urgent)).Then(
                On(Anna.Entry, new WaitingEntryEvent.MedicalCategoryChanged(
                    MedicalCategory.Urgent, AllocationClass.FastTrack, TestPolicies.Specialist.Ref, Start)));
    }

    [Fact]
    public void The_patient_never_sets_the_category() =>
        AnnaWaits.When(new ChangeCategory(Anna.Report, Anna.Entry, MedicalCategory.Urgent))
            .ThenRefused(Refusals.ActorNotAllowed("a place or the issuer of the referral"));

    [Fact]
    public void The_category_of_a_booked_patient_goes_to_the_report() =>
        AnnaWaits.Published(Monday).Given(Anna.Assign(Monday))
            .When(NearStaff, new ChangeCategory(Anna.Report, Anna.Entry, MedicalCategory.Urgent)).Then(
                On(Anna.Report, new CentralReportEvent.MedicalCategoryChanged(
                    MedicalCategory.Urgent, AllocationClass.Urgent, TestPolicies.Specialist.Ref, Start)));

    [Fact]
    public void Of_a_closed_report_nothing_is_changed() =>
        AnnaWaits.Given(new WithdrawEntry(Anna.Entry))
            .When(NearStaff, new ChangeCategory(Anna.Report, Anna.Entry, MedicalCategory.Urgent))
            .ThenRefused(Refusals.ReportNotOpen);

    [Fact]
    public void A_report_that_nobody_made_is_not_found() =>
        Story.Begins()
            .When(NearStaff, new ChangeCategory(Anna.Report, null, MedicalCategory.Urgent))
            .ThenRefused(Refusals.NotFound(Anna.Report))
            .When(new ChangeCriteria(Anna.Report, null, OnlyNear)).ThenRefused(Refusals.NotFound(Anna.Report))
            .When(Actor.System, new IssueForecast(Anna.Report, 30)).ThenRefused(Refusals.NotFound(Anna.Report));

    [Fact]
    public void Who_withdraws_leaves_the_list_and_the_referral_was_never_held() =>
        AnnaWaits.When(new WithdrawEntry(Anna.Entry)).Then(
            On(Anna.Entry, new WaitingEntryEvent.EntryWithdrawn(Start)),
            On(Anna.Report, new CentralReportEvent.ReportClosed(ReportClosure.Withdrawn, Start)));

    [Fact]
    public void Who_has_a_date_cancels_it_and_does_not_withdraw() =>
        AnnaWaits.Published(Monday).Given(Anna.Assign(Monday))
            .When(new WithdrawEntry(Anna.Entry)).ThenRefused(Refusals.EntryNotWaiting);

    [Fact]
    public void Nobody_withdraws_an_entry_that_is_not_there() =>
        Story.Begins().When(new WithdrawEntry(Anna.Entry)).ThenRefused(Refusals.NotFound(Anna.Entry));

    [Fact]
    public void Who_withdrew_joins_again_with_a_new_entry_and_a_new_time()
    {
        var (later, again) = (Warsaw(2026, 9, 9, 10, 0), Anna with { Number = 9 });
        var entry = new EntryId(Ids.Derive("test-entry", "again"));

        AnnaWaits.Given(new WithdrawEntry(Anna.Entry)).At(later)
            .When(new JoinWaitingRoom(entry, again.Details, Consent.Given)).Then(
                On(entry, again.PlacedAt(later, later, Criteria.None)),
                On(Anna.Report, again.FiledAt(later)));
    }

    [Fact]
    public void The_same_forecast_is_told_once_a_day()
    {
        var (forecast, later) = (new IssueForecast(Anna.Report, 45), Warsaw(2026, 9, 8, 10, 0));

        AnnaWaits.When(Actor.System, forecast).Then(
            On(Anna.Report, new CentralReportEvent.ForecastIssued(45, TestPolicies.Specialist.Ref, Start)))
            .At(later).When(Actor.System, forecast).Then(
                On(Anna.Report, new CentralReportEvent.ForecastIssued(45, TestPolicies.Specialist.Ref, later)))
            .When(Actor.System, new IssueForecast(Anna.Report, 44)).Then(
                On(Anna.Report, new CentralReportEvent.ForecastIssued(44, TestPolicies.Specialist.Ref, later)));
    }

    [Fact]
    public void A_forecast_is_not_negative_not_of_a_closed_report_and_not_the_patients_own() =>
        AnnaWaits
            .When(Actor.System, new IssueForecast(Anna.Report, -1))
            .ThenRefused(Refusals.Malformed("days", "it is negative"))
            .When(new IssueForecast(Anna.Report, 3)).ThenRefused(Refusals.ActorNotAllowed("system"))
            .Given(new WithdrawEntry(Anna.Entry))
            .When(Actor.System, new IssueForecast(Anna.Report, 3)).ThenRefused(Refusals.ReportNotOpen);
}
