using Scheduling.Benchmarks.Worlds;
using Scheduling.Domain;
using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks.Postgres;

/// <summary>
/// Numbers for what an entry may name and a slot may lie in, so that the two meet in a column of numbers: country,
/// areas, places, practitioners, and for circles the cells of a grid.
/// </summary>
internal sealed class NodeKeys
{
    private const int FirstCell = 1_000_000;
    private const int CellsPerRadius = 1_000_000;
    private const int CellsPerRow = 1_000;

    private readonly Dictionary<TerytCode, int> _areas = [];
    private readonly Dictionary<PlaceId, int> _places = [];
    private readonly Dictionary<PractitionerId, int> _practitioners = [];
    private readonly int[] _radii;

    public NodeKeys(Country country)
    {
        // 0 is the country.
        var next = 1;
        foreach (var area in country.VoivodeshipCodes.Concat(country.PowiatCodes)
            .Concat(country.Gminas.Select(gmina => gmina.Code)))
        {
            _areas.Add(area, next++);
        }

        foreach (var clinic in country.Clinics)
        {
            _places.Add(clinic.Record.Place, next++);
            foreach (var practitioner in clinic.Practitioners)
            {
                _practitioners.Add(practitioner, next++);
            }
        }

        _radii = country.Mix.Entries.CirclesKm;
    }

    /// <summary>Where an entry is looked for. In a world of benchmarks a wish names one kind of thing.</summary>
    public int[] Of(Criteria wish) => wish switch
    {
        { Practitioner: { } practitioner } => [_practitioners[practitioner]],
        { Place: null } => [0],
        { Place.Areas: { } areas } => [.. areas.Select(area => _areas[area])],
        { Place.Places: { } places } => [.. places.Select(place => _places[place])],
        { Place.Circle: { } circle } => CellsOf(circle),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    /// <summary>Everything a slot lies in.</summary>
    public int[] Of(SlotRecord slot)
    {
        var area = slot.Place.Area;
        return
        [
            0,
            _areas[area.AtLevel(TerytLevel.Voivodeship)],
            _areas[area.AtLevel(TerytLevel.Powiat)],
            _areas[area],
            _places[slot.Place.Place],
            .. _radii.Select((_, radius) => CellOf(radius, slot.Place.Location.LatitudeE5,
                slot.Place.Location.LongitudeE5)),
            .. slot.Practitioner is { } practitioner ? new[] { _practitioners[practitioner] } : [],
        ];
    }

    // A cell is as wide as a circle, so a circle lies in four at most; which of the places there lie inside is left
    // to the exact distance.
    private int[] CellsOf(Circle circle)
    {
        var radius = Array.IndexOf(_radii, circle.RadiusKm);
        var (height, width) = HalfOf(radius);
        var (latitude, longitude) = (circle.Centre.LatitudeE5, circle.Centre.LongitudeE5);
        return
        [
            .. new[]
            {
                CellOf(radius, latitude - height, longitude - width),
                CellOf(radius, latitude - height, longitude + width),
                CellOf(radius, latitude + height, longitude - width),
                CellOf(radius, latitude + height, longitude + width),
            }.Distinct(),
        ];
    }

    private int CellOf(int radius, int latitude, int longitude)
    {
        var (height, width) = HalfOf(radius);
        var (row, column) = (latitude / (2 * height), longitude / (2 * width));
        return FirstCell + (radius * CellsPerRadius) + (row * CellsPerRow) + column;
    }

    // Half a cell in hundred-thousandths of a degree, a little more than the radius anywhere in the country: a degree
    // has 111.19 km, and at 56 degrees north, beyond its northern end, one from west to east has 62.1.
    private (int Latitude, int Longitude) HalfOf(int radius) => (_radii[radius] * 910, _radii[radius] * 1_630);
}
