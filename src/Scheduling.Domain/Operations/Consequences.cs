using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.BookingWindows;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Processes;
using Scheduling.Domain.Reminders;
using Scheduling.Domain.Reports;
using Scheduling.Domain.WaitingRoom;
using static Scheduling.Domain.Appointments.AppointmentEvent;

namespace Scheduling.Domain.Operations;

/// <summary>
/// What follows from an event: notices to be sent and work to be done later. It is decided with the event and recorded
/// in the same append, so that it happens exactly once.
/// </summary>
public sealed record Consequences(IReadOnlyList<NoticeIntent> Notices, IReadOnlyList<Due> Due)
{
    private static readonly Consequences None = new([], []);

    /// <summary>What follows from one event of an append.</summary>
    /// <param name="version">The number of the event within its stream.</param>
    /// <param name="after">The streams of the operation, after all its events.</param>
    /// <param name="by">Who caused the event.</param>
    /// <param name="policy">The policy of the operation; nothing outside any scope.</param>
    public static Consequences Of(
        StreamId stream, long version, DomainEvent happened, Streams after, Actor by, SchedulingPolicy? policy)
    {
        var due = DueOf(stream, happened, policy);
        if (SubjectOf(stream, happened, after) is not { } subject)
        {
            return due.Count == 0 ? None : new Consequences([], due);
        }

        var toPatient = NoticePolicy.For(stream, version, happened, subject);
        var toPlace = PlaceNotificationPolicy.For(stream, version, happened, subject, by);
        return toPatient.Count + toPlace.Count + due.Count == 0 ? None
            : new Consequences(toPlace.Count == 0 ? toPatient : [.. toPatient, .. toPlace], due);
    }

    /// <summary>The notices of a reminder when its instant has come: none when the date is not live any more.</summary>
    public static IReadOnlyList<NoticeIntent> Reminders(
        DueWork.SendReminder reminder, Instant dueAt, Appointment appointment) =>
        ReminderPolicy.StillDue(reminder, dueAt, appointment)
        && NoticeSubject.Of(reminder.Appointment, appointment) is { } subject
            ? NoticePolicy.For(reminder, subject)
            : [];

    /// <summary>The next time the window of a scope rolls: on the next local day, at the hour of the policy.</summary>
    public static Due NextRoll(ScopeCode scope, LocalDate today, SchedulingPolicy policy) =>
        new(WarsawTime.At(today.PlusDays(1), policy.RollAt), new DueWork.RollWindow(scope));

    private static IReadOnlyList<Due> DueOf(StreamId stream, DomainEvent happened, SchedulingPolicy? policy) =>
        happened switch
        {
            AppointmentBooked booked => Reminded(stream, booked.Start, booked.At, policy!),
            AppointmentRescheduled moved => Reminded(stream, moved.Start, moved.At, policy!),
            BookingWindowEvent.ScopeOpened opened => [new(opened.At, new DueWork.RollWindow(opened.Scope))],
            ProcessEvent.ProcessStarted started =>
                [new(started.At, new DueWork.ContinueProcess(new ProcessId(stream.Value)))],
            _ => [],
        };

    private static IReadOnlyList<Due> Reminded(
        StreamId stream, LocalDateTime start, Instant fixedAt, SchedulingPolicy policy) =>
        ReminderPolicy.After(new AppointmentId(stream.Value), start, fixedAt, policy);

    private static NoticeSubject? SubjectOf(StreamId stream, DomainEvent happened, Streams after) =>
        happened switch
        {
            AppointmentRescheduled moved => NoticeSubject.Of(
                new AppointmentId(stream.Value), after.Appointment(new AppointmentId(stream.Value)),
                after.Slot(moved.From).Published?.Place),
            AppointmentEvent => NoticeSubject.Of(
                new AppointmentId(stream.Value), after.Appointment(new AppointmentId(stream.Value))),
            CentralReportEvent => NoticeSubject.Of(after.Report(new ReportId(stream.Value))),
            WaitingEntryEvent when after.Entry(new EntryId(stream.Value)).On is { Placed: var placed } =>
                NoticeSubject.Of(after.Report(placed.Report)),
            _ => null,
        };
}
