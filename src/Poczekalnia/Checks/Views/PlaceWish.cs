namespace Poczekalnia.Checks.Views;

/// <summary>Where a patient will go: areas, service places, a circle, or anywhere.</summary>
/// <param name="Key">The canonical JSON of it; empty for anywhere. Two wishes with the same key are the same.</param>
public abstract record PlaceWish(string Key)
{
    public abstract bool Takes(Place place);

    public string? Against(Place place) => Takes(place) ? null : "place";

    /// <summary>Anywhere in the country.</summary>
    public sealed record Anywhere() : PlaceWish("")
    {
        public override bool Takes(Place place) => true;
    }

    /// <summary>A code of 2, 4 or 7 digits holds every code that begins with it.</summary>
    public sealed record InAreas(string Key, string[] Areas) : PlaceWish(Key)
    {
        public override bool Takes(Place place)
        {
            foreach (var area in Areas)
            {
                if (place.Area.StartsWith(area, StringComparison.Ordinal))
                {
                    return true;
                }
            }

            return false;
        }
    }

    public sealed record AtPlaces(string Key, Guid[] Places) : PlaceWish(Key)
    {
        public override bool Takes(Place place) => Array.IndexOf(Places, place.Id) >= 0;
    }

    public sealed record InCircle(string Key, int LatitudeE5, int LongitudeE5, int RadiusKm) : PlaceWish(Key)
    {
        // A degree of latitude is never shorter than 110 km, so what lies further north or south is surely outside.
        private const int UnitsPerKmMax = 910;

        public override bool Takes(Place place) =>
            Math.Abs(place.LatitudeE5 - LatitudeE5) <= (RadiusKm + 1) * UnitsPerKmMax
            && GreatCircle.Metres(LatitudeE5, LongitudeE5, place.LatitudeE5, place.LongitudeE5) <= RadiusKm * 1000;
    }
}

/// <summary>Distances on a sphere of 6371 km, in whole metres.</summary>
public static class GreatCircle
{
    private const double RadiusMetres = 6_371_000;

    public static int Metres(int latitude1E5, int longitude1E5, int latitude2E5, int longitude2E5)
    {
        var (phi1, phi2) = (Radians(latitude1E5), Radians(latitude2E5));
        var sinPhi = Math.Sin((phi2 - phi1) / 2);
        var sinLambda = Math.Sin((Radians(longitude2E5) - Radians(longitude1E5)) / 2);
        var a = (sinPhi * sinPhi) + (Math.Cos(phi1) * Math.Cos(phi2) * sinLambda * sinLambda);
        return (int)Math.Round(2 * RadiusMetres * Math.Atan2(Math.Sqrt(a), Math.Sqrt(Math.Max(0, 1 - a))));
    }

    private static double Radians(int degreesE5) => degreesE5 / 100_000.0 * Math.PI / 180;
}
