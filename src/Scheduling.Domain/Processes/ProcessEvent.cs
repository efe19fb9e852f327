using NodaTime;

namespace Scheduling.Domain.Processes;

/// <summary>The events of one run of something that touches many streams.</summary>
public abstract record ProcessEvent(Instant At) : DomainEvent(At)
{
    /// <summary>It began. What is left to do is found by looking, so nothing else is remembered.</summary>
    /// <param name="Place">The place concerned.</param>
    /// <param name="From">The first day concerned.</param>
    public sealed record ProcessStarted(ProcessKind Kind, PlaceId Place, LocalDate From, LocalDate? To, Instant At)
        : ProcessEvent(At);

    /// <summary>Nothing was left to do.</summary>
    public sealed record ProcessEnded(Instant At) : ProcessEvent(At);
}

/// <summary>What touches many.</summary>
public enum ProcessKind
{
    /// <summary>The end of a contract (art. 23g(12)).</summary>
    EndContract,

    /// <summary>A place cancels the visits of some days.</summary>
    CancelDays,
}
