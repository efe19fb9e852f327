using static Scheduling.Domain.Processes.ProcessEvent;

namespace Scheduling.Domain.Processes;

/// <summary>
/// One run of something that touches many streams. It keeps no cursor: what is left is found by looking.
/// </summary>
public abstract record Process : StreamState
{
    private Process() { }

    public sealed record Absent : Process;

    public sealed record Running(ProcessStarted Task) : Process;

    public sealed record Ended(ProcessStarted Task) : Process;

    public sealed record Inconsistent(DomainEvent Event, StreamState Before) : Process, IInconsistent;

    public static Process Initial { get; } = new Absent();

    /// <summary>Gathers events and never refuses one: whatever was recorded has happened.</summary>
    public static Process Evolve(Process state, DomainEvent happened) =>
        (happened, state) switch
        {
            (ProcessStarted started, Absent) => new Running(started),
            (ProcessEnded, Running running) => new Ended(running.Task),
            _ => new Inconsistent(happened, state),
        };
}
