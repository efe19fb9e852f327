using System.Diagnostics;
using System.Globalization;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.BookingWindows;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Operations;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;
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

    private static readonly string[] OfNoUse =
        EventStore.NamesOfNone(StreamKind.Slot, StreamKind.Entry, StreamKind.Place, StreamKind.Window);

    private readonly EventStore _store;
    private readonly Executor _executor;
    private readonly IClock _clock;
    private readonly MatcherFeed _feed;
    private readonly Allocator _allocator;
    private readonly MatcherInputs _inputs;
    private readonly Dictionary<StreamId, StreamState> _states = [];
    private int _lost;

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
        _inputs = new MatcherInputs(StateOf, reference => policies[reference]);
    }

    public ScopeCode Scope { get; }

    /// <summary>The last position read.</summary>
    public long Position => _feed.Position;

    /// <summary>Decisions of one append.</summary>
    public int GroupSize { get; init; } = Limits.ProposalsPerGroup;

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

    /// <summary>Follows the log until it is told to stop; a group in flight is ended first.</summary>
    public async Task Follow(CancellationToken stop)
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

    /// <summary>Reads to where the log is whole.</summary>
    public async Task CatchUp(CancellationToken stop = default)
    {
        while (true)
        {
            var page = await _store.ReadPage(_feed.Position, PageSize, OfNoUse, stop: stop);
            foreach (var happened in page.Events)
            {
                Take(happened);
            }

            _feed.ReadTo(page.ReadTo);
            if (page.Events.Count < PageSize)
            {
                return;
            }
        }
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

    private void Take(StoredEvent stored)
    {
        var (position, stream, _, happened, _, _) = stored;
        if (stream.Kind is StreamKind.Slot or StreamKind.Entry or StreamKind.Place or StreamKind.Window)
        {
            var state = StreamStates.Evolve(stream.Kind, StateOf(stream), happened);
            _states[stream] = state;
            if (_inputs.Of(position, stream, happened) is { } told && (told.Scope is not { } of || of == Scope))
            {
                _feed.Apply(told.Input);
            }

            if (!IsOfUse(state))
            {
                _states.Remove(stream);
            }
        }

        _feed.ReadTo(position);
    }

    // What belongs to other scopes, or is over for good, need not be remembered: an event of it says nothing here.
    private bool IsOfUse(StreamState state) =>
        state switch
        {
            Slot.Free or Slot.Taken => ((Slot)state).Published!.Scope == Scope,
            WaitingEntry entry => entry.On?.Placed.Scope == Scope,
            BookingWindow.Opened window => window.Scope == Scope,
            ServicePlace => true,
            _ => false,
        };

    private StreamState StateOf(StreamId stream) =>
        _states.TryGetValue(stream, out var known) ? known : StreamStates.Initial(stream.Kind);
}
