using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Operations;

namespace Scheduling.Host.Storage;

/// <summary>A request as it reaches the engine.</summary>
/// <param name="Id">Names the request: the same one coming again is answered and not done again.</param>
/// <param name="Correlation">Common to everything that one outside request set going.</param>
/// <param name="Expected">What must still be so, or else it is refused; usually nothing.</param>
public sealed record Command(
    Guid Id, Guid Correlation, Actor By, IOperation Operation, ExpectedVersion? Expected = null);

/// <summary>The version of a record that somebody has seen who now wants it changed.</summary>
/// <param name="Stream">The record.</param>
/// <param name="AnyOf">One of these; nothing where it only has to be there.</param>
public sealed record ExpectedVersion(StreamId Stream, ValueList<long>? AnyOf)
{
    /// <summary>Whether a version is the one that was expected.</summary>
    public bool IsMetBy(long version) => AnyOf is not { } any || any.Contains(version);
}

/// <summary>A stream and the version a decision rests on.</summary>
public readonly record struct StreamRead(StreamId Stream, long Version);

/// <summary>One event as the store keeps it.</summary>
/// <param name="Position">Increasing; there may be gaps.</param>
/// <param name="Version">The number of the event within its stream, from 1.</param>
/// <param name="Correlation">That of its command; nothing for an event that came without one.</param>
/// <param name="Causation">The identity of its command; nothing for an event that came without one.</param>
public sealed record StoredEvent(
    long Position, StreamId Stream, long Version, DomainEvent Event, Guid? Correlation, Guid? Causation);

/// <summary>A stretch of the log.</summary>
/// <param name="ReadTo">Up to here nothing else can appear: the next page begins behind it.</param>
public sealed record LogPage(IReadOnlyList<StoredEvent> Events, long ReadTo);

/// <summary>A stream as it was read.</summary>
/// <param name="LastAt">The instant of its last event; nothing before the first.</param>
public sealed record LoadedState(long Version, StreamState State, Instant? LastAt);

/// <summary>A command that was decided, with its outcome.</summary>
/// <param name="Now">The instant it was decided at.</param>
/// <param name="Policy">The policy it was decided by; nothing where none is read.</param>
/// <param name="Refusal">Why it was refused; nothing when it was accepted.</param>
/// <param name="First">The index of its first event in the append.</param>
/// <param name="Count">How many events it has.</param>
public sealed record DecidedCommand(
    Command Command, Instant Now, PolicyRef? Policy, Refusal? Refusal, int First, int Count);

/// <summary>A notice and the event that caused it.</summary>
/// <param name="Stream">The stream of that event; nothing for a reminder.</param>
/// <param name="Version">The number of that event within its stream.</param>
public sealed record CausedNotice(NoticeIntent Notice, Instant At, StreamId? Stream, long Version);

/// <summary>All that is written in one piece, or not at all.</summary>
public sealed record AppendRequest
{
    /// <summary>Every stream that was read, written or not, each once.</summary>
    public IReadOnlyCollection<StreamRead> Read { get; init; } = [];

    /// <summary>In the order of their positions. A stream that is written is among those read.</summary>
    public IReadOnlyList<PlannedEvent> Events { get; init; } = [];

    /// <summary>In the order of their events.</summary>
    public IReadOnlyList<DecidedCommand> Commands { get; init; } = [];

    /// <summary>Due work that is done with this append.</summary>
    public IReadOnlyCollection<Due> Done { get; init; } = [];

    /// <summary>Work to be done later.</summary>
    public IReadOnlyCollection<Due> Due { get; init; } = [];

    public IReadOnlyCollection<CausedNotice> Notices { get; init; } = [];

    public InlineChanges Inline { get; init; } = InlineChanges.None;
}

/// <summary>What became of an append.</summary>
public enum AppendStatus
{
    /// <summary>Everything was written.</summary>
    Appended,

    /// <summary>A stream that was read has another version now; nothing was written.</summary>
    StreamMoved,

    /// <summary>A command of this identity was answered before; nothing was written.</summary>
    AnsweredBefore,
}

/// <summary>What became of an append, and where its events stand.</summary>
/// <param name="Positions">One for each event, increasing; empty when nothing was written.</param>
public sealed record AppendResult(AppendStatus Status, IReadOnlyList<long> Positions);
