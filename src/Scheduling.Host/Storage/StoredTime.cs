using NodaTime;

namespace Scheduling.Host.Storage;

/// <summary>Times as PostgreSQL keeps them: whole microseconds.</summary>
internal static class StoredTime
{
    private const int NanosecondsPerMicrosecond = 1_000;
    private const int MicrosecondsPerSecond = 1_000_000;

    /// <summary>The same instant without what PostgreSQL would cut off.</summary>
    public static Instant Floor(Instant instant)
    {
        var nanoseconds = (instant - NodaConstants.UnixEpoch).SubsecondNanoseconds % NanosecondsPerMicrosecond;
        return instant - Duration.FromNanoseconds(
            nanoseconds < 0 ? nanoseconds + NanosecondsPerMicrosecond : nanoseconds);
    }

    /// <summary>The same instant as PostgreSQL reads it from a text: to the nearest microsecond, of two as near as each
    /// other the even one.</summary>
    public static Instant Read(Instant text)
    {
        var seconds = Instant.FromUnixTimeSeconds(text.ToUnixTimeSeconds());
        var part = (double)(text - seconds).SubsecondNanoseconds / NodaConstants.NanosecondsPerSecond;
        return seconds + Duration.FromNanoseconds(
            (long)Math.Round(part * MicrosecondsPerSecond, MidpointRounding.ToEven) * NanosecondsPerMicrosecond);
    }

    /// <exception cref="ArgumentException">The instant would not come back as it is.</exception>
    public static DateTime Of(Instant instant) =>
        Floor(instant) == instant
            ? instant.ToDateTimeUtc()
            : throw new ArgumentException($"{instant} has parts of a microsecond, which would be lost.");

    public static DateTime Of(LocalDateTime local) => local.ToDateTimeUnspecified();

    public static Instant ToInstant(DateTime stored) =>
        Instant.FromDateTimeUtc(DateTime.SpecifyKind(stored, DateTimeKind.Utc));
}
