using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Reminders;
using static Scheduling.Domain.Appointments.AppointmentEvent;

namespace Scheduling.Domain.Tests.Reminders;

public sealed class ReminderPolicyTests
{
    private static readonly SchedulingPolicy Policy =
        PolicyText.Parse(RepositoryFiles.Read("policies/specialist-2026.json")).OrThrow();

    private static readonly AppointmentId Visit = new(Ids.Derive("visit"));
    private static readonly LocalDateTime Start = new(2026, 10, 30, 9, 30);

    // A zone of its own: what the clocks show is asked of the tz database, not of the code under test.
    private static readonly DateTimeZone Warsaw = DateTimeZoneProviders.Tzdb["Europe/Warsaw"];

    [Fact]
    public void Every_visit_day_of_eleven_years_has_both_reminders_at_ten_on_the_right_local_dates()
    {
        var days = 0;
        for (var day = new LocalDate(2024, 1, 1); day.Year <= 2034; day = day.PlusDays(1))
        {
            foreach (var time in (LocalTime[])[new(0, 0), new(2, 30), new(9, 30), new(23, 59)])
            {
                var booked = Warsaw.AtStartOfDay(day.PlusDays(-30)).ToInstant();
                var due = ReminderPolicy.After(Visit, day + time, booked, Policy).Select(each =>
                    (each.At.InZone(Warsaw).LocalDateTime, ((DueWork.SendReminder)each.Work).DaysBefore));

                due.Should().Equal((day.PlusDays(-7).At(new(10, 0)), 7), (day.PlusDays(-1).At(new(10, 0)), 1));
            }

            days++;
        }

        days.Should().Be(4018);
    }

    [Theory]
    [InlineData("2026-12-24", "2026-12-17", "2026-12-23")]
    [InlineData("2026-12-31", "2026-12-24", "2026-12-30")]
    [InlineData("2026-12-25", "2026-12-18", "2026-12-24")]
    [InlineData("2027-03-29", "2027-03-22", "2027-03-28")]
    public void Holidays_and_Sundays_move_no_reminder(string visit, string first, string second) =>
        Days(Parse(visit) + new LocalTime(8, 0), Policy).Should().Equal(Parse(first), Parse(second));

    [Fact]
    public void A_reminder_in_the_gap_of_spring_goes_out_when_the_gap_ends()
    {
        var policy = Policy with { ReminderAt = new LocalTime(2, 30) };
        var due = Due(new LocalDateTime(2027, 3, 29, 9, 0), policy);

        // On 28 March 2027 the clocks go from 02:00 to 03:00: that is 01:00 UTC.
        due[1].At.Should().Be(Instant.FromUtc(2027, 3, 28, 1, 0));
        due[0].At.Should().Be(Instant.FromUtc(2027, 3, 22, 1, 30));
    }

    [Fact]
    public void A_reminder_in_the_repeated_hour_of_autumn_goes_out_once_and_the_first_time()
    {
        var policy = Policy with { ReminderAt = new LocalTime(2, 30) };
        var due = Due(new LocalDateTime(2026, 10, 26, 9, 0), policy);

        due.Should().HaveCount(2);
        due[1].At.Should().Be(Instant.FromUtc(2026, 10, 25, 0, 30));
    }

    [Fact]
    public void A_visit_booked_in_the_last_week_has_only_the_reminder_of_the_day_before() =>
        Days(Start, Policy, At(2026, 10, 24, 12, 0)).Should().Equal(new LocalDate(2026, 10, 29));

    [Fact]
    public void A_visit_booked_at_the_very_instant_of_a_reminder_is_not_reminded_of()
    {
        Days(Start, Policy, At(2026, 10, 29, 10, 0)).Should().BeEmpty();
        Days(Start, Policy, At(2026, 10, 29, 10, 0) - Duration.Epsilon).Should().Equal(new LocalDate(2026, 10, 29));
    }

    [Fact]
    public void Reminders_follow_the_policy()
    {
        var policy = Policy with { ReminderDaysBefore = [14, 3], ReminderAt = new LocalTime(8, 15) };

        Due(Start, policy).Select(each => each.At).Should().Equal(At(2026, 10, 16, 8, 15), At(2026, 10, 27, 8, 15));
    }

