using Scheduling.Domain;
using Scheduling.Domain.Operations;

namespace Poczekalnia.Simulation;

/// <summary>
/// Decisions that will be appended in one piece: each sees the states as the ones before it left them.
/// </summary>
internal sealed class Batch
{
    private readonly EventLog _log;
    private readonly StreamTable _read = new();
    private readonly StreamTable _changed = new();
    private readonly List<Member> _members = [];
    private readonly List<PlannedEvent> _events = [];
    private readonly Func<StreamId, StreamVersion> _load;

    public Batch(EventLog log)
    {
        _log = log;
        _load = Load;
    }

    public IReadOnlyList<Member> Members => _members;

    /// <summary>Every stream that was read, as it stood in the log.</summary>
    public StreamTable Read => _read;

    /// <summary>All events in order.</summary>
    public IReadOnlyList<PlannedEvent> Events => _events;

    /// <summary>Loads what an operation reads, in its two steps, and decides it.</summary>
    public OperationDecision Decide(IOperation operation, OperationContext context) =>
        operation.Decide(Streams.Load(operation, _load), context);

    /// <summary>Takes an accepted decision into the batch.</summary>
    public void Take(Command command, OperationDecision.Accepted accepted)
    {
        _members.Add(new Member(command, accepted));
        _events.AddRange(accepted.Events);
        foreach (var planned in accepted.Events)
        {
            _changed.Set(planned.Stream, accepted.After.All[planned.Stream]);
        }
    }

    private StreamVersion Load(StreamId stream)
    {
        if (_changed.TryGetValue(stream, out var changed))
        {
            return changed;
        }

        var stored = _log.Read(stream);
        _read.Set(stream, stored);
        return stored;
    }

    /// <summary>A command and the decision it came to.</summary>
    internal readonly record struct Member(Command Command, OperationDecision.Accepted Accepted);
}
