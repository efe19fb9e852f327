using NodaTime;

namespace Scheduling.Domain.ServicePlaces;

/// <summary>The events in the life of one service place (pl. <i>miejsce udzielania świadczeń, MUŚ</i>).</summary>
public abstract record ServicePlaceEvent(Instant At) : DomainEvent(At)
{
    /// <summary>The place is known; its slots can be published but nobody else sees them.</summary>
    /// <param name="ProviderCode">The fund's code of the provider, as published.</param>
    /// <param name="Area">The gmina of the place; of a place it never changes.</param>
    /// <param name="Location">Where it is, or the seat of its powiat where that is not known.</param>
    /// <param name="Scopes">The services it offers.</param>
    public sealed record ServicePlaceRegistered(
        string ProviderCode, TerytCode Area, GeoPoint Location, ValueList<ScopeCode> Scopes, Instant At)
        : ServicePlaceEvent(At);

    /// <summary>Its slots are visible to everybody (pl. <i>aktywacja MUŚ</i>).</summary>
    public sealed record ServicePlaceActivated(Instant At) : ServicePlaceEvent(At);

    /// <summary>Its slots are hidden for the time being.</summary>
    public sealed record ServicePlaceSuspended(string Reason, Instant At) : ServicePlaceEvent(At);

    /// <summary>Its slots are visible again.</summary>
    public sealed record ServicePlaceResumed(Instant At) : ServicePlaceEvent(At);

    /// <summary>The contract with the fund ends (art. 23g(12)).</summary>
    /// <param name="EffectiveOn">The first day without a contract.</param>
    public sealed record ContractEnded(LocalDate EffectiveOn, Instant At) : ServicePlaceEvent(At);

    /// <summary>Nobody is left to be moved because of the ended contract.</summary>
    public sealed record ContractSettled(Instant At) : ServicePlaceEvent(At);

    /// <summary>Another owner runs the place; it stays the same place.</summary>
    public sealed record ServicePlaceMoved(string ProviderCode, Instant At) : ServicePlaceEvent(At);

    /// <summary>
    /// Where the place wants to be told what happens to its schedule (pl. <i>endpoint notyfikacji</i>).
    /// </summary>
    /// <param name="Url">An https address on a public host.</param>
    public sealed record NotificationEndpointSet(string Url, Instant At) : ServicePlaceEvent(At);
}
