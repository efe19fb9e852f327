using NodaTime;

namespace Scheduling.Domain;

/// <summary>How a visit takes place (pl. <i>sposób udzielania świadczeń</i>).</summary>
public enum VisitMode
{
    InPerson,
    Remote,
}

/// <summary>What a slot is for. Kinds are not interchangeable (<i>assumed</i>).</summary>
public enum SlotKind
{
    /// <summary>A first visit (pl. <i>wizyta pierwszorazowa</i>).</summary>
    FirstTime,

    /// <summary>A further visit of a treatment (pl. <i>kontynuacja leczenia</i>); never offered to the list.</summary>
    Continuing,
}

/// <summary>
/// What the patient will accept (pl. <i>kryteria</i>, art. 23e(6)). Every part is optional; none means anything,
/// anywhere. Days of week, hours and minimum notice are <i>assumed</i>: the list of the law is open.
/// </summary>
/// <param name="Place">Where.</param>
/// <param name="Practitioner">With whom.</param>
/// <param name="From">First acceptable day, included.</param>
/// <param name="To">Last acceptable day, included.</param>
/// <param name="Days">On which days of the week.</param>
/// <param name="Hours">In which hours of the day a visit may start.</param>
/// <param name="Mode">In person or remotely.</param>
/// <param name="MinimumNoticeDays">Calendar days between the day of assignment and the day
/// of the visit, 0 to 365.</param>
public sealed record Criteria(
    PlaceCriterion? Place = null,
    PractitionerId? Practitioner = null,
    LocalDate? From = null,
    LocalDate? To = null,
    DaySet? Days = null,
    HourSet? Hours = null,
    VisitMode? Mode = null,
    int? MinimumNoticeDays = null)
{
    /// <summary>Anything, anywhere.</summary>
    public static Criteria None { get; } = new();
}

/// <summary>Where a patient will go: areas, service places or a circle. Exactly one of the three is given.</summary>
/// <param name="Areas">Voivodeships, powiaty or gminy (pl. <i>województwo, powiat, gmina</i>), at least one.</param>
/// <param name="Places">Service places, at least one.</param>
/// <param name="Circle">All places not further than a radius from a point.</param>
public sealed record PlaceCriterion(ValueList<TerytCode>? Areas, ValueList<PlaceId>? Places, Circle? Circle)
{
    public static PlaceCriterion In(params ReadOnlySpan<TerytCode> areas) => new(ValueList.Of(areas), null, null);

    public static PlaceCriterion At(params ReadOnlySpan<PlaceId> places) => new(null, ValueList.Of(places), null);

    public static PlaceCriterion Within(GeoPoint centre, int radiusKm) => new(null, null, new Circle(centre, radiusKm));

    /// <summary>Whether the parts given are exactly one, and that one is usable.</summary>
    public bool IsWellFormed =>
        (Areas, Places, Circle) switch
        {
            ({ Count: > 0 and <= Limits.AreasPerCriterion }, null, null) => true,
            (null, { Count: > 0 and <= Limits.PlacesPerCriterion }, null) => true,
            (null, null, { RadiusKm: > 0 and <= Limits.RadiusKmMax }) => true,
            _ => false,
        };
}

/// <summary>A circle on the map.</summary>
/// <param name="Centre">The seat of a gmina or a point snapped to a 1 km grid: never an address.</param>
/// <param name="RadiusKm">Kilometres, 1 to <see cref="Limits.RadiusKmMax"/>; the edge is inside.</param>
public sealed record Circle(GeoPoint Centre, int RadiusKm)
{
    public bool Contains(GeoPoint point) => Centre.MetresTo(point) <= RadiusKm * 1000;
}

/// <summary>A set of days of the week; bit 0 is Monday.</summary>
public readonly record struct DaySet(int Mask)
{
    public const int All = 0b111_1111;

    /// <summary>The days from Monday to Friday.</summary>
    public static DaySet Weekdays => new(0b001_1111);

    public static DaySet Of(params ReadOnlySpan<IsoDayOfWeek> days)
    {
        var mask = 0;
        foreach (var day in days)
        {
            mask |= 1 << ((int)day - 1);
        }

        return new DaySet(mask);
    }

    public bool Contains(IsoDayOfWeek day) => (Mask & (1 << ((int)day - 1))) != 0;

    public bool IsWellFormed => Mask is > 0 and <= All;
}

/// <summary>A set of hours of the day in which a visit may start; bit 8 is 08:00 to 08:59.</summary>
public readonly record struct HourSet(int Mask)
{
    public const int All = (1 << 24) - 1;

    /// <summary>The hours from <paramref name="first"/> up to, not including, <paramref name="end"/>.</summary>
    public static HourSet Between(int first, int end)
    {
        var mask = 0;
        for (var hour = first; hour < end; hour++)
        {
            mask |= 1 << hour;
        }

        return new HourSet(mask);
    }

    public bool Contains(int hour) => (Mask & (1 << hour)) != 0;

    public bool IsWellFormed => Mask is > 0 and <= All;
}
