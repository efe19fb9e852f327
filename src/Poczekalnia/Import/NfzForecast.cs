using System.Globalization;
using System.Text.RegularExpressions;
using Poczekalnia.Scenarios;

namespace Poczekalnia.Import;

/// <summary>
/// Reads the forecast of interface 1.4 (pl. <i>prognozowany czas oczekiwania</i>): <c>10 dni</c>, <c>1 dzień</c>,
/// <c>2 mies.</c>, <c>2 mies. 1 tydz.</c>, <c>3 mies. 2 tyg.</c>; <c>-</c> with <c>applicable: false</c> is <i>not
/// applicable</i>; no <c>dates</c> at all is <i>no data</i>; <c>0 dni</c> is a wait of no days.
/// </summary>
internal static partial class NfzForecast
{
    // By the ordinance on the forecast a month has 30 days (Dz.U. 2026 poz. 874 § 2).
    private const int DaysPerMonth = 30;
    private const int DaysPerWeek = 7;

    /// <summary>The forecast, or nothing where the text and the flag say no such thing.</summary>
    public static PublishedForecast? TryRead(bool applicable, string text)
    {
        if (!applicable)
        {
            return text == "-" ? new PublishedForecast.NotApplicable() : null;
        }

        if (DaysPattern().Match(text) is { Success: true } days)
        {
            return In(Number(days.Groups[1]));
        }

        if (text == "1 dzień")
        {
            return In(1);
        }

        return MonthsPattern().Match(text) is { Success: true } months
            ? In((Number(months.Groups[1]) * DaysPerMonth) + (Number(months.Groups[2]) * DaysPerWeek))
            : null;
    }

    private static PublishedForecast.In In(int days) => new(days);

    private static int Number(Group group) =>
        group.Success ? int.Parse(group.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"^(\d{1,5}) dni$")]
    private static partial Regex DaysPattern();

    [GeneratedRegex(@"^(\d{1,3}) mies\.(?: (\d{1,2}) (?:tyg|tydz)\.)?$")]
    private static partial Regex MonthsPattern();
}
