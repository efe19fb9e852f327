using NodaTime;
using Scheduling.Domain.Operations;

namespace Scheduling.Domain.Tests.Operations.Language;

/// <summary>
/// All streams in memory. It runs operations as the shells do: load in two steps, decide, append in one piece.
/// </summary>
public sealed class World
{
    private readonly Dictionary<StreamId, StreamVersion> _streams = [];
    private readonly List<PlannedEvent> _log = [];

    /// <summary>Every event, in order; the position of the first is 1.</summary>
    public IReadOnlyList<PlannedEvent> Log => _log;

    /// <summary>Every stream that has an event.</summary>
    public IReadOnlyDictionary<StreamId, StreamVersion> Streams => _streams;

    public StreamVersion Read(StreamId stream) =>
        _streams.TryGetValue(stream, out var found)
            ? found
            : new StreamVersion(0, StreamStates.Initial(stream.Kind));

    public StreamState StateOf(StreamId stream) => Read(stream).State;

    /// <summary>What an operation answers now; nothing is recorded.</summary>
    public OperationDecision Decide(IOperation operation, Actor by, Instant now) =>
        operation.Decide(ReadFor(operation), new OperationContext(now, by, TestPolicies.All));

    /// <summary>The streams that an operation reads; the shells append only if every one is still as it was.</summary>
    public Streams ReadFor(IOperation operation)
    {
        var first = new Streams(Load(operation.Reads));
        var next = operation.ReadsNext(first).Where(stream => !first.Contains(stream));
        return first.With(Load(next));
    }

    /// <summary>Records events.</summary>
    public void Append(IEnumerable<PlannedEvent> events)
    {
        foreach (var planned in events)
        {
            var before = Read(planned.Stream);
            var state = StreamStates.Evolve(planned.Stream.Kind, before.State, planned.Event);
            _streams[planned.Stream] = new StreamVersion(before.Version + 1, state);
            _log.Add(planned);
        }
    }

    /// <summary>The same world, which goes its own way from now on.</summary>
    public World Copy()
    {
        var copy = new World();
        copy._log.AddRange(_log);
        foreach (var (stream, read) in _streams)
        {
            copy._streams.Add(stream, read);
        }

        return copy;
    }

    private IEnumerable<KeyValuePair<StreamId, StreamVersion>> Load(IEnumerable<StreamId> streams) =>
        streams.Distinct().Select(stream => KeyValuePair.Create(stream, Read(stream)));
}
