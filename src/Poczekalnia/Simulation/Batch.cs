using Scheduling.Domain;
using Scheduling.Domain.Operations;

namespace Poczekalnia.Simulation;

/// <summary>
/// Decisions that will be appended in one piece: each sees the states as the ones before it left them.
/// </summary>
internal sealed class Batch(EventLog log)
{
    private readonly Dictionary<StreamId, StreamVersion> _changed = [];
    private readonly Dictionary<StreamId, long> _read = [];
    private readonly List<Member> _members = [];

    public IReadOnlyList<Member> Members => _members;

    /// <summary>Every stream that was read, at the version it had in the log.</summary>
    public IEnumerable<StreamRead> Read => _read.Select(pair => new StreamRead(pair.Key, pair.Value));

    /// <summary>All events in order.</summary>
    public IReadOnlyList<PlannedEvent> Events =>
        _members.Count == 1
            ? _members[0].Accepted.Events
            : [.. _members.SelectMany(member => member.Accepted.Events)];

    /// <summary>Loads what an operation reads, in its two steps, and decides it.</summary>
    public OperationDecision Decide(IOperation operation, OperationContext context)
    {
        var first = new Streams(Load(operation.Reads));
        var next = Load(operation.ReadsNext(first).Where(stream => !first.Contains(stream)));
        return operation.Decide(next.Count == 0 ? first : first.With(next), context);
    }

    /// <summary>Takes an accepted decision into the batch.</summary>
    public void Take(Command command, OperationDecision.Accepted accepted)
    {
        _members.Add(new Member(command, accepted));
        foreach (var planned in accepted.Events)
        {
            _changed[planned.Stream] = accepted.After.All[planned.Stream];
        }
    }

    private Dictionary<StreamId, StreamVersion> Load(IEnumerable<StreamId> streams)
    {
        var loaded = new Dictionary<StreamId, StreamVersion>();
        foreach (var stream in streams)
        {
            if (loaded.ContainsKey(stream))
            {
                continue;
            }

            var stored = log.Read(stream);
            _read.TryAdd(stream, stored.Version);
            loaded.Add(stream, _changed.GetValueOrDefault(stream, stored));
        }

        return loaded;
    }

    /// <summary>A command and the decision it came to.</summary>
    internal readonly record struct Member(Command Command, OperationDecision.Accepted Accepted);
}
