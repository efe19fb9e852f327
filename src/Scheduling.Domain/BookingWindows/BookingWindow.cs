using NodaTime;
using static Scheduling.Domain.BookingWindows.BookingWindowEvent;

namespace Scheduling.Domain.BookingWindows;

/// <summary>How far ahead one scope may be booked.</summary>
public abstract record BookingWindow : StreamState
{
    private BookingWindow() { }

    /// <summary>The scope takes no part in the central registration.</summary>
    public sealed record Absent : BookingWindow;

    /// <summary>The scope takes part.</summary>
    /// <param name="Through">The last day that may be booked, included; nothing before the first advance.</param>
    /// <param name="SweptThrough">The last day whose slots were all offered to the waiting room.</param>
    public sealed record Opened(
        ScopeCode Scope, PolicyRef? Policy = null, LocalDate? Through = null, LocalDate? SweptThrough = null)
        : BookingWindow
    {
        public bool Includes(LocalDate day) => day <= Through;
    }

    public sealed record Inconsistent(DomainEvent Event, StreamState Before) : BookingWindow, IInconsistent;

    public static BookingWindow Initial { get; } = new Absent();

    /// <summary>Gathers events and never refuses one: whatever was recorded has happened.</summary>
    public static BookingWindow Evolve(BookingWindow state, DomainEvent happened) =>
        (happened, state) switch
        {
            (ScopeOpened opened, Absent) => new Opened(opened.Scope),
            (PolicyAdopted adopted, Opened window) => window with { Policy = adopted.Policy },
            (WindowAdvanced advanced, Opened window) => window with { Through = advanced.Through },
            (WindowSwept swept, Opened window) => window with { SweptThrough = swept.Through },
            _ => new Inconsistent(happened, state),
        };
}
