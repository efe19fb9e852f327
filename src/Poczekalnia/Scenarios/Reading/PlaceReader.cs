using Scheduling.Domain;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>Reads places one by one.</summary>
internal static class PlaceReader
{
    public static IEnumerable<ScenarioPlace> Read(
        Part part, ValueList<ScopeCode> scopes, ScenarioSchedule defaults) =>
        part.Items().Select(item => ReadOne(item.Map(), scopes, defaults)).ToList();

    /// <summary>A queue by category.</summary>
    public static ValueList<QueueAtStart> ReadQueue(Part part) => part.ByCategory((category, value) =>
    {
        var map = value.Map();
        var queue = new QueueAtStart(
            category,
            map["waiting"].Figure(waiting => waiting.Whole()),
            map["reportedOver"].Figure(Units.Days),
            map["outOfTurn"].FigureOr(Units.Percent).Value,
            map["fastTrack"].FigureOr(Units.Percent).Value);
        map.Done();
        return queue;
    });

    /// <summary>Arrivals by category.</summary>
    public static ValueList<Arrival> ReadArrivals(Part part) =>
        part.ByCategory((category, value) => new Arrival(category, value.Figure(Units.Rate)));

    /// <summary>What was published, by category.</summary>
    public static ValueList<PublishedWait> ReadPublished(Part part) => part.ByCategory((category, value) =>
    {
        var map = value.Map();
        Parts.NeedSource(value, map.Source);
        var published = new PublishedWait(
            category,
            map["served"].IsPresent ? map["served"].Whole() : null,
            map["meanWait"].IsPresent ? map["meanWait"].Days() : null,
            ReadForecast(map["forecast"]));
        map.Done();
        return published;
    });

    private static ScenarioPlace ReadOne(PartMap map, ValueList<ScopeCode> scopes, ScenarioSchedule defaults)
    {
        var key = map["place"].Text();
        var place = new ScenarioPlace
        {
            Key = key,
            ProviderCode = map["provider"].TextOr(key),
            Area = map["teryt"].Gmina(),
            Location = map["at"].Point(),
            LocationIs = map["located"].IsPresent ? ReadLocationKind(map["located"]) : LocationKind.Published,
            Scopes = ReadScopes(map["scopes"], scopes),
            Schedule = map["schedule"].IsPresent ? ScheduleReader.Read(map["schedule"], defaults) : null,
            Queue = ReadQueue(map["queue"]),
            Arrivals = ReadArrivals(map["arrivals"]),
            Published = ReadPublished(map["published"]),
            ActivatedAt = map["activatedAt"].DateTimeOrNone(),
            Activated = map["activated"].YesNo(otherwise: true),
            Registered = map["registered"].YesNo(otherwise: true),
        };
        map.Done();
        return place;
    }

    private static ValueList<ScopeCode> ReadScopes(Part part, ValueList<ScopeCode> scopes)
    {
        if (!part.IsPresent)
        {
            return scopes;
        }

        var own = new List<ScopeCode>();
        foreach (var item in part.Items())
        {
            var code = item.Scope();
            if (!scopes.Contains(code))
            {
                item.Wrong($"The scope {code} is not among the scopes of the scenario.", "Add it under 'scopes:'.");
            }

            own.Add(code);
        }

        return ValueList.From(own);
    }

    private static LocationKind ReadLocationKind(Part part) => part.OneOf(
        ("published", LocationKind.Published),
        ("town", LocationKind.Town),
        ("seat of powiat", LocationKind.PowiatSeat),
        ("seat of voivodeship", LocationKind.VoivodeshipSeat));

    // Three kinds of "none" that are never mixed: nothing published, nothing to forecast, no wait.
    private static PublishedForecast ReadForecast(Part part) =>
        part.TextOr("no data") switch
        {
            "no data" => new PublishedForecast.NoData(),
            "not applicable" => new PublishedForecast.NotApplicable(),
            _ => new PublishedForecast.In(part.Days()),
        };
}
