using NodaTime;

namespace Scheduling.Domain;

/// <summary>
/// The first part of the order in which dates are assigned, best first. That urgent comes before stable is law
/// (Dz.U. 2005 poz. 1661 § 3); the order of the first three is <i>assumed</i>, for art. 23g(1) names the factors
/// without weights.
/// </summary>
public enum AllocationClass
{
    /// <summary>Served out of turn (art. 47c).</summary>
    OutOfTurn = 0,

    /// <summary>Holds an oncology or cardiology card (art. 20(13), (15)).</summary>
    FastTrack = 1,

    /// <summary>Urgent case.</summary>
    Urgent = 2,

    /// <summary>Stable case.</summary>
    Stable = 3,
}

/// <summary>
/// The place of an entry in the strict order of its scope (pl. <i>kolejność</i>): class, then the earlier of central
/// report and earlier report at the provider (art. 23g(1)(5), (6)), then the report number.
/// </summary>
/// <param name="Class">Changed only by a change of the medical category.</param>
/// <param name="Since">From when the wait counts; survives every return to the list.</param>
/// <param name="Number">The report's number, drawn once from an increasing sequence; no
/// two in a scope are equal.</param>
public readonly record struct OrderKey(AllocationClass Class, Instant Since, long Number) : IComparable<OrderKey>
{
    public int CompareTo(OrderKey other) =>
        Class != other.Class ? ((int)Class).CompareTo((int)other.Class)
        : Since != other.Since ? Since.CompareTo(other.Since)
        : Number.CompareTo(other.Number);

    public static bool operator <(OrderKey left, OrderKey right) => left.CompareTo(right) < 0;

    public static bool operator >(OrderKey left, OrderKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(OrderKey left, OrderKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(OrderKey left, OrderKey right) => left.CompareTo(right) >= 0;

    public override string ToString() => $"{Class} since {Since} no. {Number}";
}

/// <summary>
/// The place of a slot in the strict order of its scope: start, TERYT of the place, place, slot. All patients share it,
/// which is what makes the greedy assignment the only fair one.
/// </summary>
public readonly record struct SlotOrder(LocalDateTime Start, TerytCode Area, PlaceId Place, SlotId Slot)
    : IComparable<SlotOrder>
{
    public int CompareTo(SlotOrder other)
    {
        var byStart = Start.CompareTo(other.Start);
        if (byStart != 0)
        {
            return byStart;
        }

        var byArea = Area.CompareTo(other.Area);
        if (byArea != 0)
        {
            return byArea;
        }

        var byPlace = Place.CompareTo(other.Place);
        return byPlace != 0 ? byPlace : Slot.CompareTo(other.Slot);
    }

    public static bool operator <(SlotOrder left, SlotOrder right) => left.CompareTo(right) < 0;

    public static bool operator >(SlotOrder left, SlotOrder right) => left.CompareTo(right) > 0;

    public static bool operator <=(SlotOrder left, SlotOrder right) => left.CompareTo(right) <= 0;

    public static bool operator >=(SlotOrder left, SlotOrder right) => left.CompareTo(right) >= 0;
}
