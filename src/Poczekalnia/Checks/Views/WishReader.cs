using System.Text;

namespace Poczekalnia.Checks.Views;

/// <summary>
/// Reads criteria. Equal criteria become one and the same <see cref="Wish"/>, so that groups are cheap to form.
/// </summary>
public sealed class WishReader
{
    private static readonly PlaceWish Anywhere = new PlaceWish.Anywhere();

    private readonly ByteMap<Wish> _wishes = new();
    private readonly ByteMap<PlaceWish> _places = new();
    private readonly Dictionary<WishTerms, WishTerms> _terms = [];

    public Wish Read(Json criteria) =>
        _wishes.Find(criteria.Raw) ?? _wishes.Add(criteria.Raw, Parse(criteria));

    private Wish Parse(Json criteria)
    {
        var terms = new WishTerms(
            criteria.MaybeText("practitioner"u8),
            criteria.MaybeText("mode"u8),
            criteria.TryGet("days"u8, out var days) ? Mask(days, 1, 7) : 0,
            criteria.TryGet("hours"u8, out var hours) ? Mask(hours, 0, 23) : 0);
        if (!_terms.TryGetValue(terms, out var one))
        {
            _terms.Add(terms, one = terms);
        }

        return new Wish(
            Place(criteria),
            one,
            new DaySpan(
                criteria.Has("from"u8) ? criteria.Day("from"u8) : DateOnly.MinValue,
                criteria.Has("to"u8) ? criteria.Day("to"u8) : DateOnly.MaxValue,
                criteria.Has("minimumNoticeDays"u8) ? criteria.Number("minimumNoticeDays"u8) : 0));
    }

    private PlaceWish Place(Json criteria) =>
        criteria.TryGet("place"u8, out var place)
            ? _places.Find(place.Raw) ?? _places.Add(place.Raw, Parse(Encoding.UTF8.GetString(place.Raw), place))
            : Anywhere;

    private static PlaceWish Parse(string key, Json place)
    {
        if (place.TryGet("areas"u8, out var areas))
        {
            var codes = new List<string>();
            foreach (var area in areas.AsList())
            {
                codes.Add(area.AsText());
            }

            return new PlaceWish.InAreas(key, [.. codes]);
        }

        if (place.Has("places"u8))
        {
            return new PlaceWish.AtPlaces(key, place.Ids("places"u8));
        }

        var circle = place.Need("circle"u8);
        var centre = circle.Need("centre"u8);
        return new PlaceWish.InCircle(
            key, centre.Number("latitudeE5"u8), centre.Number("longitudeE5"u8), circle.Number("radiusKm"u8));
    }

    private static int Mask(Json numbers, int least, int most)
    {
        var mask = 0;
        foreach (var item in numbers.AsList())
        {
            var number = item.AsNumber();
            mask |= number >= least && number <= most
                ? 1 << number
                : throw new FormatException($"'{numbers.Name}' holds {number}");
        }

        return mask;
    }
}
