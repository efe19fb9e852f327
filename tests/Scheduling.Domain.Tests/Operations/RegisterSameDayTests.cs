using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Slots;
using Scheduling.Domain.Tests.Operations.Language;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>A place registers a visit on its day, and after it only with a reason (states.md §3).</summary>
public sealed class RegisterSameDayTests
{
    private static readonly Term Morning = new("morning", Near, new LocalDateTime(2026, 9, 7, 8, 0));
    private static readonly Term Yesterday = new("yesterday", Near, new LocalDateTime(2026, 9, 6, 8, 0));

    private static Story AnnaIsHere => Story.Begins().Given(Anna.Refer);

    private static RegisterSameDay Register(Somebody patient, Term term, LateReason? late = null) =>
        new(patient.Visit, Near, term.Id, term.Offer, patient.Details, late);

    private static PlannedEvent[] Registered(Term term, Instant at) =>
    [
        On(term, term.PublishedAt(at)),
        On(term, new SlotEvent.SlotBooked(Anna.Visit, at)),
        On(Anna.Visit, Anna.BookedAt(at, term, NearStaff, BookingOrigin.SameDay)),
        On(Anna.Report, Anna.FiledAt(at)),
        On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, at)),
    ];

    [Fact]
    public void A_first_visit_of_today_is_registered_before_it_begins() =>
        AnnaIsHere.When(NearStaff, Register(Anna, Today)).Then(Registered(Today, Start));

    [Fact]
    public void Also_after_it_began_until_the_end_of_the_day()
    {
        var lastMinute = Warsaw(2026, 9, 7, 23, 59);

        AnnaIsHere.At(lastMinute).When(NearStaff, Register(Anna, Morning)).Then(Registered(Morning, lastMinute));
    }

    [Fact]
    public void At_midnight_it_is_too_late_without_a_reason() =>
        AnnaIsHere.At(2026, 9, 8, 0).When(NearStaff, Register(Anna, Morning))
            .ThenRefused(Refusals.TooLate(new LocalDate(2026, 9, 7)));

    [Theory]
    [InlineData(LateReason.Emergency)]
    [InlineData(LateReason.CentralOutage)]
    public void Emergencies_and_outages_are_registered_later(LateReason reason) =>
        AnnaIsHere.When(NearStaff, Register(Anna, Yesterday, reason)).Then(Registered(Yesterday, Start));

    [Fact]
    public void A_visit_of_tomorrow_is_booked_and_not_registered() =>
        AnnaIsHere.When(NearStaff, Register(Anna, Monday, LateReason.Emergency))
            .ThenRefused(Refusals.TooEarly(new LocalDateTime(2026, 9, 21, 0, 0)));

    [Fact]
    public void A_continuing_visit_is_registered_where_the_referral_is_held()
    {
        var further = Morning with { Kind = SlotKind.Continuing };

        AnnaIsHere.GivenHistory(On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, Start)))
            .When(NearStaff, Register(Anna, further)).Then(
                On(further, further.PublishedAt(Start)),
                On(further, new SlotEvent.SlotBooked(Anna.Visit, Start)),
                On(Anna.Visit, Anna.BookedAt(Start, further, NearStaff, BookingOrigin.SameDay)),
                On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, Start, Anna.Visit)));
    }

    [Fact]
    public void A_continuing_visit_needs_a_treatment_and_a_contact()
    {
        var further = Morning with { Kind = SlotKind.Continuing };

        AnnaIsHere
            .When(NearStaff, Register(Anna, further)).ThenRefused(Refusals.ReferralNotHeldHere)
            .When(NearStaff, Register(Anna with { Referral = null }, further)).ThenRefused(Refusals.ReferralMissing)
            .When(NearStaff, Register(Anna with { Contacts = [] }, further)).ThenRefused(Refusals.NoContact);
    }

    [Fact]
    public void A_first_visit_needs_all_that_a_first_visit_needs()
    {
        AnnaIsHere.When(NearStaff, Register(Anna with { Contacts = [] }, Morning)).ThenRefused(Refusals.NoContact);
        AnnaIsHere.When(NearStaff, Register(Anna with { Referral = null }, Morning))
            .ThenRefused(Refusals.ReferralMissing);
        AnnaIsHere.Given(Anna.Join).When(NearStaff, Register(Anna, Morning))
            .ThenRefused(Refusals.ReportAlreadyOpen);
    }

    [Fact]
    public void Only_the_own_place_registers() =>
        AnnaIsHere
            .When(FarStaff, Register(Anna, Morning)).ThenRefused(Refusals.OtherPlace(Near))
            .When(Register(Anna, Morning)).ThenRefused(Refusals.ActorNotAllowed("staff of the place"));

    [Fact]
    public void The_place_is_active_has_the_service_and_a_contract()
    {
        Story.BeforeActivation().Given(Anna.Refer).When(NearStaff, Register(Anna, Morning))
            .ThenRefused(Refusals.PlaceNotActive);
        AnnaIsHere.Given(new EndContract(Near, new LocalDate(2026, 9, 7)))
            .When(NearStaff, Register(Anna, Morning))
            .ThenRefused(Refusals.ContractEnded(new LocalDate(2026, 9, 7)));
        AnnaIsHere.When(Actor.System, Register(Anna, Morning) with { Place = Nowhere })
            .ThenRefused(Refusals.NotFound(Nowhere));
    }

    [Fact]
    public void The_time_is_of_the_service_of_the_report() =>
        AnnaIsHere.When(NearStaff, Register(Anna, Morning with { Scope = Screening }))
            .ThenRefused(Refusals.SlotOfOtherScope);

    [Fact]
    public void The_time_is_not_there_yet() =>
        AnnaIsHere.Published(Today).When(NearStaff, Register(Anna, Today))
            .ThenRefused(Refusals.AlreadyExists(Today.Id));
}
