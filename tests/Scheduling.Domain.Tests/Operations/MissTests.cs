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

/// <summary>The visit did not take place (states.md §3, <i>miss</i>): whose fault decides what follows.</summary>
public sealed class MissTests
{
    private static readonly PolicyRef Policy = TestPolicies.Specialist.Ref;
    private static readonly AppointmentId Given = Ids.AppointmentOf(Monday.Id, 1);
    private static readonly Criteria InSilesia = new(PlaceCriterion.In(TerytCode.Parse("24")));
    private static readonly Instant Start9 = Warsaw(2026, 9, 21, 9, 0);
    private static readonly Instant Later = Warsaw(2026, 9, 24, 9, 0);

    private static Story AnnaDidNotCome =>
        Story.Begins().Given(Anna.Refer).Open(Monday).Given(Anna.Book(Monday)).At(Start9);

    private static Story AnnaOfTheListDidNotCome =>
        Story.Begins().Given(Anna.Refer, Anna.Join).Published(Monday).Given(Anna.Assign(Monday)).At(Start9);

    private static AppointmentEvent.AppointmentMissed Missed(Fault fault, Instant at) => new(fault, Policy, at);

    [Fact]
    public void By_the_patients_fault_the_wish_ends_and_the_referral_is_free() =>
        AnnaDidNotCome.When(NearStaff, new MissAppointment(Anna.Visit, Fault.Patient)).Then(
            On(Monday, new SlotEvent.SlotConsumed(Anna.Visit, Start9)),
            On(Anna.Visit, Missed(Fault.Patient, Start9)),
            On(Anna.Report, new CentralReportEvent.ReportClosed(ReportClosure.NoShow, Start9)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(Start9)));

    [Fact]
    public void By_the_patients_fault_the_entry_is_removed() =>
        AnnaOfTheListDidNotCome.When(NearStaff, new MissAppointment(Given, Fault.Patient)).Then(
            On(Monday, new SlotEvent.SlotConsumed(Given, Start9)),
            On(Given, Missed(Fault.Patient, Start9)),
            On(Anna.Entry, new WaitingEntryEvent.EntryRemoved(Start9)),
            On(Anna.Report, new CentralReportEvent.ReportClosed(ReportClosure.NoShow, Start9)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(Start9)));

    [Fact]
    public void Not_by_the_patients_fault_who_booked_directly_is_put_on_the_list_with_the_order_kept() =>
        AnnaDidNotCome.When(NearStaff, new MissAppointment(Anna.Visit, Fault.NotPatient)).Then(
            On(Monday, new SlotEvent.SlotConsumed(Anna.Visit, Start9)),
            On(Anna.Visit, Missed(Fault.NotPatient, Start9)),
            On(EntryAfter(Anna.Visit), Anna.PlacedAt(Start9, Start, InSilesia, PlacedBecause.NotPatientsFault)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(Start9)));

