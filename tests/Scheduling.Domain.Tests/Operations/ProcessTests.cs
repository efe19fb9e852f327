using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Processes;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Domain.WaitingRoom;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>What touches many: the end of a contract, a place that cancels its days (states.md §3).</summary>
public sealed class ProcessTests
{
    private const string GivenUp = "the place gave up its time together with the appointment";

    private static readonly PolicyRef Policy = TestPolicies.Specialist.Ref;
    private static readonly LocalDate D = new(2026, 9, 22);
    private static readonly EndContract End = new(Near, D);
    private static readonly ProcessId Days = new(Ids.Derive("test-process", "days"));
    private static readonly CancelDays Cancel = new(Days, Near, D, D.PlusDays(1));

    // Before the contract ends on the 22nd: Monday the 21st; after it: Tuesday, and a further visit in March.
    private static Story ThreeVisits =>
        Story.Begins().Given(Anna.Refer, Piotr.Refer, Entitled.Refer).Open(Monday, Today)
            .Given(Entitled.Book(Today), Anna.Book(Monday), Piotr.Join)
            .Published(Tuesday).Given(Piotr.Assign(Tuesday))
            .At(2026, 9, 7, 16).Given(new FulfilAppointment(Entitled.Visit)).Published(Control)
            .Given(NearStaff, Entitled.BookNext(Control)).Published(Beyond);

    private static Instant Then => Warsaw(2026, 9, 7, 16, 0);

    private static IOperation? Needed(Story story, Term term) =>
        ProcessMembers.Concerns(
            Task(story), term.StartAt, WarsawTime.LocalOf(story.Now))
            ? ProcessMembers.Needed(Task(story), term.Id, (Slot)story.World.StateOf(term))
            : null;

    private static ProcessEvent.ProcessStarted Task(Story story) =>
        ((Process.Running)story.World.StateOf(End.Process)).Task;

    [Fact]
    public void The_end_of_a_contract_is_noted_and_a_process_started() =>
        ThreeVisits.When(NearAdministrator, End).Then(
            On(Near, new ServicePlaceEvent.ContractEnded(D, Then)),
            On(End.Process, new ProcessEvent.ProcessStarted(ProcessKind.EndContract, Near, D, null, Then)));

    [Fact]
    public void A_contract_does_not_end_twice() =>
        ThreeVisits.Given(End).When(NearAdministrator, new EndContract(Near, D.PlusDays(1)))
            .ThenRefused(Refusals.ContractEnded(D));

    [Fact]
    public void Visits_before_the_day_stay() => Needed(ThreeVisits.Given(End), Monday).Should().BeNull();

    [Fact]
    public void A_first_visit_from_that_day_on_returns_to_the_list_and_its_time_is_withdrawn()
    {
        var story = ThreeVisits.Given(End);
        var given = Ids.AppointmentOf(Tuesday.Id, 1);

        story.When(Actor.System, Needed(story, Tuesday)!).Then(
            On(Tuesday, new SlotEvent.SlotWithdrawn(GivenUp, Then)),
            On(given, new AppointmentEvent.AppointmentCancelled(
                ActorRole.System, Channel.Internal, PlaceReason.ContractEnded, Policy, Then)),
            On(Piotr.Entry, new WaitingEntryEvent.EntryReturned(
                [Tuesday.Id], AllocationClass.Stable, PlacedBecause.PlaceCancelled, Policy, Then)),
            On(Piotr.Referral!.Value, new ReferralEvent.ReferralReleased(Then)));
        Needed(story, Tuesday).Should().BeNull();
    }

    [Fact]
    public void A_continuing_visit_from_that_day_on_is_cancelled_by_the_place()
    {
        var story = ThreeVisits.Given(End);

        story.When(Actor.System, Needed(story, Control)!).Then(
            On(Control, new SlotEvent.SlotWithdrawn(GivenUp, Then)),
            On(Entitled.NextVisit, new AppointmentEvent.AppointmentCancelled(
                ActorRole.System, Channel.Internal, PlaceReason.ContractEnded, Policy, Then)));
    }

    [Fact]
    public void A_free_slot_from_that_day_on_is_withdrawn()
    {
        var story = ThreeVisits.Given(End);

        story.When(Actor.System, Needed(story, Beyond)!).Then(
            On(Beyond, new SlotEvent.SlotWithdrawn("the contract of the place ended", Then)));
    }

