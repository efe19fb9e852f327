using NodaTime;

namespace Scheduling.Domain.Matching;

/// <summary>
/// The one answer to whether a slot is for an entry. It reads the records as they stand in the events, never a packed
/// form: operations, the plain matcher, the checks of the fast one and <c>why-not</c> all ask here.
/// </summary>
public static class Eligibility
{
    /// <summary>The first rule that fails, in the order of <see cref="Misfit"/>; nothing when the slot fits.</summary>
    public static Misfit? Check(WaitingRecord entry, SlotRecord slot, in MatchDay day) =>
        OfWish(entry.Criteria, slot) ?? OfPatient(entry, slot) ?? OfTime(entry, slot, day) ?? OfPast(entry, slot);

    /// <summary>Whether the slot is for the entry.</summary>
    public static bool Fits(WaitingRecord entry, SlotRecord slot, in MatchDay day) => Check(entry, slot, day) is null;

    /// <summary>Calendar days from today to the day of a slot; what lead time and notice are counted in.</summary>
    public static int LeadDays(LocalDate slotDate, LocalDate today) => Period.DaysBetween(today, slotDate);

    private static Misfit? OfWish(Criteria wish, SlotRecord slot)
    {
        var date = slot.Start.Date;
        return !Accepts(wish.Place, slot.Place) ? Misfit.Place
            : wish.Practitioner is { } practitioner && slot.Practitioner != practitioner ? Misfit.Practitioner
            : wish.From > date ? Misfit.FirstDay
            : wish.To < date ? Misfit.LastDay
            : wish.Days is { } days && !days.Contains(date.DayOfWeek) ? Misfit.DayOfWeek
            : wish.Hours is { } hours && !hours.Contains(slot.Start.Hour) ? Misfit.Hour
            : wish.Mode is { } mode && slot.Mode != mode ? Misfit.Mode
            : null;
    }

    private static Misfit? OfPatient(WaitingRecord entry, SlotRecord slot) =>
        slot.Ages is { } ages && !ages.Contains(entry.Ages) ? Misfit.Ages : null;

    private static Misfit? OfTime(WaitingRecord entry, SlotRecord slot, in MatchDay day)
    {
        var lead = LeadDays(slot.Start.Date, day.Today);

        // Whatever a policy says, nobody is given a day that is over.
        return lead < Math.Max(0, day.MinimumLeadDays) ? Misfit.LeadTime
            : lead < entry.Criteria.MinimumNoticeDays ? Misfit.Notice
            : slot.Start.Date > day.WindowThrough ? Misfit.Window
            : null;
    }

    // Otherwise an entitled patient's cancellation would hand the same slot back at once.
    private static Misfit? OfPast(WaitingRecord entry, SlotRecord slot) =>
        entry.LeftSlots.AsSpan().Contains(slot.Slot) ? Misfit.LeftSlot : null;

    private static bool Accepts(PlaceCriterion? wish, PlaceRecord place) => wish switch
    {
        null => true,
        { Areas: { } areas } => AnyHolds(areas, place.Area),
        { Places: { } places } => places.AsSpan().Contains(place.Place),
        { Circle: { } circle } => circle.Contains(place.Location),
        _ => false,
    };

    private static bool AnyHolds(ValueList<TerytCode> areas, TerytCode place)
    {
        foreach (var area in areas.AsSpan())
        {
            if (area.Contains(place))
            {
                return true;
            }
        }

        return false;
    }
}