    [Fact]
    public void Not_by_the_patients_fault_the_entry_returns() =>
        AnnaOfTheListDidNotCome.When(NearStaff, new MissAppointment(Given, Fault.NotPatient)).Then(
            On(Monday, new SlotEvent.SlotConsumed(Given, Start9)),
            On(Given, Missed(Fault.NotPatient, Start9)),
            On(Anna.Entry, new WaitingEntryEvent.EntryReturned(
                [], AllocationClass.Stable, PlacedBecause.NotPatientsFault, Policy, Start9)),
            On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(Start9)));

    [Fact]
    public void Slots_that_changes_of_date_left_go_with_the_return() =>
        Story.Begins().Given(Anna.Refer).Open(Monday, Tuesday).Given(Anna.Book(Tuesday))
            .Given(new RescheduleByPatient(Anna.Visit, Monday.Id)).At(Start9)
            .When(NearStaff, new MissAppointment(Anna.Visit, Fault.NotPatient)).Then(
                On(Monday, new SlotEvent.SlotConsumed(Anna.Visit, Start9)),
                On(Anna.Visit, Missed(Fault.NotPatient, Start9)),
                On(EntryAfter(Anna.Visit), Anna.PlacedAt(
                    Start9, Start, InSilesia, PlacedBecause.NotPatientsFault, Tuesday.Id)),
                On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(Start9)));

    [Fact]
    public void While_the_fault_is_undetermined_report_and_referral_stay() =>
        AnnaOfTheListDidNotCome.When(NearStaff, new MissAppointment(Given, Fault.Undetermined)).Then(
            On(Monday, new SlotEvent.SlotConsumed(Given, Start9)),
            On(Given, Missed(Fault.Undetermined, Start9)));

    [Fact]
    public void Settled_as_the_patients_fault_it_ends_without_another_word_of_the_slot() =>
        AnnaOfTheListDidNotCome.Given(new MissAppointment(Given, Fault.Undetermined)).At(Later)
            .When(NearStaff, new MissAppointment(Given, Fault.Patient)).Then(
                On(Given, Missed(Fault.Patient, Later)),
                On(Anna.Entry, new WaitingEntryEvent.EntryRemoved(Later)),
                On(Anna.Report, new CentralReportEvent.ReportClosed(ReportClosure.NoShow, Later)),
                On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(Later)));

    [Fact]
    public void Settled_as_not_the_patients_fault_the_entry_returns() =>
        AnnaOfTheListDidNotCome.Given(new MissAppointment(Given, Fault.Undetermined)).At(Later)
            .When(NearStaff, new MissAppointment(Given, Fault.NotPatient)).Then(
                On(Given, Missed(Fault.NotPatient, Later)),
                On(Anna.Entry, new WaitingEntryEvent.EntryReturned(
                    [], AllocationClass.Stable, PlacedBecause.NotPatientsFault, Policy, Later)),
                On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(Later)));

    [Fact]
    public void Who_booked_directly_is_put_on_the_list_when_it_is_settled() =>
        AnnaDidNotCome.Given(new MissAppointment(Anna.Visit, Fault.Undetermined)).At(Later)
            .When(NearStaff, new MissAppointment(Anna.Visit, Fault.NotPatient)).Then(
                On(Anna.Visit, Missed(Fault.NotPatient, Later)),
                On(EntryAfter(Anna.Visit), Anna.PlacedAt(Later, Start, InSilesia, PlacedBecause.NotPatientsFault)),
                On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(Later)));

    [Theory]
    [InlineData(Fault.Patient, Fault.NotPatient)]
    [InlineData(Fault.NotPatient, Fault.Patient)]
    [InlineData(Fault.Patient, Fault.Undetermined)]
    public void What_is_settled_stays_settled(Fault settled, Fault other) =>
        AnnaDidNotCome.Given(new MissAppointment(Anna.Visit, settled))
            .When(NearStaff, new MissAppointment(Anna.Visit, other)).ThenRefused(Refusals.FaultAlreadySettled);

    [Fact]
    public void Where_the_waiting_room_was_switched_off_the_wish_ends()
    {
        var off = TestPolicies.WithoutList.Ref;

        AnnaOfTheListDidNotCome.Adopted(TestPolicies.WithoutList)
            .When(NearStaff, new MissAppointment(Given, Fault.NotPatient)).Then(
                On(Monday, new SlotEvent.SlotConsumed(Given, Start9)),
                On(Given, new AppointmentEvent.AppointmentMissed(Fault.NotPatient, off, Start9)),
                On(Anna.Entry, new WaitingEntryEvent.EntryWithdrawn(Start9)),
                On(Anna.Report, new CentralReportEvent.ReportClosed(ReportClosure.NotRealised, Start9)),
                On(Anna.Referral!.Value, new ReferralEvent.ReferralReleased(Start9)));
    }

    [Fact]
    public void On_a_referral_that_ended_meanwhile_the_patient_does_not_wait() =>
        AnnaDidNotCome.Given(new CancelReferral(Anna.Referral!.Value, ReferralEnd.Expired))
            .When(NearStaff, new MissAppointment(Anna.Visit, Fault.NotPatient)).Then(
                On(Monday, new SlotEvent.SlotConsumed(Anna.Visit, Start9)),
                On(Anna.Visit, Missed(Fault.NotPatient, Start9)),
                On(Anna.Report, new CentralReportEvent.ReportClosed(ReportClosure.ReferralEnded, Start9)));

    [Fact]
    public void A_referral_that_ended_meanwhile_is_not_freed_by_the_patients_fault() =>
        AnnaDidNotCome.Given(new CancelReferral(Anna.Referral!.Value, ReferralEnd.Expired))
            .When(NearStaff, new MissAppointment(Anna.Visit, Fault.Patient)).Then(
                On(Monday, new SlotEvent.SlotConsumed(Anna.Visit, Start9)),
                On(Anna.Visit, Missed(Fault.Patient, Start9)),
                On(Anna.Report, new CentralReportEvent.ReportClosed(ReportClosure.NoShow, Start9)));

    [Theory]
    [InlineData(Fault.Patient)]
    [InlineData(Fault.NotPatient)]
    [InlineData(Fault.Undetermined)]
    public void A_continuing_visit_that_is_missed_changes_nothing_else(Fault fault)
    {
        var day = Warsaw(2027, 3, 1, 9, 0);

        AnnaDidNotCome.Given(new FulfilAppointment(Anna.Visit)).Published(Control)
            .Given(NearStaff, Anna.BookNext(Control)).At(day)
            .When(NearStaff, new MissAppointment(Anna.NextVisit, fault)).Then(
                On(Control, new SlotEvent.SlotConsumed(Anna.NextVisit, day)),
                On(Anna.NextVisit, Missed(fault, day)));
    }

    [Fact]
    public void Before_its_start_nobody_has_missed_a_visit() =>
        Story.Begins().Given(Anna.Refer).Open(Monday).Given(Anna.Book(Monday)).At(2026, 9, 21, 8, 59)
            .When(NearStaff, new MissAppointment(Anna.Visit, Fault.Patient))
            .ThenRefused(Refusals.TooEarly(Monday.StartAt));

    [Fact]
    public void Only_the_place_of_the_visit_says_that_it_was_missed() =>
        AnnaDidNotCome
            .When(FarStaff, new MissAppointment(Anna.Visit, Fault.Patient)).ThenRefused(Refusals.OtherPlace(Near))
            .When(new MissAppointment(Anna.Visit, Fault.NotPatient))
            .ThenRefused(Refusals.ActorNotAllowed("staff of the place"));

    [Fact]
    public void What_was_cancelled_or_took_place_was_not_missed()
    {
        AnnaDidNotCome.Given(new FulfilAppointment(Anna.Visit))
            .When(NearStaff, new MissAppointment(Anna.Visit, Fault.Patient))
            .ThenRefused(Refusals.AppointmentNotBooked);
        Story.Begins().When(NearStaff, new MissAppointment(Anna.Visit, Fault.Patient))
            .ThenRefused(Refusals.NotFound(Anna.Visit));
    }
}
