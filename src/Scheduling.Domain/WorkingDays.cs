using NodaTime;

namespace Scheduling.Domain;

/// <summary>
/// Which days of the week are working days (pl. <i>dzień roboczy</i>); holidays and Sundays never are. The health
/// benefits act does not define the word, so the choice is policy data.
/// </summary>
public enum WorkingDayRule
{
    /// <summary>Saturdays do not count. <i>Assumed</i>, after the wording of art. 23(4) of the act.</summary>
    MondayToFriday,

    /// <summary>Saturdays count, as they are not days free from work by statute.</summary>
    MondayToSaturday,
}

/// <summary>
/// The Polish statutory holidays and periods counted in working days (pl. <i>dni ustawowo wolne od pracy</i>).
/// </summary>
/// <remarks>
/// Source: the act of 18 January 1951, consolidated text Dz.U. 2025 poz. 296. Right from 2011 on, when 6 January
/// became a holiday again; earlier years are outside anything counted here.
/// </remarks>
public static class WorkingDays
{
    private const int ChristmasEveFreeSince = 2025;

    /// <summary>Whether the act names the day. It frees every Sunday too: ask <see cref="IsWorkingDay"/>.</summary>
    public static bool IsHoliday(LocalDate date) => IsFixedHoliday(date) || IsMovableHoliday(date);

    public static bool IsWorkingDay(LocalDate date, WorkingDayRule rule) => date.DayOfWeek switch
    {
        IsoDayOfWeek.Sunday => false,
        IsoDayOfWeek.Saturday when !CountsSaturdays(rule) => false,
        _ => !IsHoliday(date),
    };

    /// <summary>
    /// The last day of a period of so many working days; the given day, on which the period was caused, is not
    /// counted. No days: the given day itself, working or not.
    /// </summary>
    public static LocalDate Plus(LocalDate date, int days, WorkingDayRule rule)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(days);
        var last = date;
        for (var left = days; left > 0;)
        {
            last = last.PlusDays(1);
            if (IsWorkingDay(last, rule))
            {
                left--;
            }
        }

        return last;
    }

    /// <summary>Easter Sunday of a Gregorian year (pl. <i>Wielkanoc</i>), by the anonymous algorithm of 1876.</summary>
    public static LocalDate EasterSunday(int year)
    {
        var goldenNumber = year % 19;
        var (century, yearOfCentury) = (year / 100, year % 100);
        var lunarCorrection = (century - ((century + 8) / 25) + 1) / 3;
        var fullMoon = ((19 * goldenNumber) + century - (century / 4) - lunarCorrection + 15) % 30;
        var toSunday = (32 + (2 * (century % 4)) + (2 * (yearOfCentury / 4)) - fullMoon - (yearOfCentury % 4)) % 7;
        var weekTooLate = (goldenNumber + (11 * fullMoon) + (22 * toSunday)) / 451;
        return new LocalDate(year, 3, 22).PlusDays(fullMoon + toSunday - (7 * weekTooLate));
    }

    private static bool CountsSaturdays(WorkingDayRule rule) => rule switch
    {
        WorkingDayRule.MondayToFriday => false,
        WorkingDayRule.MondayToSaturday => true,
    };

    private static bool IsFixedHoliday(LocalDate date) => (date.Month, date.Day) switch
    {
        (1, 1) or (1, 6) => true,
        (5, 1) or (5, 3) => true,
        (8, 15) => true,
        (11, 1) or (11, 11) => true,

        // In force since 1 February 2025, so the first free Christmas Eve is that of 2025.
        (12, 24) => date.Year >= ChristmasEveFreeSince,
        (12, 25) or (12, 26) => true,
        _ => false,
    };

    // Easter Sunday and Monday, Pentecost, Corpus Christi.
    private static bool IsMovableHoliday(LocalDate date) =>
        Period.DaysBetween(EasterSunday(date.Year), date) is 0 or 1 or 49 or 60;
}
