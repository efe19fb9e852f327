using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.BookingWindows;
using Scheduling.Domain.WaitingRoom;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Http.Queries;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Schedules.Search;

/// <summary>
/// <c>GET /slots</c>: the slots that may be booked, by criteria.
/// </summary>
internal sealed class SlotSearchQuery(QueryNeeds needs) : IQuery
{
    /// <summary>Slots of a page when the request does not say.</summary>
    public const int UsualPage = 20;

    /// <summary>Slots of a page at most.</summary>
    public const int LongestPage = 100;

    private const int NoticeDaysMax = 365;
    private const int LastHour = 23;
    private const int UnitsPerDegree = 100_000;

    private readonly SlotSearch _search = new(needs.Source);
    private readonly PlaceFinder _places = new(needs.Source);

    public static QueryRoute Route { get; } = new(
        "/slots", [Patient, Staff, Administrator, Integrator, Analyst, Operator],
        needs => new SlotSearchQuery(needs),
        new RouteText("search-slots", "The slots that may be booked, by criteria.", typeof(Body))
        {
            IsSearch = true,
            Query =
            [
                new("scope", typeof(ScopeCode), "The service.", $"{Examples.Scope}", IsRequired: true),
                new("area", typeof(string), "TERYT codes of voivodeships, districts or communes.", "24"),
                new("place", typeof(string), "Identities of places."),
                new("near", typeof(string), "A point (50.26,19.02), or the identity of a place.", "50.26,19.02"),
                new("radius", typeof(int), "Kilometres round that point."),
                new("practitioner", typeof(string), "Only this one."),
                new("mode", typeof(VisitMode), "How the visit takes place."),
                new("from", typeof(LocalDate), "The first day."),
                new("to", typeof(LocalDate), "The last day."),
                new("days", typeof(string), "Days of the week from 1, Monday, to 7.", "1,2,3,4,5"),
                new("hours", typeof(string), "Hours of the day; 8 is 08:00 to 08:59.", "8,9,10"),
                new("notice", typeof(int), "Days that must lie between today and the visit."),
                new("age", typeof(string), "Years, or a band such as 40-44."),
                new("sort", typeof(SlotSort), "By start, or by distance from the point.", "distance"),
                new("limit", typeof(int), "Slots of a page.", "20"),
                new("cursor", typeof(string), "Where the page begins, as the page before said."),
            ],
        });

    public async Task<IResult> Answer(Ask ask)
    {
        var query = ask.Query;
        var wish = await WishOf(query, ask.Stop);
        var most = query.Number("limit", 1, LongestPage) ?? UsualPage;
        var after = query.Text("cursor") is { } text ? SlotCursor.Read(text, wish) : null;
        if (query.Text("cursor") is not null && after is null)
        {
            query.Refuse("cursor", "it did not come with an answer to this very question");
        }

        if ((query.Wrong ?? CriteriaRules.Refuse(wish.Criteria)) is { } wrong)
        {
            return ask.No(wrong);
        }

        var stream = StreamId.WindowOf(wish.Scope);
        var (_, state, _) = (await needs.Store.Load([stream], null, ask.Stop))[stream];
        if (state is not BookingWindow.Opened window)
        {
            return ask.No(Refusals.ScopeNotOpen(wish.Scope));
        }

        var page = window.Through is { } through
            ? await _search.Find(
                wish, new SearchMoment(needs.Clock.GetCurrentInstant(), through), most, after, ask.Stop)
            : new SlotPage([], null);
        return new JsonAnswer(new Body(ValueList.From(page.Slots), page.Next?.ToText()));
    }

    private async Task<SlotWish> WishOf(QueryText query, CancellationToken stop)
    {
        var scope = query.Value<ScopeCode>(
            "scope", text => ScopeCode.TryParse(text, out var code) ? code : null, "a code such as 02.1100.001.02");
        if (scope is null)
        {
            query.Refuse("scope", "it is missing");
        }

        var near = await PointOf(query, stop);
        var criteria = new Criteria(
            PlaceOf(query, near),
            query.Text("practitioner") is { } practitioner ? new PractitionerId(practitioner) : null,
            query.Day("from"), query.Day("to"), DaysOf(query), HoursOf(query), query.Name<VisitMode>("mode"),
            query.Number("notice", 0, NoticeDaysMax));
        var sort = query.Name<SlotSort>("sort") ?? SlotSort.Start;
        if (sort == SlotSort.Distance && near is null)
        {
            query.Refuse("sort", "distances are counted from a point: give near");
        }

        return new SlotWish(scope ?? default, criteria, AgesOf(query), near, sort);
    }

