using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace Poczekalnia.Checks.Views;

/// <summary>Instants, dates and the clock on the wall in Poland.</summary>
public static class Moments
{
    private const string DayPattern = "yyyy-MM-dd";
    private const string LocalPattern = "yyyy-MM-ddTHH:mm:ss";
    private const int SecondsLength = 20;
    private static readonly DateTimeZone Warsaw = DateTimeZoneProviders.Tzdb["Europe/Warsaw"];

    public static Instant ReadInstant(string text)
    {
        // Nearly every line has an instant of whole seconds, and there are millions of lines.
        if (text.Length == SecondsLength
            && DateTime.TryParseExact(
                text, "yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var utc))
        {
            return Instant.FromDateTimeUtc(utc);
        }

        var read = InstantPattern.ExtendedIso.Parse(text);
        return read.Success ? read.Value : throw new FormatException($"'{text}' is no instant");
    }

    public static DateOnly ReadDay(string text) =>
        DateOnly.TryParseExact(text, DayPattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new FormatException($"'{text}' is no date");

    public static TimeOnly ReadTime(string text) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new FormatException($"'{text}' is no time of day");

    public static (DateOnly Day, TimeOnly Time) ReadLocal(string text) =>
        DateTime.TryParseExact(text, LocalPattern, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? (DateOnly.FromDateTime(local), TimeOnly.FromDateTime(local))
            : throw new FormatException($"'{text}' is no local date and time");

    public static string Text(DateOnly day) => day.ToString(DayPattern, CultureInfo.InvariantCulture);

    public static string Text(DateOnly day, TimeOnly time) =>
        day.ToDateTime(time).ToString(LocalPattern, CultureInfo.InvariantCulture);

    /// <summary>The local date of an instant.</summary>
    public static DateOnly DayOf(Instant instant) => instant.InZone(Warsaw).Date.ToDateOnly();

    /// <summary>
    /// The instant of a local time: of a time that occurs twice the first, of a time that is left out the end of
    /// the gap.
    /// </summary>
    public static Instant Of(DateOnly day, TimeOnly time)
    {
        var map = Warsaw.MapLocal(LocalDateTime.FromDateTime(day.ToDateTime(time)));
        return map.Count == 0 ? map.LateInterval.Start : map.First().ToInstant();
    }
}
