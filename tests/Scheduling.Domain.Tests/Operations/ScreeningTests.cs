using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.Slots;
using Scheduling.Domain.Tests.Operations.Language;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>Screening: no referral, no waiting room, and a register that is asked on the day of booking.</summary>
public sealed class ScreeningTests
{
    private static readonly Somebody Ewa = new("ewa", 4) { Scope = Screening, Referral = null };

    private static EligibilityAnswer Yes => new("simp", EligibilityVerdict.Eligible, new LocalDate(2026, 9, 7));

    private static BookPublicly Book(EligibilityAnswer? answer) => new(Ewa.Visit, Smear.Id, Ewa.Details, answer);

    [Fact]
    public void A_published_slot_is_open_at_once_for_there_is_no_list() =>
        Story.Begins().When(NearStaff, Smear.Publish).Then(
            On(Smear, Smear.PublishedAt(Start)),
            On(Smear, new SlotEvent.SlotReleased(
                ReleaseReason.WaitingRoomOff, null, TestPolicies.Screening.Ref, Start)));

    [Fact]
    public void Whom_the_register_lets_is_booked_without_a_referral_and_the_answer_is_kept() =>
        Story.Begins().Published(Smear).When(Book(Yes)).Then(
            On(Smear, new SlotEvent.SlotBooked(Ewa.Visit, Start)),
            On(Ewa.Visit, Ewa.BookedAt(Start, Smear, ByIkp) with { Eligibility = Yes }),
            On(Ewa.Report, Ewa.FiledAt(Start)));

    [Fact]
    public void Whom_the_register_does_not_let_is_refused() =>
        Story.Begins().Published(Smear).When(Book(Yes with { Verdict = EligibilityVerdict.NotEligible }))
            .ThenRefused(Refusals.NotEligible("simp"));

    [Fact]
    public void While_the_register_does_not_answer_nobody_is_booked() =>
        Story.Begins().Published(Smear).When(Book(Yes with { Verdict = EligibilityVerdict.Unavailable }))
            .ThenRefused(Refusals.NotEligible("simp does not answer"));

    [Fact]
    public void An_answer_of_yesterday_is_none() =>
        Story.Begins().Published(Smear).When(Book(Yes with { AskedOn = new LocalDate(2026, 9, 6) }))
            .ThenRefused(Refusals.NotEligible("not asked today"));

    [Fact]
    public void Without_a_question_there_is_no_answer() =>
        Story.Begins().Published(Smear).When(Book(null)).ThenRefused(Refusals.NotEligible("not asked today"));

    [Fact]
    public void Out_of_turn_the_register_is_asked_too_and_the_answer_is_kept()
    {
        var entitled = Ewa with { Entitlement = new Entitlement("art. 47c(1)(1)") };
        var soon = Smear with { Name = "soon", StartAt = Today.StartAt };
        var book = new BookOutOfTurn(entitled.Visit, Near, soon.Id, entitled.Details);

        Story.Begins().Published(soon)
            .When(NearStaff, book).ThenRefused(Refusals.NotEligible("not asked today"))
            .When(NearStaff, book with { Eligibility = Yes with { Verdict = EligibilityVerdict.NotEligible } })
            .ThenRefused(Refusals.NotEligible("simp"))
            .When(NearStaff, book with { Eligibility = Yes }).Then(
                On(soon, new SlotEvent.SlotBooked(entitled.Visit, Start)),
                On(entitled.Visit, entitled.BookedAt(Start, soon, NearStaff, BookingOrigin.OutOfTurn) with
                {
                    Eligibility = Yes,
                }),
                On(entitled.Report, entitled.FiledAt(Start)));
    }

    [Fact]
    public void On_its_day_the_register_is_asked_too_and_the_answer_is_kept()
    {
        var now = Smear with { Name = "now", StartAt = Today.StartAt };
        var register = new RegisterSameDay(Ewa.Visit, Near, now.Id, now.Offer, Ewa.Details);

        Story.Begins()
            .When(NearStaff, register).ThenRefused(Refusals.NotEligible("not asked today"))
            .When(NearStaff, register with { Eligibility = Yes }).Then(
                On(now, now.PublishedAt(Start)),
                On(now, new SlotEvent.SlotBooked(Ewa.Visit, Start)),
                On(Ewa.Visit, Ewa.BookedAt(Start, now, NearStaff, BookingOrigin.SameDay) with { Eligibility = Yes }),
                On(Ewa.Report, Ewa.FiledAt(Start)));
    }

    [Fact]
    public void A_change_of_date_books_nothing_anew_and_asks_nobody()
    {
        var next = Smear with { Name = "next", StartAt = Smear.StartAt.PlusDays(1) };

        Story.Begins().Published(Smear, next).Given(Book(Yes)).At(2026, 9, 9)
            .Given(ByIkp, new RescheduleByPatient(Ewa.Visit, next.Id));
    }

    [Fact]
    public void A_visit_booked_before_the_place_joined_stands_and_asks_nobody() =>
        Story.BeforeActivation().Given(new LoadAppointment(
            Ewa.Visit, Near, Smear.Id, SlotKind.FirstTime, ReferralForm.Electronic, Ewa.Details, Start, Smear.Offer));

    [Fact]
    public void A_specialist_scope_asks_no_register() =>
        Story.Begins().Given(Anna.Refer).Open(Monday).Given(Anna.Book(Monday));

    [Fact]
    public void There_is_no_list_to_join() =>
        Story.Begins().When(Ewa.Join).ThenRefused(Refusals.WaitingRoomOff);

