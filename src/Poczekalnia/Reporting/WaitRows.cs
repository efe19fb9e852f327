using Scheduling.Domain;

namespace Poczekalnia.Reporting;

/// <summary>The waits of one voivodeship and category.</summary>
/// <param name="Voivodeship">TERYT code of the voivodeship where the person queues.</param>
/// <param name="Waits">From report to the date fixed last, of all who have a date.</param>
public sealed record WaitRow(string Voivodeship, string Category, Days Waits);

/// <summary>Waits by category and voivodeship.</summary>
public static class WaitRows
{
    public static IEnumerable<WaitRow> Of(RunResult result) =>
        result.Journeys
            .Where(journey => journey is { Person: not null, WaitDays: not null })
            .GroupBy(journey => (
                Voivodeship: journey.Person!.Home.Place.Area.AtLevel(TerytLevel.Voivodeship).Value,
                Category: journey.Category.ToString().ToLowerInvariant()))
            .OrderBy(group => group.Key.Voivodeship, StringComparer.Ordinal)
            .ThenBy(group => group.Key.Category, StringComparer.Ordinal)
            .Select(group => new WaitRow(
                group.Key.Voivodeship, group.Key.Category,
                Days.Of(group.Select(journey => journey.WaitDays!.Value))));
}
