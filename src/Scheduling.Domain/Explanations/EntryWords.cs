using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Domain.Explanations;

/// <summary>Orders, criteria and the life of an entry in words, as everybody tells them who explains.</summary>
public static class EntryWords
{
    /// <summary>An order key, such as <c>urgent, since 2026-07-02 08:15, report 4711</c>.</summary>
    public static string Of(OrderKey order) => string.Create(
        CultureInfo.InvariantCulture,
        $"{EnumText.Of(order.Class)}, since {WarsawTime.LocalOf(order.Since):uuuu-MM-dd HH:mm:ss}, "
            + $"report {order.Number}");

    /// <summary>What happened to an entry.</summary>
    public static string Of(WaitingEntryEvent happened) =>
        happened switch
        {
            WaitingEntryEvent.EntryPlaced placed => $"placed ({EnumText.Of(placed.Because)}): {Of(placed.Order)}",
            WaitingEntryEvent.CriteriaChanged changed => "wants now " + Of(changed.Criteria),
            WaitingEntryEvent.MedicalCategoryChanged changed =>
                $"is now {EnumText.Of(changed.Category)}, class {EnumText.Of(changed.Class)}",
            WaitingEntryEvent.EntryAssigned assigned =>
                $"got slot/{assigned.Slot} (appointment/{assigned.Appointment})",
            WaitingEntryEvent.EntryReturned returned =>
                $"back on the list ({EnumText.Of(returned.Because)}), order kept; "
                + $"never again slot/{string.Join(", slot/", returned.LeftSlots)}",
            WaitingEntryEvent.EntryWithdrawn => "withdrawn",
            WaitingEntryEvent.EntryRemoved => "removed: the patient did not come",
            WaitingEntryEvent.EntryReinstated => "reinstated",
            _ => throw new UnreachableException(),
        };

    /// <summary>Criteria, such as <c>powiat 2469; Mon, Wed; from 2026-09-01</c>.</summary>
    public static string Of(Criteria criteria)
    {
        string?[] parts =
        [
            Of(criteria.Place),
            criteria.Practitioner is { } practitioner ? $"practitioner {practitioner}" : null,
            criteria.From is { } from ? $"from {from:uuuu-MM-dd}" : null,
            criteria.To is { } to ? $"to {to:uuuu-MM-dd}" : null,
            criteria.Days is { } days ? Of(days) : null,
            criteria.Hours is { } hours ? "starting at " + Of(hours) + " h" : null,
            criteria.Mode is { } mode ? EnumText.Of(mode) : null,
            criteria.MinimumNoticeDays is { } notice ? $"told at least {notice} days before" : null,
        ];
        return string.Join("; ", parts.Where(part => part is not null));
    }

    private static string Of(PlaceCriterion? place) =>
        place switch
        {
            null => "anywhere",
            { Areas: { } areas } => "in " + string.Join(", ", areas),
            { Places: { } places } => "at place/" + string.Join(", place/", places),
            { Circle: { } circle } => string.Create(
                CultureInfo.InvariantCulture,
                $"within {circle.RadiusKm} km of {Degrees(circle.Centre.LatitudeE5)} N, "
                    + $"{Degrees(circle.Centre.LongitudeE5)} E"),
            _ => "nowhere",
        };

    private static decimal Degrees(int e5) => e5 / 100_000m;

    private static string Of(DaySet days) =>
        string.Join(", ", Enum.GetValues<IsoDayOfWeek>().Where(day => day != IsoDayOfWeek.None && days.Contains(day)));

    private static string Of(HourSet hours) => string.Join(", ", Enumerable.Range(0, 24).Where(hours.Contains));
}
