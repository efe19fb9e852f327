using NodaTime;
using Poczekalnia.Scenarios;
using Scheduling.Domain;

namespace Poczekalnia.Tests.Scenarios;

public sealed class SpreadTests
{
    private static readonly LocalDate FirstOfAugust = new(2026, 8, 1);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(392)]
    [InlineData(1_850)]
    public void A_month_gets_exactly_what_the_rate_says(int count)
    {
        var spread = new Spread(new Rate(count * 1000L, RatePer.Month), Spread.OverWorkingDays(DaySet.Weekdays));

        Days(FirstOfAugust, 31).Sum(spread.On).Should().Be(count);
    }

    [Fact]
    public void Working_days_differ_by_one_at_most()
    {
        var spread = new Spread(new Rate(392_000, RatePer.Month), Spread.OverWorkingDays(DaySet.Weekdays));

        // August 2026 has 21 days from Monday to Friday; the 15th, a holiday, is a Saturday.
        var counts = Days(FirstOfAugust, 31).Select(spread.On).Where(count => count > 0).ToList();

        counts.Should().HaveCount(21);
        (counts.Max() - counts.Min()).Should().BeLessThanOrEqualTo(1);
    }

    [Fact]
    public void A_holiday_has_none()
    {
        var spread = new Spread(new Rate(100_000, RatePer.Month), Spread.OverWorkingDays(DaySet.Weekdays));

        spread.On(new LocalDate(2026, 11, 11)).Should().Be(0);
    }

    [Fact]
    public void Half_a_slot_a_day_is_one_every_other_day()
    {
        var spread = new Spread(new Rate(500, RatePer.WorkingDay), Spread.OverWorkingDays(DaySet.Weekdays));

        Days(new LocalDate(2026, 9, 7), 5).Sum(spread.On).Should().BeInRange(2, 3);
        Days(new LocalDate(2026, 1, 1), 365).Max(spread.On).Should().Be(1);
    }

    [Fact]
    public void A_busier_weekday_gets_more()
    {
        var spread = new Spread(
            new Rate(70_000, RatePer.Week), date => date.DayOfWeek == IsoDayOfWeek.Monday ? 3 : 1);

        spread.On(new LocalDate(2026, 9, 7)).Should().BeInRange(23, 24);
        Days(new LocalDate(2026, 9, 7), 7).Sum(spread.On).Should().Be(70);
    }

    [Fact]
    public void The_order_of_asking_changes_nothing()
    {
        var forwards = new Spread(new Rate(37_000, RatePer.Month), Spread.OverWorkingDays(DaySet.Weekdays));
        var backwards = new Spread(new Rate(37_000, RatePer.Month), Spread.OverWorkingDays(DaySet.Weekdays));
        var days = Days(new LocalDate(2026, 7, 20), 40).ToList();

        var there = days.Select(forwards.On).ToList();
        var back = Enumerable.Reverse(days).Select(backwards.On).Reverse().ToList();

        back.Should().Equal(there);
    }

    private static IEnumerable<LocalDate> Days(LocalDate first, int count) =>
        Enumerable.Range(0, count).Select(first.PlusDays);
}
