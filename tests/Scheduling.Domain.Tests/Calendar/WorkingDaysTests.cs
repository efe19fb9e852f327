using NodaTime;

namespace Scheduling.Domain.Tests.Calendar;

/// <summary>The table of holidays 2025-2030 and the periods in working days of the domain dossier.</summary>
public sealed class WorkingDaysTests
{
    private static readonly LocalDate BeforeChristmas = new(2026, 12, 22);

    [Theory]
    [InlineData(2025, "04-21", "06-08", "06-19")]
    [InlineData(2026, "04-06", "05-24", "06-04")]
    [InlineData(2027, "03-29", "05-16", "05-27")]
    [InlineData(2028, "04-17", "06-04", "06-15")]
    [InlineData(2029, "04-02", "05-20", "05-31")]
    [InlineData(2030, "04-22", "06-09", "06-20")]
    public void A_year_has_exactly_the_holidays_of_the_act(
        int year, string easterMonday, string pentecost, string corpusChristi)
    {
        string[] fixedDays =
            ["01-01", "01-06", "05-01", "05-03", "08-15", "11-01", "11-11", "12-24", "12-25", "12-26"];
        var monday = Day(year, easterMonday);
        var expected = fixedDays.Select(day => Day(year, day))
            .Concat([monday.PlusDays(-1), monday, Day(year, pentecost), Day(year, corpusChristi)]);

        DaysOf(year).Where(WorkingDays.IsHoliday).Should().BeEquivalentTo(expected);
    }

    [Fact]
    public void Christmas_Eve_is_free_from_2025_on()
    {
        WorkingDays.IsHoliday(new LocalDate(2024, 12, 24)).Should().BeFalse();
        WorkingDays.IsWorkingDay(new LocalDate(2024, 12, 24), WorkingDayRule.MondayToFriday).Should().BeTrue();
        WorkingDays.IsHoliday(new LocalDate(2025, 12, 24)).Should().BeTrue();
        WorkingDays.IsWorkingDay(new LocalDate(2025, 12, 24), WorkingDayRule.MondayToFriday).Should().BeFalse();
    }

    [Fact]
    public void In_2027_the_clocks_change_on_Easter_Sunday() =>
        WorkingDays.EasterSunday(2027).Should().Be(new LocalDate(2027, 3, 28));

    // The earliest and latest dates there are, and the years in which simpler rules go wrong.
    [Theory]
    [InlineData(1818, 3, 22)]
    [InlineData(1943, 4, 25)]
    [InlineData(1954, 4, 18)]
    [InlineData(1981, 4, 19)]
    [InlineData(2024, 3, 31)]
    [InlineData(2038, 4, 25)]
    [InlineData(2049, 4, 18)]
    [InlineData(2076, 4, 19)]
    [InlineData(2285, 3, 22)]
    public void Easter_falls_where_the_church_says(int year, int month, int day) =>
        WorkingDays.EasterSunday(year).Should().Be(new LocalDate(year, month, day));

    [Fact]
    public void Seven_working_days_over_Christmas_end_on_5_January() =>
        WorkingDays.Plus(BeforeChristmas, 7, WorkingDayRule.MondayToFriday).Should().Be(new LocalDate(2027, 1, 5));

    [Fact]
    public void Seven_working_days_over_Christmas_end_on_4_January_if_Saturdays_count() =>
        WorkingDays.Plus(BeforeChristmas, 7, WorkingDayRule.MondayToSaturday).Should().Be(new LocalDate(2027, 1, 4));

    [Fact]
    public void The_working_days_over_Christmas_are_these()
    {
        var days = Enumerable.Range(1, 7)
            .Select(count => WorkingDays.Plus(BeforeChristmas, count, WorkingDayRule.MondayToFriday));

        days.Should().Equal(
            new LocalDate(2026, 12, 23),
            new LocalDate(2026, 12, 28),
            new LocalDate(2026, 12, 29),
            new LocalDate(2026, 12, 30),
            new LocalDate(2026, 12, 31),
            new LocalDate(2027, 1, 4),
            new LocalDate(2027, 1, 5));
    }

    [Fact]
    public void Sundays_are_never_working_days_and_Saturdays_by_the_rule_alone()
    {
        var (saturday, sunday) = (new LocalDate(2026, 11, 21), new LocalDate(2026, 11, 22));

        WorkingDays.IsHoliday(saturday).Should().BeFalse();
        WorkingDays.IsHoliday(sunday).Should().BeFalse();
        WorkingDays.IsWorkingDay(saturday, WorkingDayRule.MondayToFriday).Should().BeFalse();
        WorkingDays.IsWorkingDay(saturday, WorkingDayRule.MondayToSaturday).Should().BeTrue();
        WorkingDays.IsWorkingDay(sunday, WorkingDayRule.MondayToFriday).Should().BeFalse();
        WorkingDays.IsWorkingDay(sunday, WorkingDayRule.MondayToSaturday).Should().BeFalse();
    }

    [Fact]
    public void A_holiday_on_a_Saturday_is_no_working_day_by_either_rule() =>
        WorkingDays.IsWorkingDay(new LocalDate(2026, 8, 15), WorkingDayRule.MondayToSaturday).Should().BeFalse();

    [Theory]
    [InlineData(WorkingDayRule.MondayToFriday)]
    [InlineData(WorkingDayRule.MondayToSaturday)]
    public void A_period_from_any_day_ends_on_a_working_day_and_holds_as_many_as_asked(WorkingDayRule rule)
    {
        foreach (var date in Enumerable.Range(2024, 11).SelectMany(DaysOf))
        {
            foreach (var days in new[] { 1, 3, 7, 14 })
            {
                var last = WorkingDays.Plus(date, days, rule);
                var length = Period.DaysBetween(date, last);

                WorkingDays.IsWorkingDay(last, rule).Should().BeTrue("{0} ends a period", last);
                Enumerable.Range(1, length).Count(day => WorkingDays.IsWorkingDay(date.PlusDays(day), rule))
                    .Should().Be(days, "counted from {0}", date);
            }
        }
    }

    [Fact]
    public void No_working_days_lead_nowhere_even_from_a_Sunday()
    {
        var sunday = new LocalDate(2026, 11, 22);

        WorkingDays.Plus(sunday, 0, WorkingDayRule.MondayToFriday).Should().Be(sunday);
    }

    [Fact]
    public void A_period_cannot_run_backwards()
    {
        var backwards = () => WorkingDays.Plus(BeforeChristmas, -1, WorkingDayRule.MondayToFriday);

        backwards.Should().Throw<ArgumentOutOfRangeException>();
    }

    private static LocalDate Day(int year, string monthAndDay) =>
        NodaTime.Text.LocalDatePattern.Iso.Parse($"{year}-{monthAndDay}").Value;

    private static IEnumerable<LocalDate> DaysOf(int year) =>
        Enumerable.Range(0, CalendarSystem.Iso.GetDaysInYear(year))
            .Select(day => new LocalDate(year, 1, 1).PlusDays(day));
}
