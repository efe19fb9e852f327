using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Slots;
using Scheduling.Domain.Tests.Operations.Language;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>An entitled patient is seen out of turn (states.md §3, art. 47c).</summary>
public sealed class BookOutOfTurnTests
{
    // Friday before Christmas: the seventh working day after it is the last of the year.
    private static readonly Instant BeforeChristmas = Warsaw(2026, 12, 18, 16, 0);
    private static readonly LocalDate NewYearsEve = new(2026, 12, 31);

    private static Story EntitledAsks => Story.Begins().Given(Entitled.Refer);

    private static BookOutOfTurn Book(Term term, bool adds = false) =>
        new(Entitled.Visit, term.Place, term.Id, Entitled.Details, adds ? term.Offer : null);

    [Fact]
    public void On_the_same_day_in_a_time_that_the_place_adds() =>
        EntitledAsks.When(NearStaff, Book(Today, adds: true)).Then(
            On(Today, Today.PublishedAt(Start)),
            On(Today, new SlotEvent.SlotBooked(Entitled.Visit, Start)),
            On(Entitled.Visit, Entitled.BookedAt(Start, Today, NearStaff, BookingOrigin.OutOfTurn)),
            On(Entitled.Report, Entitled.FiledAt(Start)),
            On(Entitled.Referral!.Value, new ReferralEvent.ReferralHeld(Near, Start)));

    [Fact]
    public void In_a_slot_that_is_held_back_for_the_list()
    {
        var soon = new Term("soon", Near, new LocalDateTime(2026, 9, 16, 9, 0));

        EntitledAsks.Published(soon).When(NearStaff, Book(soon)).Then(
            On(soon, new SlotEvent.SlotBooked(Entitled.Visit, Start)),
            On(Entitled.Visit, Entitled.BookedAt(Start, soon, NearStaff, BookingOrigin.OutOfTurn)),
            On(Entitled.Report, Entitled.FiledAt(Start)),
            On(Entitled.Referral!.Value, new ReferralEvent.ReferralHeld(Near, Start)));
    }

    [Fact]
    public void Over_Christmas_seven_working_days_reach_to_the_last_day_of_the_year()
    {
        var last = new Term("last", Near, NewYearsEve.At(new LocalTime(18, 0)));
        var next = new Term("next", Near, new LocalDateTime(2027, 1, 4, 8, 0));
        var story = Story.BeginsAt(BeforeChristmas).Given(Entitled.Refer).Published(last, next);

        story.When(NearStaff, Book(next)).ThenRefused(Refusals.OutOfTurnDeadline(NewYearsEve))
            .When(NearStaff, Book(last)).Then(
                On(last, new SlotEvent.SlotBooked(Entitled.Visit, BeforeChristmas)),
                On(Entitled.Visit, Entitled.BookedAt(BeforeChristmas, last, NearStaff, BookingOrigin.OutOfTurn)),
                On(Entitled.Report, Entitled.FiledAt(BeforeChristmas)),
                On(Entitled.Referral!.Value, new ReferralEvent.ReferralHeld(Near, BeforeChristmas)));
    }

    [Fact]
    public void The_eighth_working_day_is_too_late()
    {
        var late = new Term("late", Near, new LocalDateTime(2026, 9, 17, 9, 0));

        EntitledAsks.Published(late).When(NearStaff, Book(late))
            .ThenRefused(Refusals.OutOfTurnDeadline(new LocalDate(2026, 9, 16)));
    }

    [Fact]
    public void Without_an_entitlement_nobody_is_seen_out_of_turn() =>
        Story.Begins().Given(Anna.Refer).Published(Today)
            .When(NearStaff, new BookOutOfTurn(Anna.Visit, Near, Today.Id, Anna.Details))
            .ThenRefused(Refusals.EntitlementMissing);

    [Fact]
    public void Only_the_place_itself_books_out_of_turn() =>
        EntitledAsks.Published(Today)
            .When(Book(Today)).ThenRefused(Refusals.ChannelNotAllowed("place"))
            .When(FarStaff, Book(Today)).ThenRefused(Refusals.OtherPlace(Near))
            .When(Actor.PatientBy(Channel.Place), Book(Today))
            .ThenRefused(Refusals.ActorNotAllowed("staff of the place"));

    [Fact]
    public void The_slot_is_one_of_the_place() =>
        EntitledAsks.Published(Elsewhere).When(NearStaff, Book(Elsewhere) with { Place = Near })
            .ThenRefused(Refusals.OtherPlace(Near));

    [Fact]
    public void One_open_report_per_service_is_enough() =>
        EntitledAsks.Given(Entitled.Join).Published(Today).When(NearStaff, Book(Today))
            .ThenRefused(Refusals.ReportAlreadyOpen);

    [Fact]
    public void A_referral_that_a_place_holds_is_no_good() =>
        EntitledAsks.GivenHistory(On(Entitled.Referral!.Value, new ReferralEvent.ReferralHeld(Far, Start)))
            .Published(Today).When(NearStaff, Book(Today)).ThenRefused(Refusals.ReferralNotIssued);

    [Fact]
    public void Without_any_contact_nobody_is_booked() =>
        EntitledAsks.Published(Today).When(NearStaff, new BookOutOfTurn(
                Entitled.Visit, Near, Today.Id, (Entitled with { Contacts = [] }).Details))
            .ThenRefused(Refusals.NoContact);

    [Fact]
    public void A_slot_that_somebody_has_is_taken() =>
        EntitledAsks.Open(Today).Given(Anna.Refer, Anna.Book(Today)).When(NearStaff, Book(Today))
            .ThenRefused(Refusals.SlotTaken);

    [Fact]
    public void A_time_that_is_added_is_not_there_yet() =>
        EntitledAsks.Published(Today).When(NearStaff, Book(Today, adds: true))
            .ThenRefused(Refusals.AlreadyExists(Today.Id));

    [Fact]
    public void A_time_that_is_added_has_not_begun() =>
        EntitledAsks.At(2026, 9, 7, 15).When(NearStaff, Book(Today, adds: true)).ThenRefused(Refusals.SlotOver);

    [Fact]
    public void Also_an_entitled_patient_is_booked_inside_the_window_and_at_an_active_place()
    {
        EntitledAsks.Published(Beyond).When(NearStaff, Book(Beyond)).ThenRefused(Refusals.BeyondWindow(WindowEnd));
        Story.BeforeActivation().Given(Entitled.Refer).Published(Today).When(NearStaff, Book(Today))
            .ThenRefused(Refusals.PlaceNotActive);
    }

    [Fact]
    public void A_visit_out_of_turn_that_is_cancelled_puts_the_patient_on_the_list() =>
        EntitledAsks.Given(NearStaff, Book(Today, adds: true)).When(Entitled.Cancel()).Then(
            On(Today, new SlotEvent.SlotFreed(Entitled.Visit, Start)),
            On(Today, new SlotEvent.SlotReleased(
                ReleaseReason.TooClose, null, TestPolicies.Specialist.Ref, Start)),
            On(Entitled.Visit, new AppointmentEvent.AppointmentCancelled(
                ActorRole.Patient, Channel.Ikp, null, TestPolicies.Specialist.Ref, Start)),
            On(EntryAfter(Entitled.Visit), Entitled.PlacedAt(
                Start, Start, new Criteria(PlaceCriterion.In(TerytCode.Parse("24"))),
                WaitingRoom.PlacedBecause.EntitledPatientCancelled, Today.Id)),
            On(Entitled.Referral!.Value, new ReferralEvent.ReferralReleased(Start)));
}
