using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Tests.Matching;

/// <summary>
/// Circles in the fast matcher: it decides most of them by boxes on the map, which must be right to the metre where a
/// box comes closest to the circle.
/// </summary>
public sealed class CircleTests
{
    private const int Near = 12;
    private const double UnitsPerMetre = 180 * 100_000 / (Math.PI * 6_371_000);

    private readonly RankIndex _index = new();
    private int _number;

    [Theory]
    [InlineData(4_900_000, 5_490_000, 400)]
    [InlineData(-100_000, 100_000, 100)]
    [InlineData(6_000_000, 8_300_000, 100)]
    [InlineData(-8_300_000, -6_000_000, 100)]
    public void A_circle_is_exact_where_the_corners_of_its_boxes_are(int south, int north, int places)
    {
        var dice = new Dice(south);
        var (inside, outside) = (0, 0);
        foreach (var radius in new[] { 2, 5, 9, 10, 20, 40, 80, 100, 333, 400 })
        {
            for (var count = 0; count < places; count++)
            {
                var (latitude, longitude) = (south + dice.Below(north - south), 1_400_000 + dice.Below(1_000_000));
                var place = Given.Place(++_number % 30_000, "2469011", latitude, longitude);
                var fits = AsIsRight(place, CentreNear(place.Location, radius, dice), radius);
                (inside, outside) = fits ? (inside + 1, outside) : (inside, outside + 1);
            }
        }

        inside.Should().BeGreaterThan(places);
        outside.Should().BeGreaterThan(places);
    }

    private bool AsIsRight(PlaceRecord place, GeoPoint centre, int radiusKm)
    {
        var wish = new Circle(centre, radiusKm);
        var entry = Given.Entry(1, new Criteria { Place = new PlaceCriterion(null, null, wish) });
        _index.Join(entry);
        (_index.FirstFor(Given.Slot(1, place: place), Given.Day) is not null)
            .Should().Be(wish.Contains(place.Location), "{0} around {1}, {2}", radiusKm, centre, place.Location);
        _index.Leave(entry.Entry);
        return wish.Contains(place.Location);
    }

    // At a corner of the box within the circle, or of the box around it, give or take a few units.
    private static GeoPoint CentreNear(GeoPoint place, int radiusKm, Dice dice)
    {
        var isInner = !dice.OneIn(4);
        var high = (int)(radiusKm * 1000 * UnitsPerMetre / (isInner ? Math.Sqrt(2) : 1));
        var latitude = place.LatitudeE5 + (dice.Of(-1, 1) * (high + dice.Below(2 * Near) - Near));
        var wide = 0;
        for (var step = 1 << 21; step > 0; step /= 2)
        {
            var centre = new GeoPoint(latitude, place.LongitudeE5 + wide + step);
            wide += centre.MetresTo(place) <= radiusKm * 1000 ? step : 0;
        }

        return new GeoPoint(latitude, place.LongitudeE5 + (dice.Of(-1, 1) * (wide + dice.Below(2 * Near) - Near)));
    }
}
