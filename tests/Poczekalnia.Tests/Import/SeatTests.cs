using Poczekalnia.Import;
using Scheduling.Domain;

namespace Poczekalnia.Tests.Import;

public sealed class SeatTests
{
    [Fact]
    public void Every_powiat_of_slaskie_has_a_seat_within_it()
    {
        var numbers = Enumerable.Range(2401, 17).Concat(Enumerable.Range(2461, 19)).ToList();

        numbers.Should().HaveCount(36);
        foreach (var number in numbers)
        {
            var (point, ofPowiat) = Seats.Of(TerytCode.Parse($"{number}011"));
            ofPowiat.Should().BeTrue();
            point.LatitudeE5.Should().BeInRange(4_935_000, 5_110_000);
            point.LongitudeE5.Should().BeInRange(1_795_000, 1_997_000);
        }
    }

    [Fact]
    public void Elsewhere_the_seat_of_the_voivodeship_stands_in() =>
        Seats.Of(TerytCode.Parse("1261011")).Should().Be((new GeoPoint(5_006_000, 1_994_000), false));
}
