using Poczekalnia.Scenarios;
using Scheduling.Domain;

namespace Poczekalnia.Actors;

/// <summary>A place of a run with its identity.</summary>
public sealed record PlaceOnMap(PlaceId Id, ScenarioPlace Place);

/// <summary>What is near what, as patients see it when they say where they would go.</summary>
public sealed class Geography
{
    private readonly IReadOnlyList<PlaceOnMap> _places;
    private readonly Dictionary<PlaceId, PlaceOnMap[]> _nearest = [];

    public Geography(IReadOnlyList<PlaceOnMap> places) => _places = places;

    /// <summary>The identity of a place of a scenario.</summary>
    public static PlaceId IdOf(string key) => new(Ids.Derive("scenario-place", key));

    /// <summary>Where a patient whose queue stands at a place would go.</summary>
    public PlaceCriterion? Criterion(PlaceChoice choice, PlaceOnMap home) =>
        choice switch
        {
            PlaceChoice.OwnPlace => PlaceCriterion.At(home.Id),
            PlaceChoice.NearestPlaces nearest =>
                PlaceCriterion.At([.. Nearest(home).Take(nearest.Count).Select(place => place.Id)]),
            PlaceChoice.OwnGmina => PlaceCriterion.In(home.Place.Area),
            PlaceChoice.Powiaty powiaty => PlaceCriterion.In(Areas(home, TerytLevel.Powiat, powiaty.Count)),
            PlaceChoice.Voivodeships voivodeships =>
                PlaceCriterion.In(Areas(home, TerytLevel.Voivodeship, voivodeships.Count)),
            PlaceChoice.Country => null,
            PlaceChoice.Radius radius => PlaceCriterion.Within(home.Place.Location, radius.Km),
            _ => throw new System.Diagnostics.UnreachableException(),
        };

    // Ties by key, so that the same scenario gives the same neighbours everywhere.
    private PlaceOnMap[] Nearest(PlaceOnMap home)
    {
        if (!_nearest.TryGetValue(home.Id, out var nearest))
        {
            nearest =
            [
                .. _places
                    .OrderBy(place => place.Id == home.Id ? -1 : home.Place.Location.MetresTo(place.Place.Location))
                    .ThenBy(place => place.Place.Key, StringComparer.Ordinal),
            ];
            _nearest.Add(home.Id, nearest);
        }

        return nearest;
    }

    private TerytCode[] Areas(PlaceOnMap home, TerytLevel level, int count) =>
        [.. Nearest(home).Select(place => place.Place.Area.AtLevel(level)).Distinct().Take(count)];
}
