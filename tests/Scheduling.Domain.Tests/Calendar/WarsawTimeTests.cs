using NodaTime;

namespace Scheduling.Domain.Tests.Calendar;

/// <summary>The dates of the domain dossier on the clock, checked against NodaTime's own mapping.</summary>
public sealed class WarsawTimeTests
{
    private static readonly LocalDate From = new(2024, 1, 1);
    private static readonly LocalDate To = new(2034, 12, 31);

    [Fact]
    public void Forty_days_over_the_autumn_change_are_961_hours()
    {
        var start = new LocalDate(2026, 10, 1);

        (WarsawTime.StartOfDay(start.PlusDays(40)) - WarsawTime.StartOfDay(start)).Should().Be(Duration.FromHours(961));
        start.PlusDays(40).Should().Be(new LocalDate(2026, 11, 10));
    }

    [Theory]
    [InlineData(2025, 30, 26)]
    [InlineData(2026, 29, 25)]
    [InlineData(2027, 28, 31)]
    [InlineData(2028, 26, 29)]
    [InlineData(2029, 25, 28)]
    [InlineData(2030, 31, 27)]
    public void Clocks_change_at_one_UTC_on_the_last_Sundays_of_March_and_October(int year, int inMarch, int inOctober)
    {
        var (spring, autumn) = (new LocalDate(year, 3, inMarch), new LocalDate(year, 10, inOctober));
        var (springAt, autumnAt) = (Utc(spring, 1), Utc(autumn, 1));

        WarsawTime.LocalOf(springAt - Duration.FromTicks(1)).Hour.Should().Be(1);
        WarsawTime.LocalOf(springAt).Should().Be(spring + new LocalTime(3, 0));
        WarsawTime.LocalOf(autumnAt - Duration.FromTicks(1)).Hour.Should().Be(2);
        WarsawTime.LocalOf(autumnAt).Should().Be(autumn + new LocalTime(2, 0));
    }

    [Fact]
    public void Two_days_a_year_have_23_and_25_hours_and_all_others_24()
    {
        foreach (var date in EveryDay())
        {
            var hours = (WarsawTime.StartOfDay(date.PlusDays(1)) - WarsawTime.StartOfDay(date)).TotalHours;
            var lastSunday = date.DayOfWeek == IsoDayOfWeek.Sunday && date.Day > 24;
            var expected = (date.Month, lastSunday) switch
            {
                (3, true) => 23,
                (10, true) => 25,
                _ => 24,
            };
            hours.Should().Be(expected, "of {0}", date);
        }
    }

    [Theory]
    [InlineData(1, 59, 0, 59)]
    [InlineData(2, 0, 1, 0)]
    [InlineData(2, 30, 1, 0)]
    [InlineData(2, 59, 1, 0)]
    [InlineData(3, 0, 1, 0)]
    [InlineData(3, 1, 1, 1)]
    public void A_time_that_spring_leaves_out_becomes_three_o_clock(int hour, int minute, int utcHour, int utcMinute)
    {
        var spring = new LocalDate(2026, 3, 29);

        WarsawTime.At(spring, new LocalTime(hour, minute)).Should().Be(Utc(spring, utcHour, utcMinute));
    }

    // The night before belongs to the day before in UTC.
    [Theory]
    [InlineData(1, 59, -1)]
    [InlineData(2, 0, 0)]
    [InlineData(2, 30, 30)]
    [InlineData(2, 59, 59)]
    [InlineData(3, 0, 120)]
    public void Of_a_time_that_autumn_repeats_the_first_is_taken(int hour, int minute, int minutesAfterMidnightUtc)
    {
        var autumn = new LocalDate(2026, 10, 25);

        WarsawTime.At(autumn, new LocalTime(hour, minute))
            .Should().Be(Utc(autumn, 0) + Duration.FromMinutes(minutesAfterMidnightUtc));
    }

    [Fact]
    public void Two_reports_in_the_repeated_hour_keep_their_true_order_although_wall_clocks_tie()
    {
        var autumn = new LocalDate(2026, 10, 25);
        var (first, second) = (Utc(autumn, 0, 30), Utc(autumn, 1, 30));

        WarsawTime.LocalOf(first).Should().Be(WarsawTime.LocalOf(second));
        first.Should().BeLessThan(second);
    }

    [Fact]
    public void The_local_date_turns_at_midnight_in_Warsaw_and_not_in_Greenwich()
    {
        WarsawTime.DateOf(Instant.FromUtc(2026, 6, 30, 21, 59, 59)).Should().Be(new LocalDate(2026, 6, 30));
        WarsawTime.DateOf(Instant.FromUtc(2026, 6, 30, 22, 0)).Should().Be(new LocalDate(2026, 7, 1));
        WarsawTime.DateOf(Instant.FromUtc(2026, 12, 31, 22, 59, 59)).Should().Be(new LocalDate(2026, 12, 31));
        WarsawTime.DateOf(Instant.FromUtc(2026, 12, 31, 23, 0)).Should().Be(new LocalDate(2027, 1, 1));
    }

    [Fact]
    public void A_day_starts_where_NodaTime_starts_it_and_not_a_tick_earlier()
    {
        foreach (var date in EveryDay())
        {
            var start = WarsawTime.StartOfDay(date);

            start.Should().Be(WarsawTime.Zone.AtStartOfDay(date).ToInstant());
            WarsawTime.DateOf(start).Should().Be(date);
            WarsawTime.DateOf(start - Duration.FromNanoseconds(1)).Should().Be(date.PlusDays(-1));
        }
    }

    [Fact]
    public void Every_quarter_of_an_hour_is_where_the_time_zone_database_puts_it_and_in_order()
    {
        var before = Instant.MinValue;
        for (var local = From.AtMidnight(); local.Date <= To; local = local.PlusMinutes(15))
        {
            var instant = WarsawTime.ToInstant(local);

            // Not an assertion each: there are 385 000 of them.
            if (instant != Mapped(local) || instant < before)
            {
                Assert.Fail($"{local} became {instant}, after {before}; the database says {Mapped(local)}.");
            }

            before = instant;
        }
    }

    [Fact]
    public void Around_every_change_in_history_the_rule_is_the_same()
    {
        var changes = WarsawTime.Zone
            .GetZoneIntervals(Instant.FromUtc(1900, 1, 1, 0, 0), Instant.FromUtc(2100, 1, 1, 0, 0))
            .Where(interval => interval.HasStart)
            .Select(interval => interval.Start)
            .ToList();

        changes.Should().HaveCountGreaterThan(200);
        foreach (var minutes in Enumerable.Range(-300, 601))
        {
            foreach (var change in changes)
            {
                var local = change.InUtc().LocalDateTime.PlusMinutes(minutes);
                WarsawTime.ToInstant(local).Should().Be(Mapped(local), "{0} is written so", local);
            }
        }
    }

    private static Instant Mapped(LocalDateTime local)
    {
        var mapping = WarsawTime.Zone.MapLocal(local);
        return mapping.Count == 0 ? mapping.EarlyInterval.End : mapping.First().ToInstant();
    }

    private static Instant Utc(LocalDate date, int hour, int minute = 0) =>
        (date + new LocalTime(hour, minute)).InUtc().ToInstant();

    private static IEnumerable<LocalDate> EveryDay()
    {
        for (var date = From; date <= To; date = date.PlusDays(1))
        {
            yield return date;
        }
    }
}