    private static PlaceCriterion? PlaceOf(QueryText query, GeoPoint? near)
    {
        var areas = query.Values<TerytCode>(
            "area", text => TerytCode.TryParse(text, out var code) ? code : null, "a TERYT code of 2, 4 or 7 digits");
        var places = query.Values<PlaceId>(
            "place", text => QueryText.ToIdentity(text) is { } id ? new PlaceId(id) : null, "a UUID");
        var radius = query.Number("radius", 1, Limits.RadiusKmMax);
        if (radius is not null && near is null)
        {
            query.Refuse("radius", "it goes round a point: give near");
        }

        var circle = radius is { } kilometres && near is { } centre ? new Circle(centre, kilometres) : null;
        if ((areas is null ? 0 : 1) + (places is null ? 0 : 1) + (circle is null ? 0 : 1) > 1)
        {
            query.Refuse("area", "give one of area, place and radius");
        }

        return areas is null && places is null && circle is null
            ? null
            : new PlaceCriterion(
                areas is null ? null : ValueList.From(areas), places is null ? null : ValueList.From(places), circle);
    }

    // A point is written as latitude and longitude in degrees, or is where a place is.
    private async Task<GeoPoint?> PointOf(QueryText query, CancellationToken stop)
    {
        if (query.Text("near") is not { } text)
        {
            return null;
        }

        if (QueryText.ToIdentity(text) is { } place)
        {
            if (await _places.LocationOf(new PlaceId(place), stop) is { } known)
            {
                return known;
            }

            query.Refuse("near", "there is no such place");
            return null;
        }

        var parts = text.Split(',');
        if (parts.Length == 2 && Degrees(parts[0], 90) is { } latitude && Degrees(parts[1], 180) is { } longitude)
        {
            return new GeoPoint(latitude, longitude);
        }

        query.Refuse("near", "expected is a latitude and a longitude such as 50.26,19.02, or the UUID of a place");
        return null;
    }

    private static int? Degrees(string text, int most) =>
        decimal.TryParse(
            text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var degrees)
        && Math.Abs(degrees) <= most
            ? (int)Math.Round(degrees * UnitsPerDegree)
            : null;

    private static DaySet? DaysOf(QueryText query) =>
        query.Values<IsoDayOfWeek>(
            "days", text => int.TryParse(text, out var day) && day is >= 1 and <= 7 ? (IsoDayOfWeek)day : null,
            "days of the week from 1 (Monday) to 7") is { } days
            ? DaySet.Of([.. days])
            : null;

    private static HourSet? HoursOf(QueryText query)
    {
        if (query.Values<int>(
            "hours",
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
                && hour is >= 0 and <= LastHour ? hour : null,
            "hours of the day from 0 to 23, 8 for 08:00 to 08:59") is not { } hours)
        {
            return null;
        }

        return new HourSet(hours.Aggregate(0, (mask, hour) => mask | (1 << hour)));
    }

    private static AgeRange? AgesOf(QueryText query) =>
        query.Value<AgeRange>(
            "age",
            text =>
            {
                var parts = text.Split('-');
                return parts.Length <= 2
                    && parts.All(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                    && (int.Parse(parts[0], CultureInfo.InvariantCulture),
                        int.Parse(parts[^1], CultureInfo.InvariantCulture)) is var (from, to)
                    && from <= to && to <= AgeRange.Oldest
                        ? new AgeRange(from, to)
                        : null;
            },
            $"years from 0 to {AgeRange.Oldest}, such as 42, or a band such as 40-44");

    /// <param name="Next">The cursor of the next page; nothing on the last.</param>
    private sealed record Body(ValueList<OpenSlot> Slots, string? Next);
}
