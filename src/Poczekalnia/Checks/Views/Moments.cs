using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace Poczekalnia.Checks.Views;

/// <summary>Instants, dates and the clock on the wall in Poland.</summary>
public static class Moments
{
    private const string DayPattern = "yyyy-MM-dd";
    private const string LocalPattern = "yyyy-MM-ddTHH:mm:ss";
    private const int SecondsLength = 20;
    private static readonly DateOnly UnixEpoch = new(1970, 1, 1);
    private static readonly DateTimeZone Warsaw = DateTimeZoneProviders.Tzdb["Europe/Warsaw"];

    public static Instant ReadInstant(ReadOnlySpan<byte> text)
    {
        // Nearly every line has an instant of whole seconds, and there are millions of lines.
        if (text.Length == SecondsLength && text[^1] == 'Z' && TryLocal(text[..^1], out var day, out var time))
        {
            return Instant.FromUnixTimeSeconds(
                ((day.DayNumber - UnixEpoch.DayNumber) * (long)NodaConstants.SecondsPerDay)
                + (time.Ticks / TimeSpan.TicksPerSecond));
        }

        var read = InstantPattern.ExtendedIso.Parse(Encoding.UTF8.GetString(text));
        return read.Success ? read.Value : throw Wrong(text, "instant");
    }

    public static DateOnly ReadDay(ReadOnlySpan<byte> text) =>
        text.Length == DayPattern.Length && TryDay(text, out var day)
            ? day
            : throw Wrong(text, "date");

    public static TimeOnly ReadTime(string text) =>
        TimeOnly.TryParseExact(
            text, ["HH:mm", "HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time
            : throw new FormatException($"'{text}' is no time of day");

    public static (DateOnly Day, TimeOnly Time) ReadLocal(ReadOnlySpan<byte> text) =>
        TryLocal(text, out var day, out var time)
            ? (day, time)
            : throw Wrong(text, "local date and time");

    /// <summary>Reads <c>2026-09-15T12:00:00</c> and nothing else.</summary>
    private static bool TryLocal(ReadOnlySpan<byte> text, out DateOnly day, out TimeOnly time)
    {
        (day, time) = (default, default);
        if (text.Length != SecondsLength - 1 || text[10] != 'T' || text[13] != ':' || text[16] != ':'
            || !TryDay(text[..10], out day))
        {
            return false;
        }

        var (hour, minute, second) = (Digits(text[11..13]), Digits(text[14..16]), Digits(text[17..19]));
        if (hour is < 0 or > 23 || minute is < 0 or > 59 || second is < 0 or > 59)
        {
            return false;
        }

        time = new TimeOnly(hour, minute, second);
        return true;
    }

    private static bool TryDay(ReadOnlySpan<byte> text, out DateOnly day)
    {
        day = default;
        var (year, month, number) = (Digits(text[..4]), Digits(text[5..7]), Digits(text[8..10]));
        if (text[4] != '-' || text[7] != '-' || year < 1 || month is < 1 or > 12
            || number < 1 || number > DateTime.DaysInMonth(year, month))
        {
            return false;
        }

        day = new DateOnly(year, month, number);
        return true;
    }

    private static FormatException Wrong(ReadOnlySpan<byte> text, string what) =>
        new($"'{Encoding.UTF8.GetString(text)}' is no {what}");

    /// <summary>The number that some digits write; negative when one of them is none.</summary>
    private static int Digits(ReadOnlySpan<byte> text)
    {
        var number = 0;
        foreach (var digit in text)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return -1;
            }

            number = (number * 10) + (digit - '0');
        }

        return number;
    }

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
