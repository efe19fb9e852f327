using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Operations;

namespace Poczekalnia.Simulation;

/// <summary>
/// The simulator's one executor: load, decide, append, and decide again when somebody else was faster. It knows no
/// operation; the Host's executor is its twin on PostgreSQL.
/// </summary>
public sealed class Executor(
    EventLog log, IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies, IRunListener listener)
{
    private readonly Dictionary<Guid, Outcome> _answered = [];
    private readonly Func<StreamId, StreamVersion> _read = log.Read;

    /// <summary>What the clock shows.</summary>
    public Instant Clock { get; set; }

    /// <summary>
    /// Asked before each append; an answer of true makes the decision stale once. A fault of the simulator.
    /// </summary>
    public Func<bool> LosesRace { get; set; } = () => false;

    /// <summary>
    /// Decides and appends one command; one that came before gets the same answer and records nothing.
    /// </summary>
    public Outcome Run(Command command)
    {
        if (_answered.TryGetValue(command.Id, out var before))
        {
            return before;
        }

        for (var attempt = 0; attempt < Limits.DecideAttempts; attempt++)
        {
            var now = Now;
            var streams = Streams.Load(command.Operation, _read);
            switch (command.Operation.Decide(streams, new OperationContext(now, command.By, policies)))
            {
                case OperationDecision.Refused refused:
                    return Answer(command, new Outcome(0, 0, refused.Reason), now, refused.Policy);
                case OperationDecision.Accepted accepted:
                    if (!LosesRace() && log.Append(streams.All, accepted.Events) is { } recorded)
                    {
                        return Record(new Batch.Member(command, accepted), recorded, now);
                    }

                    break;
                default:
                    throw new System.Diagnostics.UnreachableException();
            }
        }

        return Answer(command, new Outcome(0, 0, Refusals.Busy), Now, null);
    }

    /// <summary>
    /// Decides a group of the matcher and appends it in one piece. Nothing is recorded when a member is refused or a
    /// stream has moved: the matcher reads on and proposes again.
    /// </summary>
    public bool RunGroup(IReadOnlyList<Command> group)
    {
        var now = Now;
        var batch = new Batch(log);
        foreach (var command in group)
        {
            var context = new OperationContext(now, command.By, policies);
            if (batch.Decide(command.Operation, context) is not OperationDecision.Accepted accepted)
            {
                return false;
            }

            batch.Take(command, accepted);
        }

        if (LosesRace() || log.Append(batch.Read, batch.Events) is not { } recorded)
        {
            return false;
        }

        var done = 0;
        foreach (var member in batch.Members)
        {
            var count = member.Accepted.Events.Count;
            Record(member, recorded.AsSpan(done, count), now);
            done += count;
        }

        return true;
    }

    // Instants never go back within a stream, whatever a machine's clock does.
    private Instant Now => Instant.Max(Clock, log.LastInstant);

    private Outcome Record(Batch.Member member, ReadOnlySpan<RecordedEvent> events, Instant now)
    {
        var outcome = events.Length == 0
            ? new Outcome(0, 0, null)
            : new Outcome(events[0].Position, events[^1].Position, null);
        Answer(member.Command, outcome, now, member.Accepted.Policy);
        foreach (var recorded in events)
        {
            listener.OnEvent(recorded, member.Command);
        }

        foreach (ref readonly var recorded in events)
        {
            Follow(recorded, member, now);
        }

        return outcome;
    }

    private void Follow(in RecordedEvent recorded, Batch.Member member, Instant now)
    {
        var consequences = Consequences.Of(
            recorded.Stream, recorded.Version, recorded.Event, member.Accepted.After, member.Command.By,
            member.Accepted.Policy is { } policy ? policies[policy] : null);
        foreach (var notice in consequences.Notices)
        {
            listener.OnNotice(notice, now, recorded.Position);
        }

        foreach (var due in consequences.Due)
        {
            listener.OnDue(due);
        }
    }

    private Outcome Answer(Command command, Outcome outcome, Instant now, PolicyRef? policy)
    {
        _answered[command.Id] = outcome;
        listener.OnCommand(command, outcome, now, policy);
        return outcome;
    }
}

/// <summary>Hears everything that a run records, in order: a command, its events, its notices and due work.</summary>
public interface IRunListener
{
    void OnCommand(Command command, Outcome outcome, Instant now, PolicyRef? policy);

    void OnEvent(RecordedEvent recorded, Command command);

    /// <param name="cause">The position of the event that caused it; nothing for a reminder.</param>
    void OnNotice(NoticeIntent notice, Instant at, long? cause);

    void OnDue(Due due);

    /// <summary>Tells after what something was taken from the engine or given back.</summary>
    void OnInterruption(Interruption what, Instant at)
    {
        // Who only follows what was recorded need not know.
    }
}
