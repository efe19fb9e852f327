using NodaTime;
using static Scheduling.Domain.ServicePlaces.ServicePlaceEvent;

namespace Scheduling.Domain.ServicePlaces;

/// <summary>One organisational cell of a provider.</summary>
public abstract record ServicePlace : StreamState
{
    private ServicePlace() { }

    /// <summary>Nobody registered it.</summary>
    public sealed record Absent : ServicePlace;

    /// <summary>It is registered.</summary>
    /// <param name="EndsOn">The first day without a contract, once that is known.</param>
    public sealed record Known(
        ServicePlaceRegistered Registration,
        PlaceStatus Status,
        LocalDate? EndsOn = null,
        bool Settled = false,
        string? Endpoint = null) : ServicePlace
    {
        /// <summary>Whether others see and book its slots of a day.</summary>
        public bool IsActiveOn(LocalDate day) => Status == PlaceStatus.Active && !IsEndedOn(day);

        /// <summary>Whether a day lies after the end of the contract.</summary>
        public bool IsEndedOn(LocalDate day) => EndsOn <= day;
    }

    public sealed record Inconsistent(DomainEvent Event, StreamState Before) : ServicePlace, IInconsistent;

    public static ServicePlace Initial { get; } = new Absent();

    /// <summary>Gathers events and never refuses one: whatever was recorded has happened.</summary>
    public static ServicePlace Evolve(ServicePlace state, DomainEvent happened) =>
        (happened, state) switch
        {
            (ServicePlaceRegistered registered, Absent) => new Known(registered, PlaceStatus.Registered),
            (ServicePlaceActivated, Known { Status: PlaceStatus.Registered } known) =>
                known with { Status = PlaceStatus.Active },
            (ServicePlaceSuspended, Known { Status: PlaceStatus.Active } known) =>
                known with { Status = PlaceStatus.Suspended },
            (ServicePlaceResumed, Known { Status: PlaceStatus.Suspended } known) =>
                known with { Status = PlaceStatus.Active },
            (ContractEnded ended, Known { EndsOn: null } known) => known with { EndsOn = ended.EffectiveOn },
            (ContractSettled, Known { EndsOn: not null, Settled: false } known) => known with { Settled = true },
            (ServicePlaceMoved moved, Known known) =>
                known with { Registration = known.Registration with { ProviderCode = moved.ProviderCode } },
            (NotificationEndpointSet set, Known known) => known with { Endpoint = set.Url },
            _ => new Inconsistent(happened, state),
        };
}

/// <summary>How far a place is in its life.</summary>
public enum PlaceStatus
{
    /// <summary>Known, its slots hidden (pl. <i>nieaktywne</i>).</summary>
    Registered,

    /// <summary>Its slots are visible to everybody.</summary>
    Active,

    /// <summary>Hidden for the time being.</summary>
    Suspended,
}
