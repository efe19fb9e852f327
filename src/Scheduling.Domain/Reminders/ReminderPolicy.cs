using NodaTime;
using Scheduling.Domain.Appointments;

namespace Scheduling.Domain.Reminders;

/// <summary>
/// Which reminders follow a booking or a change of date (pl. <i>przypomnienie o wizycie</i>; states.md §6), and
/// whether one is still right when it is due. Both shells keep them as due work.
/// </summary>
public static class ReminderPolicy
{
    /// <summary>
    /// The reminders of a date that was just fixed, the earliest first. They are counted in local dates, so they go out
    /// at the same time of day before and after a clock change, on Sundays and holidays too; one whose instant is
    /// not later than the fixing is never sent.
    /// </summary>
    /// <param name="fixedAt">When the date was booked or last changed.</param>
    public static IReadOnlyList<Due> After(
        AppointmentId appointment, LocalDateTime start, Instant fixedAt, SchedulingPolicy policy)
    {
        var reminders = new List<Due>();
        foreach (var days in policy.ReminderDaysBefore.AsSpan())
        {
            var at = WarsawTime.At(start.Date.PlusDays(-days), policy.ReminderAt);
            if (at > fixedAt)
            {
                reminders.Add(new Due(at, new DueWork.SendReminder(appointment, start, days)));
            }
        }

        return reminders;
    }

    /// <summary>
    /// Whether a reminder goes out: the appointment is booked, with the date the reminder was made for, and that date
    /// was fixed before the reminder's instant. A date that was changed and changed back counts from the last change.
    /// </summary>
    /// <param name="dueAt">The instant at which the reminder is due.</param>
    public static bool StillDue(DueWork.SendReminder reminder, Instant dueAt, Appointment appointment) =>
        appointment is Appointment.Booked booked
        && booked.Date.Start == reminder.Start
        && booked.Date.FixedAt < dueAt;
}
