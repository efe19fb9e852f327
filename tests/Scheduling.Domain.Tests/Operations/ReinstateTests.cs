using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Domain.WaitingRoom;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>Kept away by force majeure, the patient asks back in (states.md §3, <i>reinstate</i>).</summary>
public sealed class ReinstateTests
{
    private static readonly PolicyRef Policy = TestPolicies.Specialist.Ref;
    private static readonly Criteria InSilesia = new(PlaceCriterion.In(TerytCode.Parse("24")));

    // The clocks go back on 25 October, inside the seven days.
    private static readonly Term Friday = new("friday", Near, new LocalDateTime(2026, 10, 16, 9, 0));
    private static readonly LocalDate HindranceEndedOn = new(2026, 10, 20);
    private static readonly Instant LastMinute = Warsaw(2026, 10, 27, 23, 59);
    private static readonly AppointmentId Given = Ids.AppointmentOf(Friday.Id, 1);

    private static Story AnnaDidNotCome =>
        Story.Begins().Given(Anna.Refer).Open(Friday).Given(Anna.Book(Friday))
            .At(2026, 10, 16, 9).Given(new MissAppointment(Anna.Visit, Fault.Patient));

    private static Story AnnaOfTheListDidNotCome =>
        Story.Begins().Given(Anna.Refer, Anna.Join).Published(Friday).Given(Anna.Assign(Friday))
            .At(2026, 10, 16, 9).Given(new MissAppointment(Given, Fault.Patient));

    private static ReinstateEntry Reinstate(AppointmentId visit) => new(visit, HindranceEndedOn);

    [Fact]
    public void The_place_on_the_list_comes_back_until_the_last_minute_of_the_seventh_day() =>
        AnnaOfTheListDidNotCome.At(LastMinute).When(Reinstate(Given)).Then(
            On(Anna.Entry, new WaitingEntryEvent.EntryReinstated([], Policy, LastMinute)),
            On(Anna.Report, new CentralReportEvent.ReportReopened(Policy, LastMinute)))
            .World.StateOf(Anna.Entry).Should().BeOfType<WaitingEntry.Waiting>()
            .Which.Terms.Order.Should().Be(Anna.OrderSince(Start));

    [Fact]
    public void At_midnight_it_is_too_late() =>
        AnnaOfTheListDidNotCome.At(2026, 10, 28, 0).When(Reinstate(Given))
            .ThenRefused(Refusals.TooLate(new LocalDate(2026, 10, 27)));

    [Theory]
    [InlineData(2026, 4, 1, 23, 59, true)]
    [InlineData(2026, 4, 2, 0, 0, false)]
    public void Over_the_spring_change_the_days_are_those_of_the_calendar(
        int year, int month, int day, int hour, int minute, bool inTime)
    {
        // 25 March and seven days are 167 hours here: the clocks go forward on the 29th.
        var (booked, term) = (Warsaw(2026, 3, 2, 8, 0), new Term("march", Near, new LocalDateTime(2026, 3, 20, 9, 0)));
        var story = SpringStory(booked, term)
            .At(2026, 3, 20, 16).Given(new MissAppointment(Anna.Visit, Fault.Patient))
            .At(year, month, day, hour, minute);
        var asked = story.When(new ReinstateEntry(Anna.Visit, new LocalDate(2026, 3, 25)));
        if (!inTime)
        {
            asked.ThenRefused(Refusals.TooLate(new LocalDate(2026, 4, 1)));
            return;
        }

        asked.Then(
            On(EntryAfter(Anna.Visit), Anna.PlacedAt(story.Now, booked, InSilesia, PlacedBecause.Reinstated)),
            On(Anna.Report, new CentralReportEvent.ReportReopened(Policy, story.Now)));
    }

    [Fact]
    public void Who_had_no_entry_gets_one_with_the_time_of_the_report() =>
        AnnaDidNotCome.At(LastMinute).When(Reinstate(Anna.Visit)).Then(
            On(EntryAfter(Anna.Visit), Anna.PlacedAt(LastMinute, Start, InSilesia, PlacedBecause.Reinstated)),
            On(Anna.Report, new CentralReportEvent.ReportReopened(Policy, LastMinute)));