    [Fact]
    public void A_booked_visit_with_the_same_date_is_reminded_of() => StillDue(Booked()).Should().BeTrue();

    [Fact]
    public void No_reminder_exists_for_a_visit_that_is_not_live()
    {
        var at = At(2026, 10, 20, 9, 0);
        AppointmentEvent[] ends =
        [
            new AppointmentCancelled(ActorRole.Patient, Channel.Sms, null, Policy.Ref, at),
            new AppointmentFulfilled(at),
            .. Enum.GetValues<Fault>().Select(fault => new AppointmentMissed(fault, Policy.Ref, at)),
        ];

        StillDue(Appointment.Initial).Should().BeFalse();
        foreach (var end in ends)
        {
            StillDue(Booked(end)).Should().BeFalse("of {0}", end);
        }
    }

    [Fact]
    public void A_reminder_of_a_date_since_changed_is_not_sent()
    {
        StillDue(Booked(Moved(Start.PlusDays(1), At(2026, 10, 20, 9, 0)))).Should().BeFalse();
        StillDue(Booked(Moved(Start.PlusHours(1), At(2026, 10, 20, 9, 0)))).Should().BeFalse();
    }

    [Fact]
    public void A_date_changed_and_changed_back_counts_from_the_last_change()
    {
        var away = Moved(Start.PlusDays(1), At(2026, 10, 20, 9, 0));

        StillDue(Booked(away, Moved(Start, At(2026, 10, 21, 9, 0)))).Should().BeTrue();
        StillDue(Booked(away, Moved(Start, At(2026, 10, 23, 10, 0)))).Should().BeFalse();
    }

    [Fact]
    public void The_same_reminder_has_the_same_key_however_often_it_is_made()
    {
        var first = Due(Start, Policy);
        var again = ReminderPolicy.After(Visit, Start, At(2026, 10, 2, 0, 0), Policy).ToList();

        again.Should().Equal(first);
    }

    // The reminder of 23 October, seven days before.
    private static bool StillDue(Appointment appointment)
    {
        var due = Due(Start, Policy)[0];
        return ReminderPolicy.StillDue((DueWork.SendReminder)due.Work, due.At, appointment);
    }

    private static Appointment Booked(params AppointmentEvent[] after)
    {
        var booked = new AppointmentBooked(
            new PatientId(Ids.Derive("patient")), new SlotId(Ids.Derive("slot")), new PlaceId(Ids.Derive("place")),
            ScopeCode.Parse("02.1100.001.02"), SlotKind.FirstTime, Start, null, null, null, [ContactKind.Mobile],
            ActorRole.Patient, Channel.Ikp, BookingOrigin.Public, null, null, Policy.Ref, At(2026, 10, 1, 0, 0));
        return after.Aggregate(Appointment.Evolve(Appointment.Initial, booked), Appointment.Evolve);
    }

    private static AppointmentRescheduled Moved(LocalDateTime start, Instant at) =>
        new(
            new SlotId(Ids.Derive("slot")), new SlotId(Ids.Derive("other slot")), new PlaceId(Ids.Derive("place")),
            start, ActorRole.Patient, Channel.Ikp, null, Policy.Ref, at);

    private static List<Due> Due(LocalDateTime start, SchedulingPolicy policy) =>
        [.. ReminderPolicy.After(Visit, start, At(2026, 10, 1, 0, 0), policy)];

    private static IEnumerable<LocalDate> Days(LocalDateTime start, SchedulingPolicy policy, Instant? fixedAt = null) =>
        ReminderPolicy.After(Visit, start, fixedAt ?? At(2026, 10, 1, 0, 0), policy)
            .Select(each => each.At.InZone(Warsaw).Date);

    private static LocalDate Parse(string date) => NodaTime.Text.LocalDatePattern.Iso.Parse(date).Value;

    private static Instant At(int year, int month, int day, int hour, int minute) =>
        new LocalDateTime(year, month, day, hour, minute).InZoneStrictly(Warsaw).ToInstant();
}
