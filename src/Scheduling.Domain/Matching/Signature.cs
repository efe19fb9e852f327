namespace Scheduling.Domain.Matching;

/// <summary>
/// What an entry allows, in 32 bits: days of the week 0–6, hours from five to twenty 7–22, the other hours together 23,
/// modes 24–25, ages 26–27, notice 28–30. Bit 31 says that something is left which only <see cref="Eligibility"/> can
/// tell. A slot needs one bit of each kind, of ages and notice perhaps none. Signatures may promise too much, never too
/// little; where they promise too much, bit 31 or <see cref="Need.OnRecord"/> has the record asked.
/// </summary>
internal static class Signature
{
    /// <summary>The signature of nobody: it has no day of the week, so no slot fits.</summary>
    public const uint OfNobody = 0;

    /// <summary>The entry must be asked itself.</summary>
    public const uint OnRecord = 1u << 31;

    private const int FirstHour = 5;
    private const int HoursAlone = 16;
    private const int HourShift = 7;
    private const int ModeShift = 24;
    private const int AgeShift = 26;
    private const int NoticeShift = 28;
    private const int LastYearOfChildhood = 18;
    private const uint HoursMask = (1u << HoursAlone) - 1;
    private const uint OtherHours = 1u << (HourShift + HoursAlone);

    /// <summary>The first lead, in days, of each step of notice but the first, which begins at none.</summary>
    private static ReadOnlySpan<int> NoticeSteps => [3, 7, 14];

    /// <summary>What the entry allows; whether its place is left to the record is not known here.</summary>
    public static uint Of(WaitingRecord entry)
    {
        var wish = entry.Criteria;
        return (uint)((wish.Days ?? new DaySet(DaySet.All)).Mask & DaySet.All)
            | OfHours((wish.Hours ?? new HourSet(HourSet.All)).Mask & HourSet.All)
            | (wish.Mode is { } mode ? OfMode(mode) : OfMode(VisitMode.InPerson) | OfMode(VisitMode.Remote))
            | OfBand(entry.Ages)
            | OfNotice(wish.MinimumNoticeDays ?? 0)
            | (AsksMore(entry) ? OnRecord : 0);
    }

    /// <summary>What a slot needs.</summary>
    /// <param name="weekday">0 is Monday.</param>
    /// <param name="lead">Days from today to the slot's day, 0 or more.</param>
    public static uint NeedOf(SlotRecord slot, int weekday, int lead) =>
        (1u << weekday) | OfHour(slot.Start.Hour) | OfMode(slot.Mode) | NeedOf(slot.Ages) | NeedOf(lead);

    /// <summary>Whether the hour has no bit of its own.</summary>
    public static bool IsOtherHour(int hour) => hour - FirstHour is < 0 or >= HoursAlone;

    private static uint OfHours(int mask)
    {
        var alone = ((uint)mask >> FirstHour) & HoursMask;
        var others = (uint)mask & ~(HoursMask << FirstHour);
        return (alone << HourShift) | (others != 0 ? OtherHours : 0);
    }

    private static uint OfHour(int hour) => IsOtherHour(hour) ? OtherHours : 1u << (HourShift + hour - FirstHour);

    private static uint OfMode(VisitMode mode) => 1u << (ModeShift + (int)mode);

    // A slot for children holds no band that reaches beyond childhood, one for adults none that begins within it.
    private static uint OfBand(AgeRange band) =>
        (band.To <= LastYearOfChildhood ? 1u << AgeShift : 0)
        | (band.From >= LastYearOfChildhood ? 2u << AgeShift : 0);

    private static uint NeedOf(AgeRange? ages) =>
        (ages?.To <= LastYearOfChildhood ? 1u << AgeShift : 0)
        | (ages?.From >= LastYearOfChildhood ? 2u << AgeShift : 0);

    // Bit n: a lead of step n may be enough. Of the longest leads nothing is asked here.
    private static uint OfNotice(int notice)
    {
        var bits = 0u;
        for (var step = 0; step < NoticeSteps.Length; step++)
        {
            bits |= notice < NoticeSteps[step] ? 1u << (NoticeShift + step) : 0;
        }

        return bits;
    }

    private static uint NeedOf(int lead)
    {
        for (var step = 0; step < NoticeSteps.Length; step++)
        {
            if (lead < NoticeSteps[step])
            {
                return 1u << (NoticeShift + step);
            }
        }

        return 0;
    }

    private static bool AsksMore(WaitingRecord entry) =>
        entry.LeftSlots.Count > 0
        || (entry.Criteria.MinimumNoticeDays is > 0 and var notice && !NoticeSteps.Contains(notice))
        || entry.Criteria is { Practitioner: not null, Place: not null };
}