    [Fact]
    public void What_was_changed_and_left_while_the_date_stood_counts()
    {
        var (earlier, criteria) = (new Term("earlier", Near, new LocalDateTime(2026, 10, 15, 9, 0)), Criteria.None with
        {
            Mode = VisitMode.InPerson,
        });

        Story.Begins().Given(Anna.Refer, Anna.Join).Published(Friday).Given(Anna.Assign(Friday))
            .At(2026, 9, 8).Open(earlier).Given(new RescheduleByPatient(Given, earlier.Id))
            .Given(new ChangeCategory(Anna.Report, Anna.Entry, MedicalCategory.Urgent))
            .Given(new ChangeCriteria(Anna.Report, Anna.Entry, criteria))
            .At(2026, 10, 15, 9).Given(new MissAppointment(Given, Fault.Patient))
            .At(LastMinute).When(Reinstate(Given)).Then(
                On(Anna.Entry, new WaitingEntryEvent.EntryReinstated([Friday.Id], Policy, LastMinute)),
                On(Anna.Entry, new WaitingEntryEvent.MedicalCategoryChanged(
                    MedicalCategory.Urgent, AllocationClass.Urgent, Policy, LastMinute)),
                On(Anna.Entry, new WaitingEntryEvent.CriteriaChanged(criteria, LastMinute)),
                On(Anna.Report, new CentralReportEvent.ReportReopened(Policy, LastMinute)));
    }

    [Fact]
    public void A_hindrance_that_has_not_ended_yet_is_too_early() =>
        AnnaDidNotCome.At(2026, 10, 19).When(Reinstate(Anna.Visit))
            .ThenRefused(Refusals.TooEarly(new LocalDateTime(2026, 10, 20, 0, 0)));

    [Fact]
    public void Only_who_was_struck_off_comes_back()
    {
        AnnaIsBookedFor(Friday).When(Reinstate(Anna.Visit)).ThenRefused(Refusals.NotRemovedForNoShow);
        AnnaIsBookedFor(Friday).Given(Anna.Cancel()).When(Reinstate(Anna.Visit))
            .ThenRefused(Refusals.NotRemovedForNoShow);
        AnnaIsBookedFor(Friday).At(2026, 10, 16, 9).Given(new MissAppointment(Anna.Visit, Fault.Undetermined))
            .At(2026, 10, 21).When(Reinstate(Anna.Visit)).ThenRefused(Refusals.NotRemovedForNoShow);
    }

    [Fact]
    public void A_visit_nobody_booked_is_not_found() =>
        Story.Begins().When(Reinstate(Anna.Visit)).ThenRefused(Refusals.NotFound(Anna.Visit));

    [Fact]
    public void Who_filed_a_new_report_has_nothing_to_come_back_to()
    {
        var again = Anna with { Number = 9 };
        var entry = new EntryId(Ids.Derive("test-entry", "again"));

        AnnaDidNotCome.At(2026, 10, 20).Given(new JoinWaitingRoom(entry, again.Details, Consent.Given))
            .When(Reinstate(Anna.Visit)).ThenRefused(Refusals.NotRemovedForNoShow);
    }

    [Fact]
    public void A_later_report_that_ended_the_same_way_does_not_lend_itself_to_the_earlier_visit()
    {
        var (again, next) = (Anna with { Number = 9 }, new Term("next", Near, new LocalDateTime(2026, 10, 19, 9, 0)));

        AnnaDidNotCome.Given(new AdvanceWindow(Cardiology)).Open(next)
            .Given(new BookPublicly(Anna.NextVisit, next.Id, again.Details))
            .At(2026, 10, 19, 9).Given(new MissAppointment(Anna.NextVisit, Fault.Patient))
            .At(LastMinute).When(Reinstate(Anna.Visit)).ThenRefused(Refusals.NotRemovedForNoShow)
            .Given(Reinstate(Anna.NextVisit));
    }

    [Fact]
    public void Who_came_back_and_has_a_date_again_does_not_come_back_once_more()
    {
        var next = new Term("next", Near, new LocalDateTime(2026, 11, 16, 9, 0));

        AnnaOfTheListDidNotCome.At(2026, 10, 21).Given(Reinstate(Given)).Given(new AdvanceWindow(Cardiology))
            .Published(next).Given(Anna.Assign(next)).When(Reinstate(Given))
            .ThenRefused(Refusals.ReferralNotIssued);
    }

    [Fact]
    public void Without_the_referral_there_is_nothing_to_wait_on() =>
        AnnaDidNotCome.Given(new CancelReferral(Anna.Referral!.Value, ReferralEnd.Expired)).At(LastMinute)
            .When(Reinstate(Anna.Visit)).ThenRefused(Refusals.ReferralNotIssued);

    [Fact]
    public void Where_the_waiting_room_was_switched_off_nobody_comes_back() =>
        AnnaDidNotCome.Adopted(TestPolicies.WithoutList).At(LastMinute).When(Reinstate(Anna.Visit))
            .ThenRefused(Refusals.WaitingRoomOff);

    private static Story AnnaIsBookedFor(Term term) =>
        Story.Begins().Given(Anna.Refer).Open(term).Given(Anna.Book(term));

    private static Story SpringStory(Instant from, Term term) =>
        Story.BeginsAt(from).Given(Anna.Refer).Open(term).Given(Anna.Book(term));
}
