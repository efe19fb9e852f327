using NodaTime;
using Scheduling.Domain;

namespace Poczekalnia.Scenarios;

/// <summary>
/// Spreads a rate over days in whole items: over each unit the items add up to the rate exactly (fractions are carried
/// within the unit), as evenly as the days' weights allow. It draws nothing by chance.
/// </summary>
/// <remarks>
/// Months, weeks and years are whole units of the calendar, also when a run begins in the middle of one: the first of
/// August gets the same slots in every run that contains it. The fractions of a daily rate are carried over its year.
/// </remarks>
/// <param name="rate">How many.</param>
/// <param name="weightOf">How heavy a day is among its neighbours; 0 for a day without any.</param>
public sealed class Spread(Rate rate, Func<LocalDate, int> weightOf)
{
    private readonly Dictionary<LocalDate, Part> _parts = [];

    /// <summary>A day of a place: weight 1 on its weekdays, 0 on others and on statutory holidays.</summary>
    public static Func<LocalDate, int> OverWorkingDays(DaySet weekdays) =>
        date => weekdays.Contains(date.DayOfWeek) && !WorkingDays.IsHoliday(date) ? 1 : 0;

    /// <summary>How many items fall on this day.</summary>
    public int On(LocalDate date)
    {
        var weight = weightOf(date);
        if (weight == 0 || rate.IsNone)
        {
            return 0;
        }

        if (!_parts.TryGetValue(date, out var part))
        {
            ReckonUnitOf(date);
            part = _parts[date];
        }

        return (int)(part.ItemsBefore(part.Before + weight) - part.ItemsBefore(part.Before));
    }

    private void ReckonUnitOf(LocalDate date)
    {
        var (first, end) = UnitOf(date);
        long total = 0;
        long busyDays = 0;
        for (var day = first; day < end; day = day.PlusDays(1))
        {
            total += weightOf(day);
            busyDays += weightOf(day) > 0 ? 1 : 0;
        }

        var thousandths = rate.Per switch
        {
            RatePer.Day => rate.Thousandths * Period.DaysBetween(first, end),
            RatePer.WorkingDay => rate.Thousandths * busyDays,
            RatePer.Week or RatePer.Month or RatePer.Year => rate.Thousandths,
        };
        long before = 0;
        for (var day = first; day < end; day = day.PlusDays(1))
        {
            _parts[day] = new Part(before, total, thousandths);
            before += weightOf(day);
        }
    }

    private (LocalDate First, LocalDate End) UnitOf(LocalDate date)
    {
        var monday = date.PlusDays(1 - (int)date.DayOfWeek);
        var month = new LocalDate(date.Year, date.Month, 1);
        var year = new LocalDate(date.Year, 1, 1);
        return rate.Per switch
        {
            RatePer.Week => (monday, monday.PlusDays(7)),
            RatePer.Month => (month, month.PlusMonths(1)),
            RatePer.Day or RatePer.WorkingDay or RatePer.Year => (year, year.PlusYears(1)),
        };
    }

    // Where a day lies in its unit: the weight before it, of the unit's whole weight, and what the unit shares out.
    private readonly record struct Part(long Before, long Total, long Thousandths)
    {
        // Halves are rounded up, which puts a lone item in the middle of its unit.
        public long ItemsBefore(long weight) => ((2 * Thousandths * weight / Total) + 1000) / 2000;
    }
}
