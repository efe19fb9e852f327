using Scheduling.Domain;
using Scheduling.Domain.ServicePlaces;

namespace Poczekalnia.Reporting;

/// <summary>Where the service places are.</summary>
internal sealed class PlaceAreas
{
    private readonly Dictionary<PlaceId, TerytCode> _areas = [];

    public void See(PlaceId place, ServicePlaceEvent.ServicePlaceRegistered registered) =>
        _areas[place] = registered.Area;

    /// <summary>The gmina; nothing when the registration is not in the file.</summary>
    public string? Of(PlaceId place) => _areas.TryGetValue(place, out var area) ? area.Value : null;
}
