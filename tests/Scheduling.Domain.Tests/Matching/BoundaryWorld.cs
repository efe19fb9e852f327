using NodaTime;
using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Tests.Matching;

/// <summary>
/// Like <see cref="World"/>, but anywhere on the globe and with ranks that are far apart as well as equal: points on a
/// lattice whose steps are a radius to the metre, in both directions; bands of age, notice, hours and dates next to the
/// values at which the matcher's numbers change their meaning.
/// </summary>
internal sealed class BoundaryWorld
{
    private static readonly int[] Radii = [1, 2, 3, 10, 15, 21, 80, 320, 799, 800];

    private static readonly LocalDate[] FirstDays =
    [
        new(2026, 3, 27), new(2026, 10, 23), new(2028, 2, 26), new(2026, 12, 28), new(1999, 12, 30), new(2179, 6, 1),
    ];

    private static readonly LocalTime[] Starts =
    [
        new(0, 0), new(4, 59), new(5, 0), new(7, 59), new(8, 0), new(8, 0), new(8, 30), new(9, 0), new(13, 15),
        new(20, 59), new(21, 0), new(23, 59),
    ];

    private static readonly AgeRange[] Bands =
        [AgeRange.Adult, AgeRange.Adult, new(10, 18), new(0, 17), new(18, 18), new(18, 25), new(17, 19), new(19, 19)];

    private static readonly AgeRange?[] SlotAges =
    [
        null, null, null, AgeRange.Adult, new(0, 18), new(18, 130), new(0, 17), new(17, 130), new(0, 19), new(20, 130),
    ];

    private static readonly (int Number, string[] Gminas)[] Maps =
    [
        (0, ["2469011", "2469022", "2461011", "1465011", "1465028", "1261011"]),
        (1, ["2469011", "2469011", "2461011"]),
    ];

    // Where Poland is, on the equator, in the south, far north of any grid, at a pole, and on the date line.
    private static readonly GeoPoint[] Seats =
    [
        new(5_000_000, 1_900_000), new(5_490_000, 2_380_000), new(0, 0), new(-3_350_000, -7_060_000),
        new(7_000_000, 2_500_000), new(8_495_000, 0), new(8_999_000, 1_000_000), new(1_000_000, 17_999_000),
        new(1_000_000, -17_999_500),
    ];

    private readonly Dice _dice;
    private readonly RecordParts _parts;
    private readonly PlaceRecord[] _places;
    private readonly GeoPoint[] _lattice;
    private readonly string[] _gminas;
    private readonly LocalDate _firstDay;
    private readonly bool _isSpread;

    public BoundaryWorld(int seed)
    {
        _dice = new Dice(seed);
        _parts = new RecordParts(_dice);
        _firstDay = _dice.OneIn(2) ? FirstDays[0] : _dice.Of(FirstDays);
        _gminas = _dice.Of(Maps).Gminas;
        _isSpread = !_dice.OneIn(3);
        _lattice = LatticeAround(_dice.OneIn(2) ? Seats[0] : _dice.Of(Seats));
        _places = [.. Enumerable.Range(0, 4 + _dice.Below(14)).Select(MakePlace)];
    }

    public Dice Dice => _dice;

    public MatchDay FirstDay => new(_firstDay, _firstDay.PlusDays(12), _dice.Below(4));

    public WaitingRecord Entry(IReadOnlyList<SlotRecord> slots) =>
        new(new EntryId(_parts.Identity(2)), Key(), Wish(), _dice.Of(Bands), _parts.LeftSlots(slots));

    /// <summary>The same entry with another wish, and now and then another class.</summary>
    public WaitingRecord Changed(WaitingRecord entry) => entry with
    {
        Criteria = Wish(),
        Order = _dice.OneIn(3) ? entry.Order with { Class = _dice.Of(Enum.GetValues<AllocationClass>()) } : entry.Order,
    };

