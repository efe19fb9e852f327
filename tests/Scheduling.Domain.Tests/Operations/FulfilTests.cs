using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.Slots;
using Scheduling.Domain.Tests.Operations.Language;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>
/// The visit took place, and the treatment ends (states.md §3, <i>fulfil</i>, <i>close the referral</i>).
/// </summary>
public sealed class FulfilTests
{
    private static readonly AppointmentId Given = Ids.AppointmentOf(Monday.Id, 1);
    private static readonly Instant Day = Warsaw(2026, 9, 21, 0, 0);

    private static Story AnnaIsBooked => Story.Begins().Given(Anna.Refer).Open(Monday).Given(Anna.Book(Monday));

    private static Story TreatmentAtNear =>
        AnnaIsBooked.At(Day).Given(new FulfilAppointment(Anna.Visit)).Published(Control)
            .Given(NearStaff, Anna.BookNext(Control));

    private static CloseReferral Close => new(Anna.Referral!.Value, Near);

    [Fact]
    public void From_midnight_of_its_day_a_visit_can_be_fulfilled_and_the_referral_stays_held() =>
        AnnaIsBooked.At(Day).When(NearStaff, new FulfilAppointment(Anna.Visit)).Then(
            On(Monday, new SlotEvent.SlotConsumed(Anna.Visit, Day)),
            On(Anna.Visit, new AppointmentEvent.AppointmentFulfilled(Day)),
            On(Anna.Report, new CentralReportEvent.ReportClosed(ReportClosure.Fulfilled, Day)))
            .World.StateOf(Anna.Referral!.Value).Should().BeOfType<Referral.Held>();

    [Fact]
    public void Before_its_day_it_cannot() =>
        AnnaIsBooked.At(2026, 9, 20, 23, 59).When(NearStaff, new FulfilAppointment(Anna.Visit))
            .ThenRefused(Refusals.TooEarly(new LocalDateTime(2026, 9, 21, 0, 0)));

    [Fact]
    public void The_entry_of_a_fulfilled_visit_stays_assigned() =>
        Story.Begins().Given(Anna.Refer, Anna.Join).Published(Monday).Given(Anna.Assign(Monday)).At(Day)
            .When(NearStaff, new FulfilAppointment(Given)).Then(
                On(Monday, new SlotEvent.SlotConsumed(Given, Day)),
                On(Given, new AppointmentEvent.AppointmentFulfilled(Day)),
                On(Anna.Report, new CentralReportEvent.ReportClosed(ReportClosure.Fulfilled, Day)));

    [Fact]
    public void A_continuing_visit_closes_no_report()
    {
        var day = Warsaw(2027, 3, 1, 12, 0);

        TreatmentAtNear.At(day).When(NearStaff, new FulfilAppointment(Anna.NextVisit)).Then(
            On(Control, new SlotEvent.SlotConsumed(Anna.NextVisit, day)),
            On(Anna.NextVisit, new AppointmentEvent.AppointmentFulfilled(day)));
    }

    [Fact]
    public void Only_the_place_of_the_visit_says_that_it_took_place() =>
        AnnaIsBooked.At(Day)
            .When(FarStaff, new FulfilAppointment(Anna.Visit)).ThenRefused(Refusals.OtherPlace(Near))
            .When(new FulfilAppointment(Anna.Visit)).ThenRefused(Refusals.ActorNotAllowed("staff of the place"));

    [Fact]
    public void What_was_cancelled_or_missed_did_not_take_place()
    {
        AnnaIsBooked.Given(Anna.Cancel()).At(Day).When(NearStaff, new FulfilAppointment(Anna.Visit))
            .ThenRefused(Refusals.AppointmentNotBooked);
        AnnaIsBooked.At(2026, 9, 21, 9).Given(new MissAppointment(Anna.Visit, Fault.Undetermined))
            .When(NearStaff, new FulfilAppointment(Anna.Visit)).ThenRefused(Refusals.AppointmentNotBooked);
    }

