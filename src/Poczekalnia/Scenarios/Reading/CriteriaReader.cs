using System.Text.RegularExpressions;
using Poczekalnia.Scenarios.Steps;
using Scheduling.Domain;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>Reads what a named patient will accept.</summary>
internal static partial class CriteriaReader
{
    public static StepCriteria Read(Part part, Names names)
    {
        if (!part.IsPresent || (!part.IsMap && part.Text() == "anything"))
        {
            return StepCriteria.Anything;
        }

        var map = part.Map();
        var places = ValueList.From(map["at"].Items().Select(names.Place).ToList());
        var areas = map["in"].Items().Select(item => item.Teryt()).ToList();
        var circle = map["within"].IsPresent ? ReadCircle(map["within"]) : null;
        if ((places.Count > 0 ? 1 : 0) + (areas.Count > 0 ? 1 : 0) + (circle is null ? 0 : 1) > 1)
        {
            part.Wrong(
                "A patient names areas, places or a circle, not several of them.", "Keep one of in, at and within.");
        }

        var dates = map["dates"].IsPresent ? map["dates"].Period() : null;
        var rest = new Criteria(
            areas.Count > 0 || circle is not null
                ? new PlaceCriterion(areas.Count > 0 ? ValueList.From(areas) : null, null, circle)
                : null,
            map["practitioner"].IsPresent ? new PractitionerId(map["practitioner"].Text()) : null,
            map["from"].DateOrNone() ?? dates?.Start,
            map["to"].DateOrNone() ?? dates?.End,
            map["weekdays"].IsPresent ? map["weekdays"].Weekdays() : null,
            map["hours"].IsPresent ? map["hours"].HourSet() : null,
            map["mode"].IsPresent ? ReadMode(map["mode"]) : null,
            map["notice"].IsPresent ? map["notice"].Days() : null);
        map.Done();
        return new StepCriteria(places, rest);
    }

    public static VisitMode ReadMode(Part part) =>
        part.OneOf(("in-person", VisitMode.InPerson), ("remote", VisitMode.Remote));

    private static Circle? ReadCircle(Part part)
    {
        const string Wanted = "a circle, such as 25km of 50.26N 19.02E";
        var km = 0;
        var centre = part.Read<GeoPoint>(CirclePattern(), Wanted, match =>
        {
            km = int.Parse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);
            return km is > 0 and <= Limits.RadiusKmMax ? Units.PointOf(match.Groups[2].Value) : null;
        });
        return new Circle(centre, km);
    }

    [GeneratedRegex(@"^(\d{1,3})km of (.+)$")]
    private static partial Regex CirclePattern();
}
