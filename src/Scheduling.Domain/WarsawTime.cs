using NodaTime;

namespace Scheduling.Domain;

/// <summary>
/// The one calendar and clock of the rules: Europe/Warsaw (pl. <i>czas urzędowy</i>). Legal periods are counted on
/// its local dates, never in hours; events are stored as instants and converted here.
/// </summary>
public static class WarsawTime
{
    // The provider hands out a zone that remembers its intervals, so a look-up costs some ten nanoseconds.
    public static DateTimeZone Zone { get; } = DateTimeZoneProviders.Tzdb["Europe/Warsaw"];

    private static Duration LargestOffset { get; } = Duration.FromTicks(Zone.MaxOffset.Ticks);

    /// <summary>The local date of an instant.</summary>
    public static LocalDate DateOf(Instant instant) => LocalOf(instant).Date;

    /// <summary>What the clocks on the wall show at an instant.</summary>
    public static LocalDateTime LocalOf(Instant instant) => instant.InZone(Zone).LocalDateTime;

    /// <summary>
    /// The instant at which the clocks show this time. A time that the spring change leaves out becomes the end of
    /// the gap (02:30 becomes 03:00); of a time that the autumn change repeats the first is taken. <i>Assumed.</i>
    /// </summary>
    /// <remarks>
    /// NodaTime's lenient resolver would turn 02:30 into 03:30, which lies after 03:10: two times due in order would
    /// come out in the other order. The end of the gap keeps the order, and it needs no allocation.
    /// </remarks>
    public static Instant ToInstant(LocalDateTime local)
    {
        var asIfUtc = local.WithOffset(Offset.Zero).ToInstant();
        var earliest = asIfUtc.Minus(LargestOffset);
        var interval = Zone.GetZoneInterval(earliest);
        var instant = local.WithOffset(interval.WallOffset).ToInstant();
        if (!interval.HasEnd || instant < interval.End)
        {
            return instant;
        }

        var next = Zone.GetZoneInterval(interval.End);
        return Instant.Max(next.Start, local.WithOffset(next.WallOffset).ToInstant());
    }

    /// <summary>The instant of a time of day on a local date; gap and overlap as in <see cref="ToInstant"/>.</summary>
    public static Instant At(LocalDate date, LocalTime time) => ToInstant(date + time);

    /// <summary>The first instant of a local date: midnight, as Warsaw changes its clocks later in the night.</summary>
    public static Instant StartOfDay(LocalDate date) => ToInstant(date.AtMidnight());
}