    [Fact]
    public void A_visit_nobody_booked_is_not_found() =>
        Story.Begins().When(NearStaff, new FulfilAppointment(Anna.Visit)).ThenRefused(Refusals.NotFound(Anna.Visit));

    [Fact]
    public void The_holding_place_closes_the_referral_and_nothing_can_be_booked_on_it_any_more()
    {
        var again = Anna with { Number = 9 };

        AnnaIsBooked.At(Day).Given(new FulfilAppointment(Anna.Visit)).Open(Tuesday).Published(Control)
            .When(NearStaff, Close).Then(
                On(Anna.Referral!.Value, new ReferralEvent.ReferralFulfilled(Day)))
            .When(NearStaff, Anna.BookNext(Control)).ThenRefused(Refusals.ReferralNotHeldHere)
            .When(new BookPublicly(Anna.NextVisit, Tuesday.Id, again.Details))
            .ThenRefused(Refusals.ReferralNotIssued)
            .When(Actor.System, new CancelReferral(Anna.Referral!.Value, ReferralEnd.Expired))
            .ThenRefused(Refusals.ReferralNotIssued);
    }

    [Fact]
    public void Another_place_does_not_close_it() =>
        AnnaIsBooked.At(Day).Given(new FulfilAppointment(Anna.Visit))
            .When(FarStaff, Close).ThenRefused(Refusals.OtherPlace(Near))
            .When(FarStaff, Close with { Place = Far }).ThenRefused(Refusals.ReferralNotHeldHere);

    [Fact]
    public void While_a_further_visit_is_booked_the_referral_is_not_closed() =>
        TreatmentAtNear.When(NearStaff, Close).ThenRefused(Refusals.ReferralInUse)
            .Given(new CancelByPatient(Anna.NextVisit))
            .When(NearStaff, Close).Then(
                On(Anna.Referral!.Value, new ReferralEvent.ReferralFulfilled(Day)));

    [Fact]
    public void While_the_fault_of_a_missed_visit_is_undetermined_the_referral_is_not_closed() =>
        AnnaIsBooked.At(2026, 9, 21, 9).Given(new MissAppointment(Anna.Visit, Fault.Undetermined))
            .When(NearStaff, Close).ThenRefused(Refusals.ReferralInUse);

    [Fact]
    public void While_its_first_visit_is_booked_the_referral_is_not_closed() =>
        AnnaIsBooked.When(NearStaff, Close).ThenRefused(Refusals.ReferralInUse);

    /// <summary>
    /// Two clerks at once: whoever comes second has read a stream that moved, and then sees the other.
    /// </summary>
    [Fact]
    public void A_booking_and_the_end_of_the_treatment_never_pass_each_other_by()
    {
        var (booking, now) = (Anna.BookNext(Control), Day);
        (IOperation First, IOperation Second, Refusal Answer)[] races =
        [
            (booking, Close, Refusals.ReferralInUse),
            (Close, booking, Refusals.ReferralNotHeldHere),
        ];
        foreach (var (first, second, answer) in races)
        {
            var story = AnnaIsBooked.At(now).Given(new FulfilAppointment(Anna.Visit)).Published(Control);
            var read = story.World.ReadFor(second).All;

            story.Given(NearStaff, first);

            read.Should().Contain(each => story.World.Read(each.Key).Version != each.Value.Version);
            story.When(NearStaff, second).ThenRefused(answer);
        }
    }

    [Fact]
    public void Every_further_visit_counts_and_not_only_the_last()
    {
        var (again, later) = (Anna.BookNext(Control), Control with { Name = "later" });

        TreatmentAtNear.Published(later)
            .Given(NearStaff, again with { Appointment = Piotr.NextVisit, Slot = later.Id })
            .Given(new CancelByPatient(Piotr.NextVisit))
            .When(NearStaff, Close).ThenRefused(Refusals.ReferralInUse);
    }

    [Fact]
    public void A_referral_nobody_issued_is_not_closed() =>
        Story.Begins().When(NearStaff, Close).ThenRefused(Refusals.NotFound(Anna.Referral!.Value));
}
