using System.Text.Json;

namespace Poczekalnia.Checks.Views;

/// <summary>
/// Reads criteria. Equal criteria become one and the same <see cref="Wish"/>, so that groups are cheap to form.
/// </summary>
public sealed class WishReader
{
    private static readonly PlaceWish Anywhere = new PlaceWish.Anywhere();

    private readonly Dictionary<string, Wish> _wishes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PlaceWish> _places = new(StringComparer.Ordinal);
    private readonly Dictionary<WishTerms, WishTerms> _terms = [];

    public Wish Read(JsonElement criteria)
    {
        var text = criteria.GetRawText();
        if (!_wishes.TryGetValue(text, out var wish))
        {
            _wishes.Add(text, wish = Parse(criteria));
        }

        return wish;
    }

    private Wish Parse(JsonElement criteria)
    {
        var terms = new WishTerms(
            criteria.MaybeText("practitioner"u8),
            criteria.MaybeText("mode"u8),
            criteria.Maybe("days"u8) is null ? 0 : Mask(criteria.List("days"u8), 1, 7, "days"),
            criteria.Maybe("hours"u8) is null ? 0 : Mask(criteria.List("hours"u8), 0, 23, "hours"));
        if (!_terms.TryGetValue(terms, out var one))
        {
            _terms.Add(terms, one = terms);
        }

        return new Wish(
            Place(criteria),
            one,
            new DaySpan(
                criteria.Maybe("from"u8) is null ? DateOnly.MinValue : criteria.Day("from"u8),
                criteria.Maybe("to"u8) is null ? DateOnly.MaxValue : criteria.Day("to"u8),
                criteria.Maybe("minimumNoticeDays"u8) is null ? 0 : criteria.Number("minimumNoticeDays"u8)));
    }

    private PlaceWish Place(JsonElement criteria)
    {
        if (criteria.Maybe("place"u8) is not { } place)
        {
            return Anywhere;
        }

        var key = place.GetRawText();
        if (!_places.TryGetValue(key, out var wish))
        {
            _places.Add(key, wish = Place(key, place));
        }

        return wish;
    }

    private static PlaceWish Place(string key, JsonElement place)
    {
        if (place.Maybe("areas"u8) is not null)
        {
            return new PlaceWish.InAreas(key, [.. place.List("areas"u8).Select(area => area.GetString() ?? "")]);
        }

        if (place.Maybe("places"u8) is not null)
        {
            return new PlaceWish.AtPlaces(key, place.Ids("places"u8));
        }

        var circle = place.Need("circle"u8);
        var centre = circle.Need("centre"u8);
        return new PlaceWish.InCircle(
            key, centre.Number("latitudeE5"u8), centre.Number("longitudeE5"u8), circle.Number("radiusKm"u8));
    }

    private static int Mask(List<JsonElement> numbers, int least, int most, string name)
    {
        var mask = 0;
        foreach (var member in numbers)
        {
            var number = member.GetInt32();
            mask |= number >= least && number <= most
                ? 1 << number
                : throw new FormatException($"'{name}' holds {number}");
        }

        return mask;
    }
}
