using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Scheduling.Domain;

namespace Poczekalnia.Replay;

/// <summary>How far a history is replayed: to a position, to an instant, or to its end.</summary>
/// <param name="Position">The last event that counts.</param>
/// <param name="At">The last instant that counts.</param>
public sealed record ReplayPoint(long Position, Instant At)
{
    /// <summary>The end of the history, wherever that is.</summary>
    public static ReplayPoint End { get; } = new(long.MaxValue, Instant.MaxValue);

    /// <summary>
    /// Reads a position (<c>1042</c>), an instant (<c>2026-09-07T08:00:00Z</c>) or a local time in Poland
    /// (<c>2026-09-07T10:00</c>); <see langword="false"/> when it is none of them.
    /// </summary>
    public static bool TryParse(string text, out ReplayPoint point)
    {
        point = End;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var position))
        {
            point = End with { Position = position };
            return true;
        }

        if (InstantPattern.ExtendedIso.Parse(text) is { Success: true, Value: var instant })
        {
            point = End with { At = instant };
            return true;
        }

        foreach (var pattern in (string[])["uuuu-MM-dd'T'HH:mm:ss", "uuuu-MM-dd'T'HH:mm"])
        {
            var parsed = LocalDateTimePattern.CreateWithInvariantCulture(pattern).Parse(text);
            if (parsed is { Success: true, Value: var local })
            {
                point = End with { At = WarsawTime.ToInstant(local) };
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an event still counts.</summary>
    public bool Reaches(long position, Instant at) => position <= Position && at <= At;
}
