using NodaTime;

namespace Scheduling.Domain.BookingWindows;

/// <summary>
/// The events of one scope's booking window (pl. <i>okres weryfikacji dostępnych
/// terminów</i>, Dz.U. 2025 poz. 1871 § 5).
/// </summary>
public abstract record BookingWindowEvent(Instant At) : DomainEvent(At)
{
    /// <summary>The scope takes part in the central registration.</summary>
    public sealed record ScopeOpened(ScopeCode Scope, Instant At) : BookingWindowEvent(At);

    /// <summary>From now on the scope is decided by this policy; its entries are all tried once.</summary>
    public sealed record PolicyAdopted(PolicyRef Policy, Instant At) : BookingWindowEvent(At);

    /// <summary>A further day may be booked (pl. <i>odblokowanie terminów</i>).</summary>
    /// <param name="Through">The last day of the window, included.</param>
    public sealed record WindowAdvanced(LocalDate Through, Instant At) : BookingWindowEvent(At);

    /// <summary>Every slot of the days unblocked was offered to the waiting room.</summary>
    public sealed record WindowSwept(LocalDate Through, Instant At) : BookingWindowEvent(At);
}