    [Fact]
    public void The_window_is_ninety_days()
    {
        var last = Smear with { Name = "last", StartAt = new LocalDateTime(2026, 12, 6, 9, 0) };
        var next = Smear with { Name = "next", StartAt = new LocalDateTime(2026, 12, 7, 9, 0) };

        Story.Begins().Published(last, next)
            .When(new BookPublicly(Ewa.Visit, next.Id, Ewa.Details, Yes))
            .ThenRefused(Refusals.BeyondWindow(new LocalDate(2026, 12, 6)))
            .When(new BookPublicly(Ewa.Visit, last.Id, Ewa.Details, Yes)).Then(
                On(last, new SlotEvent.SlotBooked(Ewa.Visit, Start)),
                On(Ewa.Visit, Ewa.BookedAt(Start, last, ByIkp) with { Eligibility = Yes }),
                On(Ewa.Report, Ewa.FiledAt(Start)));
    }

    [Fact]
    public void A_slot_that_becomes_free_is_open_at_once() =>
        Story.Begins().Published(Smear).Given(Book(Yes)).When(Ewa.Cancel()).Then(
            On(Smear, new SlotEvent.SlotFreed(Ewa.Visit, Start)),
            On(Smear, new SlotEvent.SlotReleased(
                ReleaseReason.WaitingRoomOff, null, TestPolicies.Screening.Ref, Start)),
            On(Ewa.Visit, new AppointmentEvent.AppointmentCancelled(
                ActorRole.Patient, Channel.Ikp, null, TestPolicies.Screening.Ref, Start)),
            On(Ewa.Report, new CentralReportEvent.ReportClosed(ReportClosure.Resigned, Start)));

    [Fact]
    public void An_entitled_patient_who_cancels_resigns_for_there_is_no_list()
    {
        var entitled = Ewa with { Entitlement = new Entitlement("art. 47c(1)(1)") };

        Story.Begins().Published(Smear).Given(new BookPublicly(entitled.Visit, Smear.Id, entitled.Details, Yes))
            .When(entitled.Cancel()).Then(
                On(Smear, new SlotEvent.SlotFreed(entitled.Visit, Start)),
                On(Smear, new SlotEvent.SlotReleased(
                    ReleaseReason.WaitingRoomOff, null, TestPolicies.Screening.Ref, Start)),
                On(entitled.Visit, new AppointmentEvent.AppointmentCancelled(
                    ActorRole.Patient, Channel.Ikp, null, TestPolicies.Screening.Ref, Start)),
                On(entitled.Report, new CentralReportEvent.ReportClosed(ReportClosure.Resigned, Start)));
    }

    [Fact]
    public void A_visit_that_the_place_cancels_ends_the_wish() =>
        Story.Begins().Published(Smear).Given(Book(Yes))
            .When(NearStaff, new CancelByPlace(Ewa.Visit, PlaceReason.Unforeseeable, SlotAfterwards.Withdrawn)).Then(
                On(Smear, new SlotEvent.SlotWithdrawn(
                    "the place gave up its time together with the appointment", Start)),
                On(Ewa.Visit, new AppointmentEvent.AppointmentCancelled(
                    ActorRole.Staff, Channel.Place, PlaceReason.Unforeseeable, TestPolicies.Screening.Ref, Start)),
                On(Ewa.Report, new CentralReportEvent.ReportClosed(ReportClosure.NotRealised, Start)));

    [Fact]
    public void A_visit_missed_by_nobodys_fault_ends_the_wish()
    {
        var after = Warsaw(2026, 11, 2, 10, 0);

        Story.Begins().Published(Smear).Given(Book(Yes)).At(after)
            .When(NearStaff, new MissAppointment(Ewa.Visit, Fault.NotPatient)).Then(
                On(Smear, new SlotEvent.SlotConsumed(Ewa.Visit, after)),
                On(Ewa.Visit, new AppointmentEvent.AppointmentMissed(
                    Fault.NotPatient, TestPolicies.Screening.Ref, after)),
                On(Ewa.Report, new CentralReportEvent.ReportClosed(ReportClosure.NotRealised, after)));
    }

    [Fact]
    public void After_a_visit_missed_by_the_patients_fault_there_is_no_list_to_be_reinstated_in() =>
        Story.Begins().Published(Smear).Given(Book(Yes)).At(2026, 11, 2)
            .Given(new MissAppointment(Ewa.Visit, Fault.Patient))
            .When(new ReinstateEntry(Ewa.Visit, new LocalDate(2026, 11, 2))).ThenRefused(Refusals.WaitingRoomOff);

    [Fact]
    public void A_fulfilled_visit_closes_the_report_and_there_is_no_referral_to_hold()
    {
        var after = Warsaw(2026, 11, 2, 10, 0);

        Story.Begins().Published(Smear).Given(Book(Yes)).At(after)
            .When(NearStaff, new FulfilAppointment(Ewa.Visit)).Then(
                On(Smear, new SlotEvent.SlotConsumed(Ewa.Visit, after)),
                On(Ewa.Visit, new AppointmentEvent.AppointmentFulfilled(after)),
                On(Ewa.Report, new CentralReportEvent.ReportClosed(ReportClosure.Fulfilled, after)));
    }

    [Fact]
    public void Where_a_referral_is_given_it_must_be_free()
    {
        var referred = Ewa with { Referral = new ReferralId(Ids.Derive("test-referral", "ewa")) };

        Story.Begins().Published(Smear).Given(referred.Refer)
            .Given(new CancelReferral(referred.Referral.Value, ReferralEnd.Cancelled))
            .When(new BookPublicly(referred.Visit, Smear.Id, referred.Details, Yes))
            .ThenRefused(Refusals.ReferralNotIssued);
    }
}
