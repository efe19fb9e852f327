using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Operations;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Matching;

/// <summary>
/// The matcher of one scope on the log of the database: reads to where the log is whole, proposes a group, has it
/// decided
/// and appended in one piece, and reads on. One group is in flight at a time; when it is refused, or somebody else was
/// faster, the order book goes back to before it.
/// </summary>
public sealed class ScopeMatching
{
    /// <summary>So many events are read at a time.</summary>
    private const int PageSize = 5_000;

    // Somebody is always a little faster now and then; nobody is so often, unless what is proposed can never be.
    private const int GroupAttempts = 32;

    // Reading so many events takes about as long as putting back what was kept of a large scope.
    private const int KeepEvery = 200_000;

    // At a stop it is worth less: whoever comes next reads the rest.
    private const int KeepAtStop = 5_000;

    private readonly EventStore _store;
    private readonly Executor _executor;
    private readonly IClock _clock;
    private readonly MatcherFeed _feed;
    private readonly Allocator _allocator;
    private readonly ScopeLog _log;
    private int _lost;
    private long _keptAt;
    private Task _keeping = Task.CompletedTask;

    /// <param name="book">An empty order book.</param>
    public ScopeMatching(
        ScopeCode scope,
        EventStore store,
        Executor executor,
        IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies,
        IClock clock,
        IMatcher book)
    {
        (Scope, _store, _executor, _clock) = (scope, store, executor, clock);
        _feed = new MatcherFeed(book);
        _allocator = new Allocator(_feed);
        _log = new ScopeLog(scope, store, policies);
    }

    public ScopeCode Scope { get; }

    /// <summary>The last position read.</summary>
    public long Position => _feed.Position;

    /// <summary>Decisions of one append.</summary>
    public int GroupSize { get; init; } = Limits.ProposalsPerGroup;

    /// <summary>Where what it knows is kept; nothing where it is not.</summary>
    public MatcherSnapshots? Snapshots { get; init; }

    /// <summary>A group was decided and is committed.</summary>
    public event Action<IReadOnlyList<Proposal>>? Decided;

    /// <summary>Searches for the public.</summary>
    public OpenSlots Open => _allocator.OpenSlots;

    /// <summary>Of two matchers that hold the same, equal.</summary>
    public string Hash => StateHash.Of(_feed);

    /// <summary>Reads what is new and has the next group decided; false when there was nothing to decide.</summary>
    /// <exception cref="InvalidOperationException">What is proposed is refused, however often it is
    /// proposed.</exception>
    public async Task<bool> Step(CancellationToken stop = default)
    {
        await CatchUp(stop);

        // Here, where it has read what it decided: what is ahead of the position it is kept under is what no log says.
        KeepBeside();
        var group = _allocator.Propose(WarsawTime.LocalOf(_clock.GetCurrentInstant()), GroupSize);
        if (group.Count == 0)
        {
            return false;
        }

        if (await Decide(group, stop))
        {
            _lost = 0;
            Decided?.Invoke(group);
        }
        else if (++_lost > GroupAttempts)
        {
            throw new InvalidOperationException($"The matcher of {Scope} proposes what is refused: {group[0]}.");
        }

        return true;
    }

    /// <summary>
    /// Follows the log until it is told to stop; a group in flight is ended first. It begins with what was kept, and
    /// keeps what it knows now and then.
    /// </summary>
    public async Task Follow(CancellationToken stop)
    {
        await Restore(stop);
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var signal = _store.Wakeup.Next;
                if (!await Step(stop))
                {
                    await signal.Wait(stop);
                }
            }
        }
        finally
        {
            await _keeping;
            if (_feed.Position - _keptAt >= KeepAtStop)
            {
                await CatchUp(CancellationToken.None);
                await Keep(CancellationToken.None);
            }
        }
    }

    /// <summary>Begins with what was kept of an earlier matcher; false where the log has to be read.</summary>
    public async Task<bool> Restore(CancellationToken stop = default)
    {
        if (_feed.Position > 0 || Snapshots is null || await Snapshots.Find(Scope, stop) is not { } kept
            || kept.Position > await _store.Horizon(null, stop))
        {
            return false;
        }

        _feed.Restore(kept);
        _keptAt = kept.Position;
        return true;
    }

    /// <summary>Keeps what it knows for whoever comes next.</summary>
    public async Task Keep(CancellationToken stop = default)
    {
        if (Snapshots is not null)
        {
            var state = _feed.Capture();
            await Snapshots.Save(Scope, state, stop);
            _keptAt = state.Position;
        }
    }

    /// <summary>Reads to where the log is whole.</summary>
    public Task CatchUp(CancellationToken stop = default) => ReadTo(long.MaxValue, stop);

    /// <summary>The same and no further than a position.</summary>
    internal async Task ReadTo(long position, CancellationToken stop = default)
    {
        while (true)
        {
            var page = await _log.ReadAfter(_feed.Position, PageSize, stop);
            foreach (var happened in page.Events)
            {
                if (happened.Position > position)
                {
                    return;
                }

                if (_log.Of(happened) is { } told)
                {
                    _feed.Apply(told);
                }

                _feed.ReadTo(happened.Position);
            }

            _feed.ReadTo(page.ReadTo);
            if (page.Events.Count < PageSize)
            {
                return;
            }
        }
    }

    // Written down by somebody else, for it may take seconds and nobody should wait for it. What goes wrong is told
    // when the next one is due.
    private void KeepBeside()
    {
        if (Snapshots is { } snapshots && _keeping.IsCompleted && _feed.Position - _keptAt >= KeepEvery)
        {
            _keeping.GetAwaiter().GetResult();
            var state = _feed.Capture();
            _keptAt = state.Position;
            _keeping = Task.Run(() => snapshots.Save(Scope, state));
        }
    }

    /// <summary>What it knows now.</summary>
    internal FeedState Capture() => _feed.Capture();

    /// <summary>What it would propose now; nothing is changed by asking.</summary>
    internal IReadOnlyList<Proposal> Peek()
    {
        var group = _allocator.Propose(WarsawTime.LocalOf(_clock.GetCurrentInstant()), GroupSize);
        if (group.Count > 0)
        {
            _allocator.Rollback();
        }

        return group;
    }

    private async Task<bool> Decide(IReadOnlyList<Proposal> group, CancellationToken stop)
    {
        var appended = false;
        try
        {
            appended = await _executor.RunGroup([.. group.Select(CommandOf)], stop);
            return appended;
        }
        finally
        {
            if (appended)
            {
                _allocator.Commit();
            }
            else
            {
                _allocator.Rollback();
            }
        }
    }

    // What is proposed on the same ground is the same command, whoever proposes it.
    private Command CommandOf(Proposal proposal)
    {
        var id = proposal switch
        {
            Proposal.Assign assign => Named("assign", $"{assign.Slot}", $"{assign.Entry}", assign.AsOf),
            Proposal.Release release => Named("release", $"{release.Slot}", "", release.AsOf),
            Proposal.Sweep sweep => Named("sweep", $"{sweep.Through:uuuu-MM-dd}", "", sweep.AsOf),
            _ => throw new UnreachableException(),
        };
        return new Command(id, id, Actor.System, proposal.ToOperation(Scope));
    }

    private Guid Named(string kind, string what, string whom, long asOf) =>
        Ids.Derive("proposal", Scope.Value, kind, what, whom, asOf.ToString(CultureInfo.InvariantCulture));
}
