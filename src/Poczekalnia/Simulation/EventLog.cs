using System.Runtime.InteropServices;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;

namespace Poczekalnia.Simulation;

/// <summary>One event as the log keeps it.</summary>
/// <param name="Version">The number of the event within its stream, from 1.</param>
public readonly record struct RecordedEvent(long Position, StreamId Stream, long Version, DomainEvent Event);

/// <summary>
/// The model of the Host's event store: positions increase, versions have no gaps, and an append fails as a whole when
/// any stream it read has moved. It keeps the state of every stream and forgets the events once they were handed on.
/// </summary>
public sealed class EventLog
{
    private readonly Dictionary<StreamId, StreamVersion> _streams = [];

    /// <summary>The position of the last event; 0 while there is none.</summary>
    public long Head { get; private set; }

    /// <summary>The instant of the last event.</summary>
    public Instant LastInstant { get; private set; } = Instant.MinValue;

    /// <summary>How many streams have at least one event.</summary>
    public int StreamCount => _streams.Count;

    /// <summary>The version and state of a stream.</summary>
    public StreamVersion Read(StreamId stream) =>
        _streams.TryGetValue(stream, out var found)
            ? found
            : new StreamVersion(0, StreamStates.Initial(stream.Kind));

    /// <summary>The state of a stream.</summary>
    public StreamState StateOf(StreamId stream) => Read(stream).State;

    /// <summary>Appends in one piece, or not at all.</summary>
    /// <returns>The events with their positions; nothing when a stream read has moved since.</returns>
    public RecordedEvent[]? Append(StreamTable read, IReadOnlyList<PlannedEvent> events)
    {
        foreach (var (stream, expected) in read.Span)
        {
            // An old answer about the window is only stricter (design: the one exemption).
            if (stream.Kind != StreamKind.Window && Read(stream).Version != expected.Version)
            {
                return null;
            }
        }

        var recorded = new RecordedEvent[events.Count];
        for (var i = 0; i < recorded.Length; i++)
        {
            var (stream, happened) = events[i];
            ref var last = ref CollectionsMarshal.GetValueRefOrAddDefault(_streams, stream, out var exists);
            var state = exists ? last.State : StreamStates.Initial(stream.Kind);
            last = new StreamVersion(last.Version + 1, StreamStates.Evolve(stream.Kind, state, happened));
            Head++;
            LastInstant = happened.At;
            recorded[i] = new RecordedEvent(Head, stream, last.Version, happened);
        }

        return recorded;
    }
}
