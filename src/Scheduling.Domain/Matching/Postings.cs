using NodaTime;

namespace Scheduling.Domain.Matching;

/// <summary>
/// What a posting of an entry allows and a posting of a slot needs, as bits: days of the week 0–6, hours 7–30,
/// modes 31–32. A slot needs exactly one of each.
/// </summary>
internal static class Bits
{
    public const ulong Days = DaySet.All;
    public const ulong Hours = (ulong)HourSet.All << FirstHour;
    public const ulong Modes = 0b11UL << FirstMode;

    private const int FirstHour = 7;
    private const int FirstMode = 31;
    private static readonly LocalDate DayZero = new(2000, 1, 1);

    public static ulong AllowedBy(Criteria wish) =>
        (wish.Days is { } days ? (ulong)(days.Mask & DaySet.All) : Days)
        | (wish.Hours is { } hours ? (ulong)(hours.Mask & HourSet.All) << FirstHour : Hours)
        | (wish.Mode is { } mode ? OfMode(mode) : Modes);

    public static ulong NeededBy(SlotRecord slot) =>
        (1UL << ((int)slot.Start.DayOfWeek - 1)) | (1UL << (FirstHour + slot.Start.Hour)) | OfMode(slot.Mode);

    /// <summary>Days since the first of the year 2000: a date as a number.</summary>
    public static int DayOf(LocalDate date) => Period.DaysBetween(DayZero, date);

    private static ulong OfMode(VisitMode mode) => 1UL << (FirstMode + (int)mode);
}

/// <summary>One waiting entry in one list.</summary>
/// <param name="NeedsRecord">Something is left that only <see cref="Eligibility"/> can tell.</param>
internal readonly record struct EntryPosting(
    long Prefix,
    ulong Allowed,
    int From,
    int To,
    int Notice,
    short AgeFrom,
    short AgeTo,
    int Handle,
    bool NeedsRecord)
    : IPosting
{
    private const int ClassShift = 56;
    private const long Middle = 1L << (ClassShift - 1);

    public static EntryPosting Of(WaitingRecord entry, int handle)
    {
        var wish = entry.Criteria;
        return new EntryPosting(
            ((long)entry.Order.Class << ClassShift) + entry.Order.Since.ToUnixTimeMilliseconds() + Middle,
            Bits.AllowedBy(wish),
            wish.From is { } from ? Bits.DayOf(from) : int.MinValue,
            wish.To is { } to ? Bits.DayOf(to) : int.MaxValue,
            wish.MinimumNoticeDays ?? 0,
            (short)entry.Ages.From,
            (short)entry.Ages.To,
            handle,
            entry.LeftSlots.Count > 0 || wish is { Practitioner: not null, Place: not null });
    }

    /// <summary>Whether the slot fits, but for place, lead time, window and what needs the record.</summary>
    public bool Fits(in SlotPosting slot, int lead) =>
        (Allowed & slot.Needed) == slot.Needed
        && From <= slot.Day
        && slot.Day <= To
        && Notice <= lead
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
        var day = Bits.DayOf(slot.Start.Date);
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

/// <summary>What the entries of a chunk allow together.</summary>
internal struct EntrySummary : ISummary<EntryPosting>
{
    private ulong _allowed;
    private int _from;
    private int _to;
    private int _notice;
    private short _ageFrom;
    private short _ageTo;

    public void Clear() =>
        (_allowed, _from, _to, _notice, _ageFrom, _ageTo) =
        (0, int.MaxValue, int.MinValue, int.MaxValue, short.MinValue, short.MaxValue);

    public void Include(in EntryPosting entry)
    {
        _allowed |= entry.Allowed;
        _from = Math.Min(_from, entry.From);
        _to = Math.Max(_to, entry.To);
        _notice = Math.Min(_notice, entry.Notice);
        _ageFrom = Math.Max(_ageFrom, entry.AgeFrom);
        _ageTo = Math.Min(_ageTo, entry.AgeTo);
    }

    /// <summary>Whether one of them may fit the slot.</summary>
    public readonly bool MayFit(in SlotPosting slot, int lead) =>
        (_allowed & slot.Needed) == slot.Needed
        && _from <= slot.Day
        && slot.Day <= _to
        && _notice <= lead
        && slot.AgeFrom <= _ageFrom
        && _ageTo <= slot.AgeTo;
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

    /// <summary>Whether one of them may fit the entry.</summary>
    public readonly bool MayFit(in EntryPosting entry)
    {
        var common = _needed & entry.Allowed;
        return (common & Bits.Days) != 0
            && (common & Bits.Hours) != 0
            && (common & Bits.Modes) != 0
            && _ageFrom <= entry.AgeFrom
            && entry.AgeTo <= _ageTo;
    }
}
