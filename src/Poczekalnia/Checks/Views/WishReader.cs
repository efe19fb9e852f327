using System.Text.Json;

namespace Poczekalnia.Checks.Views;

/// <summary>Reads criteria. Equal criteria become one and the same <see cref="Wish"/>, so that groups are cheap to form.</summary>
public sealed class WishReader
{
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
            criteria.MaybeText("practitioner"),
            criteria.MaybeText("mode"),
            criteria.Maybe("days") is null ? 0 : Mask(criteria.List("days"), 1, 7, "days"),
            criteria.Maybe("hours") is null ? 0 : Mask(criteria.List("hours"), 0, 23, "hours"));
        if (!_terms.TryGetValue(terms, out var one))
        {
            _terms.Add(terms, one = terms);
        }

        return new Wish(
            Place(criteria),
            one,
            new DaySpan(
                criteria.Maybe("from") is null ? DateOnly.MinValue : criteria.Day("from"),
                criteria.Maybe("to") is null ? DateOnly.MaxValue : criteria.Day("to"),
                criteria.Maybe("minimumNoticeDays") is null ? 0 : criteria.Number("minimumNoticeDays")));
    }

    private PlaceWish Place(JsonElement criteria)
    {
        var key = criteria.Maybe("place") is { } place ? place.GetRawText() : "";
        if (!_places.TryGetValue(key, out var wish))
        {
            _places.Add(key, wish = criteria.Maybe("place") is { } given ? Place(key, given) : new PlaceWish.Anywhere());
        }

        return wish;
    }

    private static PlaceWish Place(string key, JsonElement place)
    {
        if (place.Maybe("areas") is not null)
        {
            return new PlaceWish.InAreas(key, [.. place.List("areas").Select(area => area.GetString() ?? "")]);
        }

        if (place.Maybe("places") is not null)
        {
            return new PlaceWish.AtPlaces(key, place.Ids("places"));
        }

        var circle = place.Need("circle");
        var centre = circle.Need("centre");
        return new PlaceWish.InCircle(
            key, centre.Number("latitudeE5"), centre.Number("longitudeE5"), circle.Number("radiusKm"));
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
