using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Slots;
using Scheduling.Domain.Tests.Operations.Language;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>Visits made before the place joined (states.md §3, <i>load a visit</i>): a file, or a named slot.</summary>
public sealed class LoadAppointmentTests
{
    private static readonly Instant Registered = Warsaw(2026, 2, 3, 8, 0);
    private static readonly Somebody OnPaper = Anna with { Form = ReferralForm.Paper, Referral = null };

    private static Story PlaceIsNotActive => Story.BeforeActivation().Given(Anna.Refer);

    private static LoadAppointment Load(Somebody patient, Term term, bool adds = true) =>
        new(
            patient.Visit, Near, term.Id, term.Kind, patient.Form, patient.Details, Registered,
            adds ? term.Offer : null);

    [Fact]
    public void A_first_visit_of_the_file_makes_its_slot_and_keeps_the_registration_date() =>
        PlaceIsNotActive.When(NearStaff, Load(Anna, Monday)).Then(
            On(Monday, Monday.PublishedAt(Start)),
            On(Monday, new SlotEvent.SlotBooked(Anna.Visit, Start)),
            On(Anna.Visit, Anna.BookedAt(Start, Monday, NearStaff, BookingOrigin.InitialLoad)),
            On(Anna.Report, Anna.FiledAt(Start, Registered)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, Start)));

    [Fact]
    public void It_may_lie_beyond_the_window() =>
        PlaceIsNotActive.When(NearStaff, Load(Anna, Beyond)).Then(
            On(Beyond, Beyond.PublishedAt(Start)),
            On(Beyond, new SlotEvent.SlotBooked(Anna.Visit, Start)),
            On(Anna.Visit, Anna.BookedAt(Start, Beyond, NearStaff, BookingOrigin.InitialLoad)),
            On(Anna.Report, Anna.FiledAt(Start, Registered)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, Start)));

    [Fact]
    public void Or_it_takes_a_slot_that_was_published_before_activation() =>
        PlaceIsNotActive.Published(Beyond).When(NearStaff, Load(Anna, Beyond, adds: false)).Then(
            On(Beyond, new SlotEvent.SlotBooked(Anna.Visit, Start)),
            On(Anna.Visit, Anna.BookedAt(Start, Beyond, NearStaff, BookingOrigin.InitialLoad)),
            On(Anna.Report, Anna.FiledAt(Start, Registered)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, Start)));

    [Fact]
    public void A_referral_on_paper_need_not_be_known_here() =>
        PlaceIsNotActive.When(NearStaff, Load(OnPaper, Monday)).Then(
            On(Monday, Monday.PublishedAt(Start)),
            On(Monday, new SlotEvent.SlotBooked(Anna.Visit, Start)),
            On(Anna.Visit, OnPaper.BookedAt(Start, Monday, NearStaff, BookingOrigin.InitialLoad)),
            On(Anna.Report, OnPaper.FiledAt(Start, Registered)));

    [Fact]
    public void A_continuing_visit_on_paper_files_no_report() =>
        PlaceIsNotActive.When(NearStaff, Load(OnPaper, Control)).Then(
            On(Control, Control.PublishedAt(Start)),
            On(Control, new SlotEvent.SlotBooked(Anna.Visit, Start)),
            On(Anna.Visit, OnPaper.BookedAt(Start, Control, NearStaff, BookingOrigin.InitialLoad)));

    [Fact]
    public void A_continuing_visit_needs_a_referral_held_by_the_place()
    {
        PlaceIsNotActive.When(NearStaff, Load(Anna, Control)).ThenRefused(Refusals.ReferralNotHeldHere);
        PlaceIsNotActive.GivenHistory(On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Far, Start)))
            .When(NearStaff, Load(Anna, Control)).ThenRefused(Refusals.ReferralNotHeldHere);
        PlaceIsNotActive.GivenHistory(On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, Start)))
            .When(NearStaff, Load(Anna, Control)).Then(
                On(Control, Control.PublishedAt(Start)),
                On(Control, new SlotEvent.SlotBooked(Anna.Visit, Start)),
                On(Anna.Visit, Anna.BookedAt(Start, Control, NearStaff, BookingOrigin.InitialLoad)),
                On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, Start, Anna.Visit)));
    }

    [Fact]
    public void A_first_visit_needs_a_free_referral_also_where_the_load_says_paper()
    {
        var held = PlaceIsNotActive.GivenHistory(On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, Start)));

        held.When(NearStaff, Load(Anna, Monday)).ThenRefused(Refusals.ReferralNotIssued)
            .When(NearStaff, Load(Anna, Monday) with { Form = ReferralForm.Paper })
            .ThenRefused(Refusals.ReferralNotIssued);
        PlaceIsNotActive.When(NearStaff, Load(Piotr with { Referral = Anna.Referral }, Monday))
            .ThenRefused(Refusals.NotTheHolder);
        PlaceIsNotActive.When(NearStaff, Load(Anna with { Referral = null }, Monday))
            .ThenRefused(Refusals.ReferralMissing);
    }

    [Fact]
    public void After_activation_no_visit_is_loaded() =>
        PlaceIsNotActive.Given(new ActivatePlace(Near)).When(NearStaff, Load(Anna, Monday))
            .ThenRefused(Refusals.PlaceAlreadyActive);

    [Fact]
    public void The_registration_date_is_there_and_not_in_the_future() =>
        PlaceIsNotActive
            .When(NearStaff, Load(Anna, Monday) with { RegisteredAt = null })
            .ThenRefused(Refusals.RegistrationDateInvalid)
            .When(NearStaff, Load(Anna, Monday) with { RegisteredAt = Start + Duration.Epsilon })
            .ThenRefused(Refusals.RegistrationDateInvalid);

    [Fact]
    public void Without_any_contact_no_visit_is_loaded() =>
        PlaceIsNotActive.When(NearStaff, Load(Anna with { Contacts = [] }, Monday)).ThenRefused(Refusals.NoContact);

    [Fact]
    public void Who_has_an_open_report_is_not_loaded_again()
    {
        var second = Anna with { Referral = new ReferralId(Ids.Derive("test-referral", "second")) };

        PlaceIsNotActive.Given(Load(Anna, Monday), second.Refer)
            .When(NearStaff, Load(second, Tuesday) with { Appointment = Anna.NextVisit })
            .ThenRefused(Refusals.ReportAlreadyOpen);
    }

    [Fact]
    public void A_named_slot_is_there_free_and_of_the_right_place_scope_and_kind()
    {
        PlaceIsNotActive.When(NearStaff, Load(Anna, Monday, adds: false)).ThenRefused(Refusals.NotFound(Monday.Id));
        PlaceIsNotActive.Published(Elsewhere).When(NearStaff, Load(Anna, Elsewhere, adds: false))
            .ThenRefused(Refusals.OtherPlace(Near));
        PlaceIsNotActive.Published(Smear).When(NearStaff, Load(Anna, Smear, adds: false))
            .ThenRefused(Refusals.SlotOfOtherScope);
        PlaceIsNotActive.Published(Control)
            .When(NearStaff, Load(Anna, Control, adds: false) with { Kind = SlotKind.FirstTime })
            .ThenRefused(Refusals.SlotOfOtherKind);
        PlaceIsNotActive.Published(Monday).Given(Load(OnPaper with { Name = "piotr" }, Monday, adds: false))
            .When(NearStaff, Load(Anna, Monday, adds: false)).ThenRefused(Refusals.SlotTaken);
    }

    [Fact]
    public void A_slot_that_is_added_is_not_there_yet() =>
        PlaceIsNotActive.Published(Monday).When(NearStaff, Load(Anna, Monday))
            .ThenRefused(Refusals.AlreadyExists(Monday.Id));

    [Fact]
    public void After_the_end_of_the_contract_no_visit_is_loaded() =>
        PlaceIsNotActive.Published(Tuesday).Given(new EndContract(Near, new LocalDate(2026, 9, 22)))
            .When(NearStaff, Load(Anna, Tuesday, adds: false))
            .ThenRefused(Refusals.ContractEnded(new LocalDate(2026, 9, 22)))
            .When(NearStaff, Load(Anna, Beyond)).ThenRefused(Refusals.ContractEnded(new LocalDate(2026, 9, 22)));

    [Fact]
    public void Only_the_place_loads_its_visits() =>
        PlaceIsNotActive
            .When(FarStaff, Load(Anna, Monday)).ThenRefused(Refusals.OtherPlace(Near))
            .When(Load(Anna, Monday)).ThenRefused(Refusals.ActorNotAllowed("staff of the place"));

    [Fact]
    public void A_place_nobody_registered_loads_nothing() =>
        PlaceIsNotActive.When(Actor.System, Load(Anna, Monday) with { Place = Nowhere })
            .ThenRefused(Refusals.NotFound(Nowhere));

    [Fact]
    public void A_screening_visit_is_loaded_without_a_referral()
    {
        var ewa = new Somebody("ewa", 4) { Scope = Screening, Referral = null };

        PlaceIsNotActive.When(NearStaff, Load(ewa, Smear)).Then(
            On(Smear, Smear.PublishedAt(Start)),
            On(Smear, new SlotEvent.SlotBooked(ewa.Visit, Start)),
            On(ewa.Visit, ewa.BookedAt(Start, Smear, NearStaff, BookingOrigin.InitialLoad)),
            On(ewa.Report, ewa.FiledAt(Start, Registered)));
    }
}
