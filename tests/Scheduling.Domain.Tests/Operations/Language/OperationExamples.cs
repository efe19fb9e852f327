using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations.Language;

/// <summary>For every operation a moment at which somebody may ask for it and something happens.</summary>
public static class OperationExamples
{
    private static readonly CancelDays SomeDays = new(
        new ProcessId(Ids.Derive("test-process", "days")), Near, new LocalDate(2026, 9, 21),
        new LocalDate(2026, 9, 22));

    private static readonly AppointmentId Given = Ids.AppointmentOf(Monday.Id, 1);

    private static Story Refers => Story.Begins().Given(Anna.Refer);

    private static Story Waits => Refers.Given(Anna.Join).Published(Monday);

    private static Story Assigned => Waits.Given(Anna.Assign(Monday));

    private static Story Booked => Refers.Open(Monday, Tuesday).Given(Anna.Book(Monday));

    private static Story Fulfilled => Booked.At(2026, 9, 21, 9).Given(new FulfilAppointment(Anna.Visit));

    private static Story Missed => Assigned.At(2026, 9, 21, 9).Given(new MissAppointment(Given, Fault.Patient));

    /// <summary>The examples by the names of their operations.</summary>
    public static IReadOnlyDictionary<string, (Story Story, IOperation Operation)> All { get; } =
        Places().Concat(Slots()).Concat(Lists()).Concat(Visits())
            .ToDictionary(example => OperationNames.Of(example.Operation), StringComparer.Ordinal);

    private static IEnumerable<(Story Story, IOperation Operation)> Places() =>
    [
        (new Story(), RegisterNear),
        (Story.BeforeActivation(), new ActivatePlace(Near)),
        (Story.Begins(), new SuspendPlace(Near, "holidays")),
        (Story.Begins().Given(new SuspendPlace(Near, "holidays")), new ResumePlace(Near)),
        (Story.Begins(), new MovePlace(Near, "P-9")),
        (Story.Begins(), new SetNotificationEndpoint(Near, "https://clinic.example/hook")),
        (Story.Begins(), new EndContract(Near, new LocalDate(2026, 10, 1))),
        (Story.Begins(), SomeDays),
        (Story.Begins().Given(SomeDays), new EndProcess(SomeDays.Process, Near, 0)),
    ];

    private static IEnumerable<(Story Story, IOperation Operation)> Slots() =>
    [
        (Story.Begins(), Monday.Publish),
        (Story.Begins(), new PublishDayPlan(Near, Cardiology, [new PlannedSlot(Monday.Id, Monday.Offer)])),
        (Story.Begins().Published(Monday), new WithdrawSlot(Monday.Id, "illness")),
        (Story.Begins().Published(Monday), new ReleaseSlot(Monday.Id, 7)),
        (new Story(), new OpenScope(Cardiology, TestPolicies.Specialist.Ref)),
        (Story.Begins(), new AdoptPolicy(Cardiology, TestPolicies.Shorter.Ref)),
        (Story.Begins().At(2026, 9, 8), new AdvanceWindow(Cardiology)),
        (Story.Begins(), new SweepWindow(Cardiology, WindowEnd)),
    ];

    private static IEnumerable<(Story Story, IOperation Operation)> Lists() =>
    [
        (Story.Begins(), Anna.Refer),
        (Waits, new CancelReferral(Anna.Referral!.Value, ReferralEnd.Expired, Anna.Entry)),
        (Fulfilled, new CloseReferral(Anna.Referral!.Value, Near)),
        (Refers, Anna.Join),
        (Waits, Anna.Assign(Monday)),
        (Waits, new ChangeCriteria(Anna.Report, Anna.Entry, new Criteria(PlaceCriterion.At(Near)))),
        (Waits, new ChangeCategory(Anna.Report, Anna.Entry, MedicalCategory.Urgent)),
        (Waits, new WithdrawEntry(Anna.Entry)),
        (Missed, new ReinstateEntry(Given, new LocalDate(2026, 9, 21))),
        (Waits, new IssueForecast(Anna.Report, 30)),
    ];

    private static IEnumerable<(Story Story, IOperation Operation)> Visits() =>
    [
        (Refers.Open(Monday), Anna.Book(Monday)),
        (Story.Begins().Given(Entitled.Refer).Published(Today),
            new BookOutOfTurn(Entitled.Visit, Near, Today.Id, Entitled.Details)),
        (Fulfilled.Published(Control), Anna.BookNext(Control)),
        (Story.BeforeActivation().Given(Anna.Refer), new LoadAppointment(
            Anna.Visit, Near, Monday.Id, SlotKind.FirstTime, ReferralForm.Electronic, Anna.Details, Start,
            Monday.Offer)),
        (Refers, new RegisterSameDay(Anna.Visit, Near, Today.Id, Today.Offer, Anna.Details)),
        (Assigned, new CancelByPatient(Given)),
        (Assigned, new CancelByPlace(Given, PlaceReason.Unforeseeable, SlotAfterwards.Freed)),
        (Booked, new RescheduleByPatient(Anna.Visit, Tuesday.Id)),
        (Booked, new RescheduleByPlace(Anna.Visit, Tuesday.Id, PlaceReason.NewCategory, SlotAfterwards.Freed)),
        (Assigned.At(2026, 9, 21, 9), new FulfilAppointment(Given)),
        (Assigned.At(2026, 9, 21, 9), new MissAppointment(Given, Fault.NotPatient)),
    ];
}
