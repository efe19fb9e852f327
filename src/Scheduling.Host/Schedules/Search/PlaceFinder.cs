using Npgsql;
using NpgsqlTypes;
using Scheduling.Domain;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Schedules.Search;

/// <summary>A place where somebody looks for slots.</summary>
/// <param name="Metres">How far it is from where distances are counted from; 0 when they are not.</param>
internal readonly record struct NearPlace(PlaceId Place, int Metres);

/// <summary>Finds the active places of a wish. Whether a place lies in a circle the domain says.</summary>
internal sealed class PlaceFinder(NpgsqlDataSource source)
{
    // A circle asks about no place outside the box around it; a little more than a hundredth wider, for a box must not
    // leave out what the circle holds.
    private const double MetresPerUnit = 1.1;
    private const int WholeTurnE5 = 36_000_000;
    private const int FurthestNorthE5 = 8_000_000;

    private const string Find = """
        select p.place, p.latitude_e5, p.longitude_e5 from read.place p
        where p.status = 'active' and p.scopes @> array[$1]::varchar[]
            and ($2::varchar[] is null or exists (select from unnest($2) as a (area) where starts_with(p.area, a.area)))
            and ($3::uuid[] is null or p.place = any ($3))
            and p.latitude_e5 between $4 and $5 and p.longitude_e5 between $6 and $7
            and ($8::varchar is null or p.place in (
                select s.place from read.slot s where s.state = 'open' and s.practitioner = $8 and s.scope = $1))
        """;

    /// <summary>Those that a wish admits, the nearest first.</summary>
    public async Task<IReadOnlyList<NearPlace>> For(SlotWish wish, CancellationToken stop)
    {
        var where = wish.Criteria.Place;
        var (south, north, west, east) = BoxOf(where?.Circle);
        await using var command = source.CreateCommand(Find);
        command.Parameters.Add(new() { Value = wish.Scope.Value });
        command.Parameters.Add(Optional(
            NpgsqlDbType.Array | NpgsqlDbType.Varchar, where?.Areas?.Select(area => area.Value).ToArray()));
        command.Parameters.Add(Optional(
            NpgsqlDbType.Array | NpgsqlDbType.Uuid, where?.Places?.Select(place => place.Value).ToArray()));
        foreach (var edge in (int[])[south, north, west, east])
        {
            command.Parameters.Add(Sql.Int(edge));
        }

        command.Parameters.Add(Optional(NpgsqlDbType.Varchar, wish.Criteria.Practitioner?.Value));
        var near = wish.Near ?? where?.Circle?.Centre;
        var found = new List<NearPlace>();
        await using var reader = await command.ExecuteReaderAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var location = new GeoPoint(reader.GetInt32(1), reader.GetInt32(2));
            if (where?.Circle?.Contains(location) ?? true)
            {
                found.Add(new NearPlace(new PlaceId(reader.GetGuid(0)), near?.MetresTo(location) ?? 0));
            }
        }

        found.Sort((left, right) => (left.Metres, left.Place).CompareTo((right.Metres, right.Place)));
        return found;
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

    private static (int South, int North, int West, int East) BoxOf(Circle? circle)
    {
        if (circle is not { Centre: var centre, RadiusKm: var radius })
        {
            return (-WholeTurnE5, WholeTurnE5, -WholeTurnE5, WholeTurnE5);
        }

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

    private static NpgsqlParameter Optional(NpgsqlDbType type, object? value) =>
        new() { Value = value ?? DBNull.Value, NpgsqlDbType = type };
}
