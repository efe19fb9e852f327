using System.Globalization;
using NodaTime;

namespace Scheduling.Domain;

/// <summary>
/// Dates, times and numbers of days as people write them. Cultures are off in this program, so the words stand here.
/// </summary>
public static class Wording
{
    // Fixed by the regulation, also where the booking window is another.
    private const int WaitInDaysMax = 40;
    private const int DaysOfMonth = 30;
    private const int MonthsMax = 12;

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

    /// <summary>
    /// A forecast wait in the words of the regulation (Dz.U. 2026 poz. 874 § 2): days up to forty of them, then whole
    /// months of thirty days up to twelve of them, then that it is longer.
    /// </summary>
    public static string Wait(int days, Language language) =>
        (days, language) switch
        {
            (<= WaitInDaysMax, _) => Days(days, language),
            (<= MonthsMax * DaysOfMonth, _) => Months(days / DaysOfMonth, language),
            (_, Language.Polish) => Text($"termin powyżej {MonthsMax} miesięcy"),
            (_, Language.English) => Text($"more than {MonthsMax} months"),
        };

    private static string Months(int months, Language language) =>
        language switch
        {
            Language.Polish => Text($"{months} {months switch { 1 => "miesiąc", < 5 => "miesiące", _ => "miesięcy" }}"),
            Language.English => Text($"{months} {(months == 1 ? "month" : "months")}"),
        };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
