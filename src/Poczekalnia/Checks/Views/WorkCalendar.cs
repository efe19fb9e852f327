namespace Poczekalnia.Checks.Views;

/// <summary>
/// Statutory holidays and working days in Poland (Dz.U. 2025 poz. 296), counted a second time and in another way than
/// the rules do: the movable ones by Gauss, the others from a list.
/// </summary>
public static class WorkCalendar
{
    private static readonly int[] FixedHolidays = [101, 106, 501, 503, 815, 1101, 1111, 1225, 1226];

    /// <summary>
    /// The last day of a period of working days; its first day is the one after <paramref name="from"/>.
    /// </summary>
    public static DateOnly After(DateOnly from, int workingDays, bool saturdaysCount)
    {
        var day = from;
        for (var counted = 0; counted < workingDays;)
        {
            day = day.AddDays(1);
            counted += IsFree(day, saturdaysCount) ? 0 : 1;
        }

        return day;
    }

    public static bool IsFree(DateOnly day, bool saturdaysCount) =>
        day.DayOfWeek == DayOfWeek.Sunday
        || (day.DayOfWeek == DayOfWeek.Saturday && !saturdaysCount)
        || IsHoliday(day);

    private static bool IsHoliday(DateOnly day)
    {
        var number = (day.Month * 100) + day.Day;
        var sinceEaster = day.DayNumber - EasterOf(day.Year).DayNumber;
        return Array.IndexOf(FixedHolidays, number) >= 0
            // Christmas Eve is free since 2025.
            || (number == 1224 && day.Year >= 2025)
            // Easter, Easter Monday, Pentecost, Corpus Christi.
            || sinceEaster is 0 or 1 or 49 or 60;
    }

    /// <summary>Gauss's rule with its two exceptions, for 1900 to 2099.</summary>
    private static DateOnly EasterOf(int year)
    {
        var a = year % 19;
        var d = ((19 * a) + 24) % 30;
        var e = ((2 * (year % 4)) + (4 * (year % 7)) + (6 * d) + 5) % 7;
        var afterMarch22 = d + e;
        if ((d == 29 && e == 6) || (d == 28 && e == 6 && a > 10))
        {
            afterMarch22 -= 7;
        }

        return new DateOnly(year, 3, 22).AddDays(afterMarch22);
    }
}
