using System.Globalization;
using NodaTime;

namespace Scheduling.Domain;

/// <summary>
/// Dates, times and numbers of days as people write them. Cultures are off in this program, so the words stand here.
/// </summary>
public static class Wording
{
    // In a date Polish puts the month into the genitive.
    private static readonly string[] PolishMonths =
    [
        "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca",
        "lipca", "sierpnia", "września", "października", "listopada", "grudnia",
    ];

    private static readonly string[] EnglishMonths =
    [
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ];

    /// <summary>Such as <c>12 października 2026 r.</c> and <c>12 October 2026</c>.</summary>
    public static string Of(LocalDate date, Language language) =>
        language switch
        {
            Language.Polish => Text($"{date.Day} {PolishMonths[date.Month - 1]} {date.Year} r."),
            Language.English => Text($"{date.Day} {EnglishMonths[date.Month - 1]} {date.Year}"),
        };

    /// <summary>Such as <c>12 października 2026 r., godz. 9:30</c> and <c>12 October 2026, 9:30</c>.</summary>
    public static string Of(LocalDateTime at, Language language) =>
        language switch
        {
            Language.Polish => Text($"{Of(at.Date, language)}, godz. {at.Hour}:{at.Minute:00}"),
            Language.English => Text($"{Of(at.Date, language)}, {at.Hour}:{at.Minute:00}"),
        };

    /// <summary>Such as <c>1 dzień</c>, <c>7 dni</c> and <c>1 day</c>, <c>7 days</c>.</summary>
    public static string Days(int days, Language language) =>
        language switch
        {
            Language.Polish => Text($"{days} {(days == 1 ? "dzień" : "dni")}"),
            Language.English => Text($"{days} {(days == 1 ? "day" : "days")}"),
        };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
