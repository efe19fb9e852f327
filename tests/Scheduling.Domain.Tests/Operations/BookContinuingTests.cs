using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Slots;
using Scheduling.Domain.Tests.Operations.Language;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>
/// A further visit of a treatment (states.md §3, art. 23g(13)): never on the list, never in the window.
/// </summary>
public sealed class BookContinuingTests
{
    private static Story AnnaIsInTreatment =>
        Story.Begins().Given(Anna.Refer).Open(Monday).Given(Anna.Book(Monday))
            .At(2026, 9, 21, 9).Given(new FulfilAppointment(Anna.Visit)).Published(Control);

    [Fact]
    public void The_holding_place_books_beyond_the_window_and_opens_no_report()
    {
        var now = Warsaw(2026, 9, 21, 9, 0);

        AnnaIsInTreatment.When(NearStaff, Anna.BookNext(Control)).Then(
            On(Control, new SlotEvent.SlotBooked(Anna.NextVisit, now)),
            On(Anna.NextVisit, Anna.BookedAt(now, Control, NearStaff, BookingOrigin.Treatment)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, now, Anna.NextVisit)));
    }

    [Fact]
    public void Neither_the_patient_nor_another_place_books_it() =>
        AnnaIsInTreatment
            .When(Anna.BookNext(Control)).ThenRefused(Refusals.ChannelNotAllowed("place"))
            .When(Actor.PatientBy(Channel.Place), Anna.BookNext(Control))
            .ThenRefused(Refusals.ActorNotAllowed("staff of the place"))
            .When(FarStaff, Anna.BookNext(Control)).ThenRefused(Refusals.OtherPlace(Near));

    [Fact]
    public void A_place_that_does_not_hold_the_referral_books_nothing()
    {
        var far = Control with { Name = "far", Place = Far };

        AnnaIsInTreatment.Published(far).When(FarStaff, Anna.BookNext(far)).ThenRefused(Refusals.ReferralNotHeldHere);
    }

    [Fact]
    public void Without_a_treatment_there_is_nothing_to_go_on_with() =>
        Story.Begins().Published(Control)
            .When(NearStaff, Anna.BookNext(Control)).ThenRefused(Refusals.NotFound(Anna.Referral!.Value))
            .Given(Anna.Refer)
            .When(NearStaff, Anna.BookNext(Control)).ThenRefused(Refusals.ReferralNotHeldHere);

    [Fact]
    public void Before_the_first_visit_took_place_there_is_nothing_to_go_on_with_either() =>
        Story.Begins().Given(Anna.Refer).Open(Monday).Given(Anna.Book(Monday)).Published(Control)
            .When(NearStaff, Anna.BookNext(Control)).ThenRefused(Refusals.ReportAlreadyOpen);

    [Fact]
    public void A_new_first_visit_on_another_referral_does_not_disturb_the_treatment()
    {
        var now = Warsaw(2026, 9, 21, 9, 0);
        var second = Anna with { Referral = new ReferralId(Ids.Derive("test-referral", "second")), Number = 9 };

        AnnaIsInTreatment.Given(second.Refer, second.Join).When(NearStaff, Anna.BookNext(Control)).Then(
            On(Control, new SlotEvent.SlotBooked(Anna.NextVisit, now)),
            On(Anna.NextVisit, Anna.BookedAt(now, Control, NearStaff, BookingOrigin.Treatment)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralHeld(Near, now, Anna.NextVisit)));
    }

    [Fact]
    public void The_referral_is_this_patients_and_for_this_service()
    {
        var screened = new Term("screened", Near, Control.StartAt) { Scope = Screening, Kind = SlotKind.Continuing };

        AnnaIsInTreatment.Published(screened)
            .When(NearStaff, Anna.BookNext(Control) with { Patient = Piotr.Patient })
            .ThenRefused(Refusals.NotTheHolder)
            .When(NearStaff, Anna.BookNext(screened) with { Scope = Screening })
            .ThenRefused(Refusals.ReferralOfOtherScope);
    }

    [Fact]
    public void A_slot_for_first_visits_takes_no_further_one() =>
        AnnaIsInTreatment.Open(Tuesday).When(NearStaff, Anna.BookNext(Tuesday)).ThenRefused(Refusals.SlotOfOtherKind);

    [Fact]
    public void Without_any_contact_nobody_is_booked() =>
        AnnaIsInTreatment.When(NearStaff, Anna.BookNext(Control) with { Contacts = [] })
            .ThenRefused(Refusals.NoContact);

    [Fact]
    public void A_slot_that_somebody_has_is_taken() =>
        AnnaIsInTreatment.Given(NearStaff, Anna.BookNext(Control))
            .When(NearStaff, Anna.BookNext(Control) with { Appointment = Piotr.Visit })
            .ThenRefused(Refusals.SlotTaken);

    [Fact]
    public void After_the_end_of_the_contract_the_treatment_goes_on_elsewhere() =>
        AnnaIsInTreatment.Given(new EndContract(Near, Control.StartAt.Date))
            .When(NearStaff, Anna.BookNext(Control)).ThenRefused(Refusals.ContractEnded(Control.StartAt.Date));
}
