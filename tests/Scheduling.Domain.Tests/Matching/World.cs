using NodaTime;
using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Tests.Matching;

/// <summary>
/// Draws entries and slots from few values that lie on the edges of the rules, so that they meet: points a radius apart
/// to the metre, first and last days, the full hour and the minute before it, a change of the clocks and of the month.
/// </summary>
internal sealed class World
{
    // 8 993 units to the north are 10 000 metres after rounding, 8 994 are 10 001.
    private static readonly int[] NorthOfSeat = [0, 8_993, 8_994, 17_986, 17_988, 89_932, 89_934];
    private static readonly int[] Radii = [10, 20, 100, 800];
    private static readonly string[] Gminas = ["2469011", "2469022", "2461011", "1465011", "1465028", "1261011"];

    private static readonly LocalTime[] Starts =
        [new(0, 0), new(7, 59), new(8, 0), new(8, 59), new(9, 0), new(12, 0), new(23, 59)];

    private readonly Dice _dice;
    private readonly RecordParts _parts;
    private readonly PlaceRecord[] _places;
    private readonly LocalDate _firstDay;

    public World(int seed, int places = 8)
    {
        _dice = new Dice(seed);
        _parts = new RecordParts(_dice);
        _firstDay = _dice.Of(new LocalDate(2026, 3, 27), new LocalDate(2026, 10, 23), new LocalDate(2028, 2, 26));
        _places = [.. Enumerable.Range(0, places).Select(MakePlace)];
    }

    public Dice Dice => _dice;

    public IReadOnlyList<PlaceRecord> Places => _places;

    public MatchDay FirstDay => new(_firstDay, _firstDay.PlusDays(10), 2);

    public WaitingRecord Entry(IReadOnlyList<SlotRecord> slots) =>
        new(new EntryId(_parts.Identity(2)), Key(), Wish(), Ages(), _parts.LeftSlots(slots));

    /// <summary>The same entry with another wish, and now and then another class.</summary>
    public WaitingRecord Changed(WaitingRecord entry) => entry with
    {
        Criteria = Wish(),
        Order = _dice.OneIn(3) ? entry.Order with { Class = _dice.Of(Enum.GetValues<AllocationClass>()) } : entry.Order,
    };

    public SlotRecord Slot()
    {
        var place = _dice.Of(_places);
        var start = _firstDay.PlusDays(_dice.Below(14) - 1) + _dice.Of(Starts);
        AgeRange? ages = _dice.Below(6) switch { 0 => new AgeRange(0, 18), 1 => AgeRange.Adult, _ => null };
        return new SlotRecord(
            new SlotId(_parts.Identity(3)), place, _dice.OneIn(4) ? VisitMode.Remote : VisitMode.InPerson, start,
            _dice.OneIn(2) ? _parts.Practitioner() : null, ages);
    }

    private PlaceRecord MakePlace(int number) =>
        new(
            new PlaceId(_parts.Identity(1)),
            TerytCode.Parse(Gminas[number % Gminas.Length]),
            new GeoPoint(5_000_000 + _dice.Of(NorthOfSeat), _dice.Of(1_900_000, 1_900_000, 1_910_000)));

    private OrderKey Key() =>
        new(
            _dice.Of(Enum.GetValues<AllocationClass>()),
            Instant.FromUtc(2026, 1, 1, 0, 0).PlusNanoseconds(_dice.Of(0, 1, 500_000, 1_000_000, 2_000_000)),
            _dice.Below(1_000_000));

    private Criteria Wish() =>
        new(
            WishedPlace(),
            _dice.OneIn(5) ? _parts.Practitioner() : null,
            _dice.OneIn(4) ? _firstDay.PlusDays(_dice.Below(12)) : null,
            _dice.OneIn(4) ? _firstDay.PlusDays(_dice.Below(12)) : null,
            _dice.OneIn(4) ? new DaySet(1 + _dice.Below(DaySet.All)) : null,
            _dice.OneIn(4) ? HourSet.Between(_dice.Of(0, 7, 8), _dice.Of(8, 9, 24)) : null,
            _dice.OneIn(5) ? _dice.Of(VisitMode.InPerson, VisitMode.Remote) : null,
            _dice.OneIn(4) ? _dice.Of(0, 1, 2, 3, 7) : null);

    private PlaceCriterion? WishedPlace() => _dice.Below(7) switch
    {
        0 => null,
        1 => PlaceCriterion.In(_parts.Area(Gminas), _parts.Area(Gminas)),
        2 => PlaceCriterion.In(_parts.Area(Gminas)),
        3 => PlaceCriterion.At(_dice.Of(_places).Place, _dice.Of(_places).Place),
        4 => PlaceCriterion.At(_dice.Of(_places).Place),
        _ => PlaceCriterion.Within(
            new GeoPoint(5_000_000 + _dice.Of(NorthOfSeat), 1_900_000), _dice.Of(Radii)),
    };

    private AgeRange Ages() => _dice.OneIn(4) ? new AgeRange(10, 18) : AgeRange.Adult;
}
