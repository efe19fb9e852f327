using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.ServicePlaces;

namespace Scheduling.Host.Tests.Storage;

/// <summary>Events for tests that care about the log and not about the rules.</summary>
internal static class Happened
{
    public static readonly Instant At = Instant.FromUtc(2026, 9, 1, 8, 0);

    public static readonly ScopeCode Cardiology = ScopeCode.Parse("02.1100.001.02");

    public static PlaceId Place(string name) => new(Ids.Derive("test-place", name));

    /// <summary>A place's first event.</summary>
    public static PlannedEvent Registered(PlaceId place) =>
        new(place, new ServicePlaceEvent.ServicePlaceRegistered(
            "121/100010", TerytCode.Parse("2463011"), new GeoPoint(5030000, 1895000), [Cardiology], At));

    /// <summary>One of many that may follow.</summary>
    public static PlannedEvent Activated(PlaceId place) => new(place, new ServicePlaceEvent.ServicePlaceActivated(At));
}
