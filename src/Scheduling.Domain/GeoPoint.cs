namespace Scheduling.Domain;

/// <summary>
/// A point on the map in hundred-thousandths of a degree (about a metre), whole numbers so that every machine agrees.
/// </summary>
/// <param name="LatitudeE5">−9 000 000 to 9 000 000.</param>
/// <param name="LongitudeE5">−18 000 000 to 18 000 000.</param>
public readonly record struct GeoPoint(int LatitudeE5, int LongitudeE5)
{
    // Both assumed: the law says "odległość od wskazanej lokalizacji" (art. 23e(6)) and no more.
    private const double EarthRadiusMetres = 6_371_000;
    private const double RadiansPerUnit = Math.PI / 180 / 100_000;

    /// <summary>The great-circle distance in whole metres (haversine, R = 6371 km; <i>assumed</i>).</summary>
    public int MetresTo(GeoPoint other)
    {
        var latitude = Math.Sin((other.LatitudeE5 - LatitudeE5) * RadiansPerUnit / 2);
        var longitude = Math.Sin((other.LongitudeE5 - LongitudeE5) * RadiansPerUnit / 2);
        var chord = (latitude * latitude)
            + (Math.Cos(LatitudeE5 * RadiansPerUnit) * Math.Cos(other.LatitudeE5 * RadiansPerUnit)
                * longitude * longitude);

        // Rounded to a metre at once: a comparison of whole numbers has no last bit to differ in.
        return (int)Math.Round(2 * EarthRadiusMetres * Math.Asin(Math.Min(1, Math.Sqrt(chord))));
    }
}
