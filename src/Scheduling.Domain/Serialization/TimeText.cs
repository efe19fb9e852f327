using NodaTime;

namespace Scheduling.Domain.Serialization;

/// <summary>
/// Time as it is stored: <c>2026-09-15T10:00:00Z</c>, <c>2026-09-15</c>, <c>2026-09-15T12:00:00</c>, <c>12:00:00</c>.
/// Seconds have a fraction only when they need one, up to nine digits, the last of them not zero: one text per value.
/// </summary>
/// <remarks>Written by hand because a run formats millions of them and the patterns of
/// NodaTime make a string each.</remarks>
public static class TimeText
{
    /// <summary>No text is longer, in bytes.</summary>
    public const int LengthMax = 30;

    private const int DateLength = 10;
    private const int TimeLength = 8;
    private const int FractionDigitsMax = 9;

    /// <summary>Writes an instant and says how many bytes it took.</summary>
    public static int Write(Instant value, Span<byte> target)
    {
        var length = Write(value.InUtc().LocalDateTime, target);
        target[length] = (byte)'Z';
        return length + 1;
    }

    /// <summary>Writes a local date and time and says how many bytes it took.</summary>
    public static int Write(LocalDateTime value, Span<byte> target)
    {
        Write(value.Date, target);
        target[DateLength] = (byte)'T';
        return DateLength + 1 + Write(value.TimeOfDay, target[(DateLength + 1)..]);
    }

    /// <summary>Writes a date and says how many bytes it took.</summary>
    public static int Write(LocalDate value, Span<byte> target)
    {
        if (value.Year is < 1 or > 9999)
        {
            throw new ArgumentOutOfRangeException(nameof(value), value, "A stored date has a year of four digits.");
        }

        Digits(value.Year, target[..4]);
        target[4] = (byte)'-';
        Digits(value.Month, target[5..7]);
        target[7] = (byte)'-';
        Digits(value.Day, target[8..DateLength]);
        return DateLength;
    }

    /// <summary>Writes a time of day and says how many bytes it took.</summary>
    public static int Write(LocalTime value, Span<byte> target)
    {
        Digits(value.Hour, target[..2]);
        target[2] = (byte)':';
        Digits(value.Minute, target[3..5]);
        target[5] = (byte)':';
        Digits(value.Second, target[6..TimeLength]);
        var fraction = value.NanosecondOfSecond;
        if (fraction == 0)
        {
            return TimeLength;
        }

        var digits = FractionDigitsMax;
        for (; fraction % 10 == 0; fraction /= 10)
        {
            digits--;
        }

        target[TimeLength] = (byte)'.';
        Digits(fraction, target.Slice(TimeLength + 1, digits));
        return TimeLength + 1 + digits;
    }

    /// <summary>Reads what <see cref="Write(Instant, Span{byte})"/> wrote, and nothing else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out Instant value)
    {
        value = default;
        if (text is not [.. var local, (byte)'Z'] || !TryRead(local, out LocalDateTime utc))
        {
            return false;
        }

        value = utc.InUtc().ToInstant();
        return true;
    }

    /// <summary>Reads what <see cref="Write(LocalDateTime, Span{byte})"/> wrote, and nothing else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out LocalDateTime value)
    {
        value = default;
        if (text.Length <= DateLength
            || text[DateLength] != 'T'
            || !TryRead(text[..DateLength], out LocalDate date)
            || !TryRead(text[(DateLength + 1)..], out LocalTime time))
        {
            return false;
        }

        value = date + time;
        return true;
    }

    /// <summary>Reads what <see cref="Write(LocalDate, Span{byte})"/> wrote, and nothing else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out LocalDate value)
    {
        value = default;
        if (text.Length != DateLength || text[4] != '-' || text[7] != '-'
            || !TryNumber(text[..4], out var year)
            || !TryNumber(text[5..7], out var month)
            || !TryNumber(text[8..], out var day)
            || year < 1 || month is < 1 or > 12
            || day < 1 || day > CalendarSystem.Iso.GetDaysInMonth(year, month))
        {
            return false;
        }

        value = new LocalDate(year, month, day);
        return true;
    }

    /// <summary>Reads what <see cref="Write(LocalTime, Span{byte})"/> wrote, and nothing else.</summary>
    public static bool TryRead(ReadOnlySpan<byte> text, out LocalTime value)
    {
        value = default;
        if (text.Length < TimeLength || text[2] != ':' || text[5] != ':'
            || !TryNumber(text[..2], out var hour) || hour > 23
            || !TryNumber(text[3..5], out var minute) || minute > 59
            || !TryNumber(text[6..TimeLength], out var second) || second > 59
            || !TryFraction(text[TimeLength..], out var nanoseconds))
        {
            return false;
        }

        value = LocalTime.FromHourMinuteSecondNanosecond(hour, minute, second, nanoseconds);
        return true;
    }

    private static bool TryFraction(ReadOnlySpan<byte> text, out int nanoseconds)
    {
        nanoseconds = 0;
        if (text.IsEmpty)
        {
            return true;
        }

        // A last zero would be a second text for the same value.
        if (text[0] != '.' || text.Length is 1 or > FractionDigitsMax + 1 || text[^1] == '0'
            || !TryNumber(text[1..], out nanoseconds))
        {
            return false;
        }

        for (var digits = text.Length - 1; digits < FractionDigitsMax; digits++)
        {
            nanoseconds *= 10;
        }

        return true;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        return true;
    }

    private static void Digits(long number, Span<byte> target)
    {
        for (var i = target.Length - 1; i >= 0; i--)
        {
            target[i] = (byte)('0' + (number % 10));
            number /= 10;
        }
    }
}
