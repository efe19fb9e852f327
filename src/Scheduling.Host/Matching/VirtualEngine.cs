using Npgsql;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Matching;
using Scheduling.Host.DueTasks;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Matching;

/// <summary>
/// The engine on a virtual clock: nothing goes on by itself, and what is due is done one item after the other. So the
/// same commands at the same instants come to the same end, as they do in the simulator.
/// </summary>
public sealed class VirtualEngine
{
    private readonly NpgsqlDataSource _source;
    private readonly EventStore _store;
    private readonly Executor _executor;
    private readonly IReadOnlyDictionary<PolicyRef, SchedulingPolicy> _policies;
    private readonly VirtualClock _clock;
    private readonly DueWorker _worker;
    private readonly SortedDictionary<ScopeCode, ScopeMatching> _matchers = [];

    public VirtualEngine(
        NpgsqlDataSource source, IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies, VirtualClock clock)
    {
        (_source, _policies, _clock) = (source, policies, clock);
        _store = new EventStore(source);
        _executor = new Executor(_store, new CommandLog(source), policies, clock);
        _worker = new DueWorker(source, _store, _executor, policies, clock, DueWorkOptions.Virtual);
        Queue = new DueItems(source);
    }

    /// <summary>What is due.</summary>
    public DueItems Queue { get; }

    /// <summary>What the clock shows.</summary>
    public Instant Now => _clock.GetCurrentInstant();

    /// <summary>Runs one command; matcher and due work have their turn when the engine settles.</summary>
    public Task<Outcome> Run(Command command, CancellationToken stop = default) => _executor.Run(command, stop);

    /// <summary>
    /// Lets matchers and due work handle the log to its head: at rest nothing is due by now and no waiting entry fits
    /// an
    /// open slot.
    /// </summary>
    public async Task Settle(CancellationToken stop = default)
    {
        do
        {
            await Match(stop);
        }
        while (await _worker.RunNext(stop));
    }

    /// <summary>Does everything that is due before an instant, each thing at its own time, and sets the clock
    /// there.</summary>
    public async Task AdvanceTo(Instant target, CancellationToken stop = default)
    {
        while (await Queue.NextAt(stop) is { } next && next < target)
        {
            _clock.MoveTo(next);
            await Settle(stop);
        }

        _clock.MoveTo(target);
    }

    private async Task Match(CancellationToken stop)
    {
        await FindScopes(stop);
        foreach (var matcher in _matchers.Values)
        {
            while (await matcher.Step(stop))
            {
                // Step does the work.
            }
        }
    }

    private async Task FindScopes(CancellationToken stop)
    {
        foreach (var scope in await OpenScopes.Find(_source, stop))
        {
            if (!_matchers.ContainsKey(scope))
            {
                _matchers.Add(
                    scope, new ScopeMatching(scope, _store, _executor, _policies, _clock, new RankIndex()));
            }
        }
    }
}
