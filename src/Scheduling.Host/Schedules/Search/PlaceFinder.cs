using System.Globalization;
using Npgsql;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Schedules.Search;

/// <summary>A place where somebody looks for slots.</summary>
/// <param name="Metres">How far it is from where distances are counted from; 0 when they are not.</param>
/// <param name="EndsOn">The first day without a contract, if that is known.</param>
internal readonly record struct NearPlace(PlaceId Place, int Metres, LocalDate? EndsOn);

/// <summary>Finds the active places of a wish. Whether a place lies in a circle the domain says.</summary>
internal sealed class PlaceFinder(NpgsqlDataSource source)
{
    // A circle asks about no place outside the box around it; a little more than a hundredth wider, for a box must not
    // leave out what the circle holds.
    private const double MetresPerUnit = 1.1;
    private const int WholeTurnE5 = 36_000_000;
    private const int FurthestNorthE5 = 8_000_000;

    // $1 the scope.
    private const string Active = """
        select p.place, p.latitude_e5, p.longitude_e5, p.contract_ends from read.place p
        where p.status = 'active' and p.scopes @> array[$1]::varchar[] and
        """;

    private const string OfPractitioner =
        " and p.place in (select s.place from read.slot s where s.state = 'open' and s.scope = $1 "
        + "and s.practitioner = $2)";

    /// <summary>Those that a wish admits, the nearest first.</summary>
    public async Task<IReadOnlyList<NearPlace>> For(SlotWish wish, CancellationToken stop)
    {
        var found = new Dictionary<PlaceId, NearPlace>();
        switch (wish.Criteria.Place)
        {
            // A wider area holds a narrower one, and each is a stretch of codes.
            case { Areas: { } areas }:
                foreach (var area in areas)
                {
                    await Add("starts_with(p.area, {0}) and p.area >= {0} and p.area < {1}", area.Value, $"{area}:");
                }

                break;
            case { Places: { } places }:
                await Add("p.place = any ({0})", places.Select(place => place.Value).ToArray());
                break;
            case { Circle: { } circle }:
                var (south, north, west, east) = BoxOf(circle);
                await Add(
                    "p.latitude_e5 between {0} and {1} and p.longitude_e5 between {2} and {3}",
                    south, north, west, east);
                break;
            default:
                await Add("true");
                break;
        }

        return [.. found.Values.OrderBy(place => place.Metres).ThenBy(place => place.Place)];

        async Task Add(string condition, params object[] values)
        {
            foreach (var place in await Find(wish, condition, values, stop))
            {
                found.TryAdd(place.Place, place);
            }
        }
    }

    private async Task<IReadOnlyList<NearPlace>> Find(
        SlotWish wish, string condition, object[] values, CancellationToken stop)
    {
        var practitioner = wish.Criteria.Practitioner?.Value;
        object[] given = practitioner is null ? [wish.Scope.Value] : [wish.Scope.Value, practitioner];
        var names = Enumerable.Range(given.Length + 1, values.Length).Select(number => (object)$"${number}").ToArray();
        var sql = $"{Active} " + string.Format(CultureInfo.InvariantCulture, condition, names)
            + (practitioner is null ? "" : OfPractitioner);
        var circle = wish.Criteria.Place?.Circle;
        var near = wish.Near ?? circle?.Centre;
        var places = await Rows.Read(
            source, sql,
            row => (Place: new PlaceId(row.GetGuid(0)), At: new GeoPoint(row.GetInt32(1), row.GetInt32(2)),
                EndsOn: row.IsDBNull(3) ? (LocalDate?)null : LocalDate.FromDateOnly(row.GetFieldValue<DateOnly>(3))),
            stop, [.. given, .. values]);
        return
        [
            .. places.Where(place => circle?.Contains(place.At) ?? true)
                .Select(place => new NearPlace(place.Place, near?.MetresTo(place.At) ?? 0, place.EndsOn)),
        ];
    }

    /// <summary>Where a place is, whether or not it is active; nothing for an unknown one.</summary>
    public async Task<GeoPoint?> LocationOf(PlaceId place, CancellationToken stop)
    {
        await using var command = source.CreateCommand(
            "select latitude_e5, longitude_e5 from read.place where place = $1");
        command.Parameters.Add(new() { Value = place.Value });
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? new GeoPoint(reader.GetInt32(0), reader.GetInt32(1)) : null;
    }

    private static (int South, int North, int West, int East) BoxOf(Circle circle)
    {
        var (centre, radius) = circle;
        var up = (int)(radius * 1_000 / MetresPerUnit);
        var (south, north) = (centre.LatitudeE5 - up, centre.LatitudeE5 + up);
        var furthest = Math.Max(Math.Abs(south), Math.Abs(north));
        if (furthest >= FurthestNorthE5)
        {
            return (south, north, -WholeTurnE5, WholeTurnE5);
        }

        // Degrees of longitude are shortest at the edge that is further from the equator.
        var side = (int)(up / Math.Cos(furthest * Math.PI / 180 / 100_000));
        var (west, east) = (centre.LongitudeE5 - side, centre.LongitudeE5 + side);
        return Math.Max(-west, east) > WholeTurnE5 / 2
            ? (south, north, -WholeTurnE5, WholeTurnE5)
            : (south, north, west, east);
    }
}