    [Fact]
    public void The_process_ends_when_nothing_is_left_and_the_contract_is_settled()
    {
        var story = ThreeVisits.Given(End);

        story.When(Actor.System, new EndProcess(End.Process, Near, 3)).ThenRefused(Refusals.MembersLeft(3));
        foreach (var term in (Term[])[Tuesday, Control, Beyond])
        {
            story.Given(Needed(story, term)!);
        }

        story.When(Actor.System, new EndProcess(End.Process, Near, 0)).Then(
            On(Near, new ServicePlaceEvent.ContractSettled(Then)),
            On(End.Process, new ProcessEvent.ProcessEnded(Then)));
    }

    [Fact]
    public void The_process_of_one_place_does_not_settle_the_contract_of_another() =>
        ThreeVisits.Given(End, new EndContract(Far, D))
            .When(Actor.System, new EndProcess(End.Process, Far, 0)).ThenRefused(Refusals.OtherPlace(Near));

    [Fact]
    public void A_contract_that_does_not_end_is_not_settled() =>
        ThreeVisits
            .GivenHistory(On(Days, new ProcessEvent.ProcessStarted(ProcessKind.EndContract, Near, D, null, Start)))
            .When(Actor.System, new EndProcess(Days, Near, 0)).ThenRefused(Refusals.ContractNotEnded);

    [Fact]
    public void Only_the_engine_ends_a_process_and_only_one_that_was_started() =>
        ThreeVisits
            .When(Actor.System, new EndProcess(Days, Near, 0)).ThenRefused(Refusals.NotFound(Days))
            .When(NearAdministrator, new EndProcess(Days, Near, 0)).ThenRefused(Refusals.ActorNotAllowed("system"));

    [Fact]
    public void From_then_on_nothing_is_published_for_days_without_a_contract()
    {
        var before = new Term("before", Near, new LocalDateTime(2026, 9, 21, 12, 0));
        var after = new Term("after", Near, new LocalDateTime(2026, 9, 22, 12, 0));

        ThreeVisits.Given(End)
            .When(NearStaff, after.Publish).ThenRefused(Refusals.ContractEnded(D))
            .When(NearStaff, before.Publish).Then(On(before, before.PublishedAt(Then)));
    }

    [Fact]
    public void A_place_cancels_its_days_for_reasons_nobody_could_foresee() =>
        ThreeVisits.When(NearStaff, Cancel).Then(On(Days, new ProcessEvent.ProcessStarted(
            ProcessKind.CancelDays, Near, D, D.PlusDays(1), Then)));

    [Fact]
    public void On_those_days_visits_return_free_slots_go_and_others_stay()
    {
        var story = ThreeVisits.Published(Tuesday with { Name = "free" }).Given(Cancel);
        var task = ((Process.Running)story.World.StateOf(Days)).Task;
        var (given, now) = (Ids.AppointmentOf(Tuesday.Id, 1), WarsawTime.LocalOf(Then));

        ProcessMembers.Concerns(task, Monday.StartAt, now).Should().BeFalse();
        ProcessMembers.Concerns(task, Tuesday.StartAt, now).Should().BeTrue();
        ProcessMembers.Concerns(task, D.PlusDays(2).AtMidnight(), now).Should().BeFalse();
        ProcessMembers.Concerns(task, Tuesday.StartAt, Tuesday.StartAt).Should().BeFalse("what has begun stays");
        ProcessMembers.Needed(task, Tuesday.Id, (Slot)story.World.StateOf(Tuesday)).Should().Be(
            new CancelByPlace(given, PlaceReason.Unforeseeable, SlotAfterwards.Withdrawn));
        var free = Tuesday with { Name = "free" };
        ProcessMembers.Needed(task, free.Id, (Slot)story.World.StateOf(free)).Should().Be(
            new WithdrawSlot(free.Id, "the place cancelled its day"));
        story.When(Actor.System, new EndProcess(Days, Near, 0)).Then(On(Days, new ProcessEvent.ProcessEnded(Then)));
    }

    [Fact]
    public void The_last_day_is_not_before_the_first() =>
        ThreeVisits.When(NearStaff, Cancel with { To = D.PlusDays(-1) })
            .ThenRefused(Refusals.Malformed("to", "it is before the first day"));

    [Fact]
    public void Only_the_place_cancels_its_days() =>
        ThreeVisits.When(FarStaff, Cancel).ThenRefused(Refusals.OtherPlace(Near));

    [Fact]
    public void Another_process_of_the_same_identity_is_refused() =>
        ThreeVisits.Given(Cancel).When(NearStaff, Cancel with { To = D.PlusDays(5) })
            .ThenRefused(Refusals.AlreadyExists(Days));
}
