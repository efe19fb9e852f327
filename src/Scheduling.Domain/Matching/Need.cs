using NodaTime;

namespace Scheduling.Domain.Matching;

/// <summary>A slot on a day as a search sees it: what postings are tested against.</summary>
internal readonly struct Need
{
    // A cell is never 0, which is no cell.
    private const ulong IsCell = 1UL << 31;
    private const int HourShift = 21;
    private const int KindShift = 26;
    private const int KindFromSignature = 24;
    private const uint KindMask = 0b1111;

    private Need(SlotRecord slot, in MatchDay on, int day, int today)
    {
        Slot = slot;
        On = on;
        Today = today;
        Bits = Signature.NeedOf(slot, Days.WeekdayOf(day), day - today);
        Dates = Days.Pack(day, day);
        OnRecord = slot.Ages is not null || Signature.IsOtherHour(slot.Start.Hour) || !Days.IsExact(day);
        Cell = IsCell
            | (uint)(day & ((1 << HourShift) - 1))
            | ((ulong)slot.Start.Hour << HourShift)
            | ((ulong)((Bits >> KindFromSignature) & KindMask) << KindShift);
    }

    /// <summary>What the signature must have.</summary>
    public uint Bits { get; }

    /// <summary>The day, as both ends of a pair of dates.</summary>
    public uint Dates { get; }

    /// <summary>Every entry must be asked itself.</summary>
    public bool OnRecord { get; }

    /// <summary>
    /// All that decides which signatures and dates will do, but for the lead, which only shrinks: day, hour, mode and
    /// ages.
    /// </summary>
    public ulong Cell { get; }

    /// <summary>The day on which is matched, as a number.</summary>
    public int Today { get; }

    private SlotRecord Slot { get; }

    private MatchDay On { get; }

    /// <summary>What a slot needs, unless it is for nobody on that day.</summary>
    public static bool TryOf(SlotRecord slot, in MatchDay on, out Need need)
    {
        var (day, today) = (Days.Of(slot.Start.Date), Days.Of(on.Today));
        if (day - today < Math.Max(0, on.MinimumLeadDays) || slot.Start.Date > on.WindowThrough)
        {
            need = default;
            return false;
        }

        need = new Need(slot, on, day, today);
        return true;
    }

    /// <summary>The rules themselves.</summary>
    public bool IsFor(WaitingRecord entry) => Eligibility.Fits(entry, Slot, On);
}

/// <summary>Dates as numbers, and two of them in 32 bits.</summary>
internal static class Days
{
    private const int DaysOfWeek = 7;
    private const int WeekdayOfDayZero = 5;
    private const int HalfBits = 16;
    private static readonly LocalDate DayZero = new(2000, 1, 1);

    /// <summary>Days since the first of the year 2000, a Saturday.</summary>
    public static int Of(LocalDate date) => Period.DaysBetween(DayZero, date);

    /// <summary>0 is Monday.</summary>
    public static int WeekdayOf(int day) => ((day % DaysOfWeek) + DaysOfWeek + WeekdayOfDayZero) % DaysOfWeek;

    /// <summary>
    /// The first day in the lower half and the last one in the upper, turned round: one pair lies within another when
    /// neither half is higher. Days before 2000 or after 2179 stand at the ends.
    /// </summary>
    public static uint Pack(int first, int last) =>
        (uint)Math.Clamp(first, 0, ushort.MaxValue)
        | ((uint)(ushort.MaxValue - Math.Clamp(last, 0, ushort.MaxValue)) << HalfBits);

    /// <summary>The days that an entry accepts.</summary>
    public static uint Of(Criteria wish) =>
        Pack(wish.From is { } from ? Of(from) : 0, wish.To is { } to ? Of(to) : ushort.MaxValue);

    /// <summary>Whether packing a slot's day loses nothing.</summary>
    public static bool IsExact(int day) => day is > 0 and < ushort.MaxValue;
}
