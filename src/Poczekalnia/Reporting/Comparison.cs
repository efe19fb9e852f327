using NodaTime;
using Poczekalnia.Scenarios;
using Scheduling.Domain;

namespace Poczekalnia.Reporting;

/// <summary>The same people under two rules: who gains, who loses.</summary>
/// <param name="Name">What the people have in common, such as a category or the code of a powiat.</param>
/// <param name="People">Wishes that stand in both runs.</param>
/// <param name="Earlier">Who has an earlier date in the common waiting room, or a date only there.</param>
/// <param name="Later">Who has a later date there, or a date only in the separate queues.</param>
/// <param name="Separate">Waits with the separate queues of today.</param>
/// <param name="Common">Waits with the common waiting room.</param>
/// <param name="UndatedSeparate">Who has no date when the run ends, with the separate queues.</param>
/// <param name="UndatedCommon">Who has no date when the run ends, with the common waiting room.</param>
public sealed record ComparedGroup(
    string Name,
    int People,
    int Earlier,
    int Later,
    Days Separate,
    Days Common,
    int UndatedSeparate,
    int UndatedCommon);

/// <summary>Two runs on common random numbers, laid side by side.</summary>
public sealed class Comparison
{
    private readonly IReadOnlyList<(Journey Common, Journey Separate)> _pairs;

    public Comparison(RunResult common, RunResult separate)
    {
        var others = separate.Journeys.ToDictionary(journey => journey.Patient);
        _pairs =
        [
            .. common.Journeys
                .Where(journey => journey.Person is not null && others.ContainsKey(journey.Patient))
                .Select(journey => (journey, others[journey.Patient])),
        ];
    }

    public ComparedGroup All => GroupOf("all", _pairs);

    public IEnumerable<ComparedGroup> ByCategory => By(person => person.Category.ToString().ToLowerInvariant());

    public IEnumerable<ComparedGroup> ByPowiat =>
        By(person => person.Home.Place.Area.AtLevel(TerytLevel.Powiat).Value);

    public IEnumerable<ComparedGroup> ByPlace => By(person => person.Home.Place.Key);

    private IEnumerable<ComparedGroup> By(Func<Actors.Person, string> nameOf) =>
        _pairs.GroupBy(pair => nameOf(pair.Common.Person!))
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => GroupOf(group.Key, [.. group]));

    private static ComparedGroup GroupOf(
        string name, IReadOnlyList<(Journey Common, Journey Separate)> pairs) =>
        new(
            name,
            pairs.Count,
            pairs.Count(pair => Rank(pair.Common) < Rank(pair.Separate)),
            pairs.Count(pair => Rank(pair.Common) > Rank(pair.Separate)),
            Days.Of(pairs.Select(pair => pair.Separate.WaitDays).OfType<int>()),
            Days.Of(pairs.Select(pair => pair.Common.WaitDays).OfType<int>()),
            pairs.Count(pair => IsUndated(pair.Separate)),
            pairs.Count(pair => IsUndated(pair.Common)));

    // A day counts, not the hour; no date is later than any date.
    private static LocalDate Rank(Journey journey) => journey.Start?.Date ?? LocalDate.MaxIsoValue;

    private static bool IsUndated(Journey journey) => journey.Start is null && !journey.GivenUp;
}

/// <summary>How near the separate run comes to what was published about one place and category.</summary>
/// <param name="Simulated">Mean wait in days of the visits in the first thirty days of the run.</param>
/// <param name="Published">Mean wait in days of those served in the month of the data.</param>
/// <param name="SimulatedForecast">Mean wait in days of who came in the first thirty days and has a date.</param>
/// <param name="PublishedForecast">The forecast published; nothing where there is none.</param>
public sealed record CalibrationRow(
    string Place,
    string Category,
    int Visits,
    int Simulated,
    int Published,
    int SimulatedForecast,
    int? PublishedForecast);

/// <summary>The separate run held against the published figures.</summary>
public static class Calibration
{
    private const int FirstDays = 30;

    // Below so many visits or newcomers a mean says nothing.
    private const int LeastPeople = 5;

    /// <summary>A row per place and category that has published figures and enough visits.</summary>
    public static IReadOnlyList<CalibrationRow> Of(Scenario scenario, RunResult separate)
    {
        var until = scenario.From.PlusDays(FirstDays);
        var byPlace = separate.Journeys
            .Where(journey => journey is { Person: not null, WaitDays: not null })
            .ToLookup(journey => (journey.Person!.Home.Place.Key, journey.Category));
        var rows = new List<CalibrationRow>();
        foreach (var place in scenario.Places)
        {
            foreach (var published in place.Published)
            {
                var journeys = byPlace[(place.Key, published.Category)].ToArray();
                var seen = Days.Of(journeys.Where(each => each.Start < until).Select(each => each.WaitDays!.Value));
                var came = Days.Of(journeys
                    .Where(each => IsNewcomer(each, scenario.From, until))
                    .Select(each => each.WaitDays!.Value));
                if (published.MeanWaitDays is { } mean && seen.Count >= LeastPeople)
                {
                    rows.Add(new CalibrationRow(
                        place.Key, published.Category.ToString().ToLowerInvariant(), seen.Count, seen.Mean, mean,
                        came.Mean, came.Count >= LeastPeople ? DaysOf(published.Forecast) : null));
                }
            }
        }

        return rows;
    }

    private static bool IsNewcomer(Journey journey, LocalDateTime from, LocalDateTime until)
    {
        var came = WarsawTime.LocalOf(journey.Since);
        return came >= from && came < until;
    }

    private static int? DaysOf(PublishedForecast forecast) =>
        forecast is PublishedForecast.In known ? known.Days : null;
}
