using System.Diagnostics;
using Npgsql;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;

namespace Scheduling.Host.Storage;

/// <summary>
/// Decisions that will be appended in one piece: each sees the states as the ones before it left them. What they read
/// is
/// loaded with one query for each of the two steps, however many they are.
/// </summary>
internal sealed class DecisionBatch(
    EventStore store,
    IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies,
    IClock clock,
    NpgsqlConnection? within)
{
    private readonly Dictionary<StreamId, LoadedState> _loaded = [];
    private readonly Dictionary<StreamId, StreamVersion> _changed = [];
    private readonly List<PlannedEvent> _events = [];
    private readonly List<DecidedCommand> _commands = [];
    private readonly List<Due> _due = [];
    private readonly List<CausedNotice> _notices = [];
    private Instant _now = StoredTime.Floor(clock.GetCurrentInstant());
    private PolicyRef? _refusedUnder;

    /// <summary>Loads what some operations read.</summary>
    public async Task Load(IReadOnlyList<IOperation> operations, CancellationToken stop)
    {
        await LoadMissing(operations.SelectMany(operation => operation.Reads), stop);
        await LoadMissing(
            operations.SelectMany(operation => operation.ReadsNext(new Streams(StatesOf(operation.Reads)))), stop);
    }

    /// <summary>Decides a command and takes its events into the batch; the refusal where there is one.</summary>
    public async Task<Refusal?> Decide(Command command, CancellationToken stop)
    {
        var operation = command.Operation;
        await LoadMissing(operation.Reads, stop);
        if (await FindStale(command.Expected, stop) is { } stale)
        {
            _refusedUnder = null;
            return stale;
        }

        var first = new Streams(StatesOf(operation.Reads));
        var named = operation.ReadsNext(first).Where(stream => !first.Contains(stream)).ToList();

        // Of a group, a decision before this one may have led to other streams than were there to be seen.
        await LoadMissing(named, stop);
        var streams = named.Count == 0 ? first : first.With(StatesOf(named));
        switch (operation.Decide(streams, new OperationContext(_now, command.By, policies)))
        {
            case OperationDecision.Refused refused:
                _refusedUnder = refused.Policy;
                return refused.Reason;
            case OperationDecision.Accepted accepted:
                Take(command, accepted);
                return null;
            default:
                throw new UnreachableException();
        }
    }

    /// <summary>The same, with the refusal recorded where there is one.</summary>
    public async Task<Refusal?> DecideOrRefuse(Command command, CancellationToken stop)
    {
        var refusal = await Decide(command, stop);
        if (refusal is not null)
        {
            _commands.Add(new DecidedCommand(command, _now, _refusedUnder, refusal, 0, 0));
        }

        return refusal;
    }

    /// <summary>What was decided so far, refusals that were recorded among it, in order.</summary>
    public IReadOnlyList<DecidedCommand> Decided => _commands;

    /// <summary>Everything that was decided, as one append.</summary>
    public AppendRequest ToRequest() =>
        new()
        {
            // What records nothing need not be true any more when it is answered.
            Read = _events.Count == 0 ? [] : [.. _loaded.Select(each => new StreamRead(each.Key, each.Value.Version))],
            Events = _events,
            Commands = _commands,
            Due = _due,
            Notices = _notices,
            Inline = InlineChanges.Between(
                _changed.Select(each => (each.Key, _loaded[each.Key].State, each.Value.State))),
        };

    /// <summary>The record of a command that was refused.</summary>
    public AppendRequest ToRefusal(Command command, Refusal reason) =>
        new() { Commands = [new DecidedCommand(command, _now, _refusedUnder, reason, 0, 0)] };

    // It is among what was read from now on, so the append asserts it with the rest.
    private async Task<Refusal?> FindStale(ExpectedVersion? expected, CancellationToken stop)
    {
        if (expected is null)
        {
            return null;
        }

        await LoadMissing([expected.Stream], stop);
        var version = VersionOf(expected.Stream);
        return version == 0 ? Refusals.NotFound(expected.Stream)
            : expected.IsMetBy(version) ? null
            : Refusals.StaleVersion(expected.Stream, version);
    }

    private async Task LoadMissing(IEnumerable<StreamId> streams, CancellationToken stop)
    {
        var missing = streams.Where(stream => !_loaded.ContainsKey(stream)).Distinct().ToList();
        if (missing.Count == 0)
        {
            return;
        }

        foreach (var (stream, state) in await store.Load(missing, within, stop))
        {
            _loaded.Add(stream, state);

            // Instants never go back within a stream, whatever a machine's clock does.
            _now = state.LastAt is { } last ? Instant.Max(_now, last) : _now;
        }
    }

    private Dictionary<StreamId, StreamVersion> StatesOf(IEnumerable<StreamId> streams)
    {
        var states = new Dictionary<StreamId, StreamVersion>();
        foreach (var stream in streams)
        {
            states.TryAdd(
                stream,
                _changed.TryGetValue(stream, out var changed)
                    ? changed
                    : new StreamVersion(_loaded[stream].Version, _loaded[stream].State));
        }

        return states;
    }

    private void Take(Command command, OperationDecision.Accepted accepted)
    {
        _commands.Add(new DecidedCommand(command, _now, accepted.Policy, null, _events.Count, accepted.Events.Count));
        var versions = new Dictionary<StreamId, long>();
        var policy = accepted.Policy is { } reference ? policies[reference] : null;
        foreach (var planned in accepted.Events)
        {
            var (stream, happened) = planned;
            var version = versions.GetValueOrDefault(stream, VersionOf(stream)) + 1;
            versions[stream] = version;
            _events.Add(planned);
            var follows = Consequences.Of(stream, version, happened, accepted.After, command.By, policy);
            _due.AddRange(follows.Due);
            _notices.AddRange(follows.Notices.Select(notice => new CausedNotice(notice, _now, stream, version)));
        }

        foreach (var stream in versions.Keys)
        {
            _changed[stream] = accepted.After.All[stream];
        }
    }

    private long VersionOf(StreamId stream) =>
        _changed.TryGetValue(stream, out var changed) ? changed.Version : _loaded[stream].Version;
}
