using NodaTime;

namespace Scheduling.Domain.Matching;

/// <summary>
/// What an entry allows and a slot needs, as bits: days of the week 0–6, hours 7–30, modes 31–32. A slot needs exactly
/// one of each.
/// </summary>
internal static class Bits
{
    public const ulong Days = DaySet.All;
    public const ulong Hours = (ulong)HourSet.All << FirstHour;
    public const ulong Modes = 0b11UL << FirstMode;

    private const int FirstHour = 7;
    private const int FirstMode = 31;

    public static ulong AllowedBy(Criteria wish) =>
        (wish.Days is { } days ? (ulong)(days.Mask & DaySet.All) : Days)
        | (wish.Hours is { } hours ? (ulong)(hours.Mask & HourSet.All) << FirstHour : Hours)
        | (wish.Mode is { } mode ? OfMode(mode) : Modes);

    public static ulong NeededBy(SlotRecord slot) =>
        (1UL << ((int)slot.Start.DayOfWeek - 1)) | (1UL << (FirstHour + slot.Start.Hour)) | OfMode(slot.Mode);

    private static ulong OfMode(VisitMode mode) => 1UL << (FirstMode + (int)mode);
}

/// <summary>What an entry asks of a slot on a day.</summary>
/// <param name="FirstDay">Of the wish, the notice, the lead time and today the latest.</param>
/// <param name="LastDay">Of the wish and the window the earlier.</param>
/// <param name="NeedsRecord">Something is left that only <see cref="Eligibility"/> can tell.</param>
internal readonly record struct Wish(
    ulong Allowed, int FirstDay, int LastDay, short AgeFrom, short AgeTo, bool NeedsRecord)
{
    public static Wish Of(WaitingRecord entry, in MatchDay day)
    {
        var wish = entry.Criteria;
        var first = Days.Of(day.Today) + Math.Max(Math.Max(0, day.MinimumLeadDays), wish.MinimumNoticeDays ?? 0);
        var last = Days.Of(day.WindowThrough);
        return new Wish(
            Bits.AllowedBy(wish),
            wish.From is { } from ? Math.Max(first, Days.Of(from)) : first,
            wish.To is { } to ? Math.Min(last, Days.Of(to)) : last,
            (short)entry.Ages.From,
            (short)entry.Ages.To,
            entry.LeftSlots.Count > 0
                || wish.Place is { Areas: null, Places: null }
                || wish is { Practitioner: not null, Place: not null });
    }

    /// <summary>Whether the slot fits, but for place and what needs the record.</summary>
    public bool Accepts(in SlotPosting slot) =>
        FirstDay <= slot.Day
        && slot.Day <= LastDay
        && (Allowed & slot.Needed) == slot.Needed
        && slot.AgeFrom <= AgeFrom
        && AgeTo <= slot.AgeTo;
}

/// <summary>One open slot in one list.</summary>
internal readonly record struct SlotPosting(
    long Prefix, ulong Needed, int Day, short AgeFrom, short AgeTo, int Handle)
    : IPosting
{
    public static SlotPosting Of(SlotRecord slot, int handle)
    {
        var day = Matching.Days.Of(slot.Start.Date);
        return new SlotPosting(
            FirstPrefixOf(day) + (slot.Start.NanosecondOfDay / NodaConstants.NanosecondsPerMillisecond),
            Bits.NeededBy(slot),
            day,
            (short)(slot.Ages?.From ?? short.MinValue),
            (short)(slot.Ages?.To ?? short.MaxValue),
            handle);
    }

    /// <summary>No slot of that day has a lower prefix, no slot of an earlier day a higher one.</summary>
    public static long FirstPrefixOf(int day) => (long)day * NodaConstants.MillisecondsPerDay;
}

/// <summary>What the slots of a chunk offer together.</summary>
internal struct SlotSummary : ISummary<SlotPosting>
{
    private ulong _needed;
    private short _ageFrom;
    private short _ageTo;

    public void Clear() => (_needed, _ageFrom, _ageTo) = (0, short.MaxValue, short.MinValue);

    public void Include(in SlotPosting slot)
    {
        _needed |= slot.Needed;
        _ageFrom = Math.Min(_ageFrom, slot.AgeFrom);
        _ageTo = Math.Max(_ageTo, slot.AgeTo);
    }

    /// <summary>Whether one of them may fit the wish.</summary>
    public readonly bool MayFit(in Wish wish)
    {
        var common = _needed & wish.Allowed;
        return (common & Bits.Days) != 0
            && (common & Bits.Hours) != 0
            && (common & Bits.Modes) != 0
            && _ageFrom <= wish.AgeFrom
            && wish.AgeTo <= _ageTo;
    }
}
