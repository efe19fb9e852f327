using NodaTime;
using Scheduling.Domain;

namespace Scheduling.Host.Schedules.Search;

/// <summary>A stretch of slots in the order of their starts.</summary>
/// <param name="After">The start just before it, and of the slots with this start the last one before it.</param>
/// <param name="Before">The first start after it.</param>
internal readonly record struct SlotSpan((LocalDateTime Start, Guid Slot) After, LocalDateTime Before)
{
    private const long OneMicrosecondInTicks = NodaConstants.TicksPerMillisecond / 1_000;

    public bool IsEmpty => After.Start >= Before;

    /// <summary>When slots may start that somebody looks for: still to come, bookable, on the days asked for.</summary>
    public static SlotSpan Of(Criteria criteria, SearchMoment moment)
    {
        var first = WarsawTime.DateOf(moment.Now).PlusDays(criteria.MinimumNoticeDays ?? 0);
        first = criteria.From is { } from && from > first ? from : first;
        var last = criteria.To is { } to && to < moment.Through ? to : moment.Through;
        return new SlotSpan(AllOf(LastBegun(moment.Now)), last.PlusDays(1).AtMidnight())
            .From(AllOf(JustBefore(first.AtMidnight())));
    }

    /// <summary>What is left of it after a slot.</summary>
    public SlotSpan From((LocalDateTime Start, Guid Slot) after) =>
        after.Start > After.Start ? this with { After = after } : this;

    /// <summary>
    /// The parts of the span on the days of a wish, so that nobody walks over a week to come from one Saturday to the
    /// next. Hours narrow each day to the first and the last of them.
    /// </summary>
    public IEnumerable<SlotSpan> On(DaySet? days, HourSet? hours)
    {
        if (days is null && hours is null)
        {
            yield return this;
            yield break;
        }

        var wanted = Enumerable.Range(0, 24).Where(hour => hours?.Contains(hour) ?? true).ToList();
        for (var day = After.Start.Date; day.AtMidnight() < Before; day = day.PlusDays(1))
        {
            var end = LocalDateTime.Min(Before, day.AtMidnight().PlusHours(wanted[^1] + 1));
            var part = (this with { Before = end }).From(AllOf(JustBefore(day.AtMidnight().PlusHours(wanted[0]))));
            if ((days?.Contains(day.DayOfWeek) ?? true) && !part.IsEmpty)
            {
                yield return part;
            }
        }
    }

    private static (LocalDateTime Start, Guid Slot) AllOf(LocalDateTime start) => (start, Guid.AllBitsSet);

    // What starts now or started before is over. In the hour that the clocks show twice a time means its first passing:
    // in the second nothing of that hour is still to come.
    private static LocalDateTime LastBegun(Instant now)
    {
        var local = WarsawTime.LocalOf(now);
        if (WarsawTime.ToInstant(local) == now)
        {
            return local;
        }

        var turn = WarsawTime.Zone.GetZoneInterval(now).Start;
        return JustBefore(turn.WithOffset(WarsawTime.Zone.GetUtcOffset(turn - Duration.Epsilon)).LocalDateTime);
    }

    private static LocalDateTime JustBefore(LocalDateTime local) => local.PlusTicks(-OneMicrosecondInTicks);
}
