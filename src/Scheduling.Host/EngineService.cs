using System.Collections.Concurrent;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Matching;
using Scheduling.Host.Auditing;
using Scheduling.Host.DueTasks;
using Scheduling.Host.Matching;
using Scheduling.Host.Notices;
using Scheduling.Host.ReadModels;
using Scheduling.Host.Storage;
using Scheduling.Host.Subscriptions;

namespace Scheduling.Host;

/// <summary>
/// One node of the engine on one database: due work side by side, and the matcher of every scope that no other node
/// owns.
/// Any number of nodes share a database.
/// </summary>
public sealed class EngineService : IAsyncDisposable
{
    // As many as keep a small database busy without starving those who ask.
    private const int DueWorkers = 4;
    private static readonly TimeSpan LookForDueWorkEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LookForScopesEvery = TimeSpan.FromSeconds(1);

    private readonly Database _database;
    private readonly IReadOnlyDictionary<PolicyRef, SchedulingPolicy> _policies;
    private readonly IClock _clock;
    private readonly Action<string> _log;
    private readonly Ownership _ownership;
    private readonly NodeSignals _signals;
    private readonly ConcurrentDictionary<ScopeCode, ScopeMatching> _matchings = [];

    /// <param name="log">Told of what went wrong, for an operator.</param>
    /// <param name="isDriven">
    /// Whether the clock, a virtual one, is moved only by whoever asks this node, which then does everything that is
    /// due by itself and in order. It must be the only node of its database.
    /// </param>
    public EngineService(
        Database database,
        IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies,
        IClock clock,
        Action<string> log,
        bool isDriven = false)
    {
        (_database, _policies, _clock, _log) = (database, policies, clock, log);
        Store = new EventStore(database.Source);
        Executor = new Executor(Store, new CommandLog(database.Source), policies, clock);
        _ownership = new Ownership(database.Connection);
        _signals = new NodeSignals(database.Connection, Store);
        Virtual = isDriven ? new VirtualNode(database, Store, policies, (VirtualClock)clock, log) : null;
    }

    /// <summary>How long the auditor waits between two looks.</summary>
    public TimeSpan AuditEvery { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Sends notices; nothing where none go out. Those go out that are decided over a database which
    /// <see cref="Database(string, bool)"/> says sends.</summary>
    internal NoticeService? Notices { get; init; }

    /// <summary>The clock that the engine goes by.</summary>
    public IClock Clock => _clock;

    public EventStore Store { get; }

    public Executor Executor { get; }

    /// <summary>The last position that each matcher of this node has read.</summary>
    public IReadOnlyDictionary<ScopeCode, long> MatcherPositions =>
        _matchings.ToDictionary(each => each.Key, each => each.Value.Position);

    /// <summary>Every policy that a scope may have adopted.</summary>
    public IReadOnlyDictionary<PolicyRef, SchedulingPolicy> Policies => _policies;

    /// <summary>What moves the clock; nothing where it moves by itself.</summary>
    public VirtualNode? Virtual { get; }

    /// <summary>What this node owns now.</summary>
    public IReadOnlyCollection<string> Owned => _ownership.Owned;

    /// <summary>Works until it is told to stop; what is in hand is finished or given up as a whole.</summary>
    public async Task Run(CancellationToken stop) =>
        await Task.WhenAll(
        [
            .. Virtual is null
                ? [.. DueWork(stop), OwnMatchers(stop)]
                : (Task[])[Virtual.Run(stop)],
            OwnAuditor(stop), .. OwnReadModels(stop), .. OwnDeliveries(stop),
        ]);

    public async ValueTask DisposeAsync()
    {
        await _signals.DisposeAsync();
        await _ownership.DisposeAsync();
        Virtual?.Dispose();
    }

    // Hardly an append makes work that is due at once, so one of them looks whenever something was appended. It calls
    // the others when there was something.
    private IEnumerable<Task> DueWork(CancellationToken stop)
    {
        var crew = new Wakeup(LookForDueWorkEvery);
        return Enumerable.Range(0, DueWorkers).Select(each => DoDueWork(each == 0 ? Store.Wakeup : crew, crew, stop));
    }

    private async Task DoDueWork(Wakeup wakeup, Wakeup crew, CancellationToken stop)
    {
        var worker = new DueWorker(_database.Source, Store, Executor, _policies, _clock, DueWorkOptions.Real);
        while (!stop.IsCancellationRequested)
        {
            var signal = wakeup.Next;
            try
            {
                if (await worker.RunNext(stop))
                {
                    crew.Call();
                }
                else
                {
                    await signal.Wait(stop);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // It was told to stop.
            }
            catch (Npgsql.NpgsqlException lost)
            {
                _log($"due work: {lost.Message}");
                await Pause(stop);
            }
        }
    }

    private IEnumerable<Task> OwnReadModels(CancellationToken stop) =>
        ReadModel.All.Select(model => _ownership.RunOwned(
            model.Checkpoint,
            owned => new ReadModelReader(_database.Source, Store, model).Follow(Store.Wakeup, owned),
            failed => _log($"read model {model.Name}: {failed.Message}"),
            stop));

    private IEnumerable<Task> OwnDeliveries(CancellationToken stop) =>
        Notices?.Loops(_database.Source, Store, _policies, _clock).Select(each => _ownership.RunOwned(
            each.Name,
            owned => each.Loop.Follow(Store.Wakeup, owned),
            failed => _log($"{each.Name}: {failed.Message}"),
            stop)) ?? [];

    private async Task OwnMatchers(CancellationToken stop)
    {
        var matchers = new Dictionary<ScopeCode, Task>();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                foreach (var scope in await OpenScopes.Find(_database.Source, stop))
                {
                    if (!matchers.ContainsKey(scope))
                    {
                        matchers.Add(scope, Own(scope, stop));
                    }
                }
            }
            catch (Npgsql.NpgsqlException lost)
            {
                _log($"matchers: {lost.Message}");
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // It was told to stop.
            }

            await Pause(stop);
        }

        await Task.WhenAll(matchers.Values);
    }

    // Whoever comes to own a scope begins with what an owner before it has kept, and reads on from there.
    private Task Own(ScopeCode scope, CancellationToken stop) =>
        _ownership.RunOwned(
            $"matcher/{scope}",
            owned => Match(scope, owned),
            failed => _log($"matcher of {scope}: {failed.Message}"),
            stop);

    private async Task Match(ScopeCode scope, CancellationToken owned)
    {
        var matching = new ScopeMatching(scope, Store, Executor, _policies, _clock, new RankIndex())
        {
            Snapshots = new MatcherSnapshots(_database.Source, _policies),
        };
        _matchings[scope] = matching;
        try
        {
            await matching.Follow(owned);
        }
        finally
        {
            _matchings.TryRemove(scope, out _);
        }
    }

    // One node looks for all.
    private Task OwnAuditor(CancellationToken stop) =>
        _ownership.RunOwned(
            "auditor",
            new AuditLoop(
                new Auditor(_database.Source, Store), new SnapshotAuditor(_database.Source, Store, _policies, _clock),
                Store, _log)
            {
                Every = AuditEvery, Kept = new AuditFindings(_database.Source),
            }.Follow,
            failed => _log($"auditor: {failed.Message}"),
            stop);

    private static async Task Pause(CancellationToken stop)
    {
        try
        {
            await Task.Delay(LookForScopesEvery, stop);
        }
        catch (OperationCanceledException)
        {
            // The caller looks whether it is to stop.
        }
    }
}
