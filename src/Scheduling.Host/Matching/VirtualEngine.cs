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
    private readonly CommandLog _commands;
    private readonly Executor _executor;
    private readonly IReadOnlyDictionary<PolicyRef, SchedulingPolicy> _policies;
    private readonly VirtualClock _clock;
    private readonly DueWorker _worker;
    private readonly SortedDictionary<ScopeCode, ScopeMatching> _matchers = [];
    private (long Horizon, Instant Now)? _rested;

    public VirtualEngine(
        NpgsqlDataSource source, IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies, VirtualClock clock)
        : this(source, new EventStore(source), policies, clock)
    {
    }

    /// <summary>The same with a store that others use too, so that each hears of what the other appends.</summary>
    public VirtualEngine(
        NpgsqlDataSource source, EventStore store, IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies,
        VirtualClock clock)
    {
        (_source, _store, _policies, _clock) = (source, store, policies, clock);
        _commands = new CommandLog(source);
        _executor = new Executor(_store, _commands, policies, clock);
        _worker = new DueWorker(source, _store, _executor, policies, clock, DueWorkOptions.Virtual);
        Queue = new DueItems(source);
    }

    /// <summary>What is due.</summary>
    public DueItems Queue { get; }

    /// <summary>What the clock shows.</summary>
    public Instant Now => _clock.GetCurrentInstant();

    /// <summary>Decisions of a matcher in one append.</summary>
    public int GroupSize { get; init; } = Limits.ProposalsPerGroup;

    /// <summary>While false the matchers rest, as when no node owns them.</summary>
    public bool MatcherRuns { get; set; } = true;

    /// <summary>Told now and then that work is going on.</summary>
    public Action<VirtualEngine>? Progress { get; init; }

    /// <summary>Whether nothing was ever asked of this engine.</summary>
    public Task<bool> IsUnused(CancellationToken stop = default) => StoredClock.IsUnused(_source, stop);

    /// <summary>The answers to those of some commands that came before.</summary>
    public Task<IReadOnlyDictionary<Guid, Outcome>> AnswersTo(
        IReadOnlyCollection<Command> asked, CancellationToken stop = default) =>
        _commands.AnswersTo(asked, stop: stop);

    /// <summary>Runs commands, in their order and in one append; matcher and due work have their turn when the engine
    /// settles.</summary>
    /// <returns>What became of each.</returns>
    public Task<IReadOnlyList<Outcome>> RunAll(IReadOnlyList<Command> commands, CancellationToken stop = default) =>
        _executor.RunAll(commands, stop);

    /// <summary>
    /// Lets matchers and due work handle the log to its head: at rest nothing is due by now and no waiting entry fits
    /// an
    /// open slot.
    /// </summary>
    public async Task Settle(CancellationToken stop = default)
    {
        // What a kill cut off in the middle of a page is ended first: a matcher that saw half of those who return would
        // give to others what it gives when it sees all.
        var isWhole = !await BegunPages.IsAny(_source, Now, stop);
        do
        {
            if (isWhole && MatcherRuns)
            {
                await Match(stop);
            }

            isWhole = true;
            Progress?.Invoke(this);
        }
        while (await _worker.RunNext(stop));
    }

    /// <summary>
    /// Settles as an engine does that is killed on the way: once so many of its own commands are recorded at the
    /// present instant, it is gone before the next append. What it knew is gone too: <see cref="StartAt"/> is next.
    /// </summary>
    /// <param name="commands">Counted from the last command that was given; those of an earlier start count.</param>
    /// <param name="own">The stored names of the operations of its own.</param>
    public async Task SettleUntilKilled(
        long commands, IReadOnlyCollection<string> own, CancellationToken stop = default)
    {
        _executor.Appending = async cancel =>
        {
            if (await _commands.CountOwnSinceGiven(Now, own, cancel) >= commands)
            {
                throw new KilledException();
            }
        };
        try
        {
            await Settle(stop);
        }
        catch (KilledException)
        {
            // What was not appended by now never happened.
        }
        finally
        {
            _executor.Appending = null;
        }
    }

    /// <summary>
    /// Starts again at an instant: everything but the log and the due work is read anew, and what was due in between is
    /// done when the engine settles.
    /// </summary>
    public async Task StartAt(Instant instant, CancellationToken stop = default)
    {
        await StoredClock.Skip(_source, instant, stop);
        _clock.MoveTo(StoredTime.Floor(instant));
        _matchers.Clear();
        _rested = null;
    }

    /// <summary>Does everything that is due before an instant, each thing at its own time, and sets the clock
    /// there.</summary>
    public async Task AdvanceTo(Instant target, CancellationToken stop = default)
    {
        // The clock of the database is moved before anything is done at the new instant: whoever goes on after a kill
        // goes on at it.
        var goal = StoredTime.Floor(target);
        while (goal > Now)
        {
            var reached = await StoredClock.Advance(_source, goal, stop);
            _clock.MoveTo(reached);
            if (reached < goal)
            {
                await Settle(stop);
            }
        }
    }

    private async Task Match(CancellationToken stop)
    {
        // Where nothing was appended and no time has passed everybody has been asked.
        var asked = (await _store.Horizon(stop: stop), Now);
        if (asked == _rested)
        {
            return;
        }

        await AskMatchers(stop);
        _rested = asked == (await _store.Horizon(stop: stop), Now) ? asked : null;
    }

    private async Task AskMatchers(CancellationToken stop)
    {
        await FindScopes(stop);
        foreach (var matcher in _matchers.Values)
        {
            while (await matcher.Step(stop))
            {
                Progress?.Invoke(this);
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
                    scope, new ScopeMatching(scope, _store, _executor, _policies, _clock, new RankIndex())
                    {
                        GroupSize = GroupSize,
                    });
            }
        }
    }

    /// <summary>The engine is gone in the middle of what it did: not a failure of what was being done.</summary>
    private sealed class KilledException : OperationCanceledException;
}