    /// <summary>A slot around the days that are matched; its place may be told by a record of its own.</summary>
    public SlotRecord Slot(LocalDate? day = null)
    {
        var place = _dice.Of(_places);
        return new SlotRecord(
            new SlotId(_parts.Identity(3)),
            _dice.OneIn(3) ? place with { } : place,
            _dice.OneIn(4) ? VisitMode.Remote : VisitMode.InPerson,
            (day ?? _firstDay.PlusDays(_dice.Below(20) - 2)) + _dice.Of(Starts),
            _dice.OneIn(2) ? _parts.Practitioner() : null,
            _dice.Of(SlotAges));
    }

    // The furthest point inside a radius and the nearest one outside, to the north and to the east, and beyond a cell.
    private GeoPoint[] LatticeAround(GeoPoint seat)
    {
        var lattice = new List<GeoPoint> { seat };
        foreach (var radius in (int[])[_dice.Of(Radii), _dice.Of(Radii)])
        {
            var north = FurthestWithin(radius * 1000, units => seat.MetresTo(Moved(seat, units, 0)));
            var east = FurthestWithin(radius * 1000, units => seat.MetresTo(Moved(seat, 0, units)));
            foreach (var (up, across) in ((int, int)[])
                [(north, 0), (north + 1, 0), (0, east), (0, east + 1), (2 * north, 0), (0, 2 * east), (-north, -east)])
            {
                lattice.Add(Moved(seat, up, across));
            }
        }

        return [.. lattice];
    }

    // As far as a point may lie in degrees: a pole is the end, the date line is not.
    private static GeoPoint Moved(GeoPoint point, int north, int east)
    {
        var across = point.LongitudeE5 + east;
        across = across > 18_000_000 ? across - 36_000_000 : across < -18_000_000 ? across + 36_000_000 : across;
        return new GeoPoint(Math.Clamp(point.LatitudeE5 + north, -9_000_000, 9_000_000), across);
    }

    private static int FurthestWithin(int metres, Func<int, int> metresTo)
    {
        var (low, high) = (0, 8_000_000);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            (low, high) = metresTo(middle) <= metres ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private PlaceRecord MakePlace(int number) =>
        new(new PlaceId(_parts.Identity(1)), TerytCode.Parse(_gminas[number % _gminas.Length]), _dice.Of(_lattice));

    private OrderKey Key()
    {
        var since = Instant.FromUtc(2026, 1, 1, 0, 0).PlusNanoseconds(_dice.Of(0, 1, 500_000, 1_000_000, 2_000_000));
        return new OrderKey(
            _dice.OneIn(2) ? AllocationClass.Stable : _dice.Of(Enum.GetValues<AllocationClass>()),
            _isSpread ? since + Duration.FromSeconds(_dice.OneIn(20) ? -2_000_000_000 : _dice.Below(400)) : since,
            _dice.Below(_isSpread ? 1_000_000 : 50));
    }

    private Criteria Wish() =>
        new(
            WishedPlace(),
            _dice.OneIn(6) ? _parts.Practitioner() : null,
            _dice.OneIn(4) ? _firstDay.PlusDays(_dice.Below(14)) : null,
            _dice.OneIn(4) ? _firstDay.PlusDays(_dice.Below(14)) : null,
            _dice.OneIn(4) ? new DaySet(1 + _dice.Below(DaySet.All)) : null,
            _dice.OneIn(3) ? HourSet.Between(_dice.Of(0, 4, 5, 7, 8, 21), _dice.Of(5, 8, 9, 21, 24)) : null,
            _dice.OneIn(5) ? _dice.Of(VisitMode.InPerson, VisitMode.Remote) : null,
            _dice.OneIn(3) ? _dice.Of(0, 1, 2, 3, 4, 6, 7, 8, 13) : null);

    private PlaceCriterion? WishedPlace() => _dice.Below(8) switch
    {
        0 or 1 => null,
        2 => PlaceCriterion.In(_parts.Area(_gminas), _parts.Area(_gminas)),
        3 => PlaceCriterion.In(_parts.Area(_gminas)),
        4 => PlaceCriterion.At(_dice.Of(_places).Place, _dice.Of(_places).Place),
        5 => PlaceCriterion.At(_dice.Of(_places).Place),
        _ => PlaceCriterion.Within(_dice.Of(_lattice), _dice.Of(Radii)),
    };
}
