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
/// Says of the events of the log what they mean to the matcher of one scope. It remembers places and the window; what
/// happened to a slot or an entry before is looked up in the database in the few cases in which an event does not say
/// enough by itself, so that nobody has to have read the log from its beginning.
/// </summary>
internal sealed class ScopeLog
{
    private static readonly string[] OfNoUse =
        EventStore.NamesOfNone(StreamKind.Slot, StreamKind.Entry, StreamKind.Place, StreamKind.Window);

    private readonly ScopeCode _scope;
    private readonly EventStore _store;
    private readonly MatcherInputs _inputs;

    // The window, and the places that have offered something in this scope.
    private readonly Dictionary<StreamId, StreamState> _lasting = [];

    // Slots and entries of the page in hand: as they were before it, and then as it tells.
    private readonly Dictionary<StreamId, (long Version, StreamState State)> _known = [];

    public ScopeLog(
        ScopeCode scope, EventStore store, IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies)
    {
        (_scope, _store) = (scope, store);
        _inputs = new MatcherInputs(StateOf, reference => policies[reference]);
    }

    /// <summary>The next stretch of the log, with all that is needed to understand it.</summary>
    public async Task<LogPage> ReadAfter(long position, int most, CancellationToken stop)
    {
        var page = await _store.ReadPage(position, most, OfNoUse, stop: stop);
        _known.Clear();
        await LookUpPast(page.Events, stop);
        await LookUpLasting(page.Events, stop);
        return page;
    }

    /// <summary>What an event means; nothing where it is no business of this scope.</summary>
    public MatcherInput? Of(StoredEvent stored)
    {
        var (position, stream, version, happened, _, _) = stored;
        var isKnown = Follow(stream, version, happened);
        return happened switch
        {
            SlotEvent.SlotReleased released =>
                new MatcherInput.SlotReleased(new SlotId(stream.Value), released.AsOf, position),
            SlotEvent.SlotAssigned or SlotEvent.SlotBooked or SlotEvent.SlotConsumed or SlotEvent.SlotWithdrawn =>
                new MatcherInput.SlotGone(new SlotId(stream.Value), position),
            WaitingEntryEvent.EntryAssigned or WaitingEntryEvent.EntryWithdrawn or WaitingEntryEvent.EntryRemoved =>
                new MatcherInput.EntryGone(new EntryId(stream.Value), position),
            ServicePlaceEvent => _inputs.Of(position, stream, happened)?.Input,
            _ => isKnown && IsOfScope(StateOf(stream)) ? _inputs.Of(position, stream, happened)?.Input : null,
        };
    }

    // What is gone, or was released, is named, and that is enough: what belongs to another scope is not known here.
    // Where the matcher needs the record again, the past must be known.
    private static bool NeedsThePast(StreamId stream, DomainEvent happened) =>
        stream.Kind is StreamKind.Slot or StreamKind.Entry
        && happened is SlotEvent.SlotFreed or WaitingEntryEvent.EntryReturned or WaitingEntryEvent.EntryReinstated
            or WaitingEntryEvent.CriteriaChanged or WaitingEntryEvent.MedicalCategoryChanged;

    private bool IsOfScope(StreamState state) =>
        state switch
        {
            Slot slot => slot.Published?.Scope == _scope,
            WaitingEntry entry => entry.On?.Placed.Scope == _scope,
            BookingWindow.Opened window => window.Scope == _scope,
            _ => false,
        };

    /// <summary>Whether the state of the stream is known, after this event.</summary>
    private bool Follow(StreamId stream, long version, DomainEvent happened)
    {
        if (stream.Kind is not (StreamKind.Slot or StreamKind.Entry))
        {
            return _lasting.ContainsKey(stream);
        }

        if (!_known.TryGetValue(stream, out var known))
        {
            if (version > 1)
            {
                return false;
            }

            known = (0, StreamStates.Initial(stream.Kind));
        }

        if (known.Version < version)
        {
            _known[stream] = (version, StreamStates.Evolve(stream.Kind, known.State, happened));
        }

        return true;
    }

    // Up to the first event of the page that asks for it; from there on the page itself says how it goes on.
    private async Task LookUpPast(IReadOnlyList<StoredEvent> page, CancellationToken stop)
    {
        var wanted = new Dictionary<StreamId, long>();
        foreach (var (_, stream, version, happened, _, _) in page)
        {
            if (version > 1 && NeedsThePast(stream, happened))
            {
                wanted.TryAdd(stream, version);
            }
        }

        if (wanted.Count == 0)
        {
            return;
        }

        foreach (var (stream, version, happened) in await _store.ReadPast(wanted, _scope, stop))
        {
            Follow(stream, version, happened);
        }
    }

    // Of places and the window the matcher needs what never changes, so that their present state does for any position.
    private async Task LookUpLasting(IReadOnlyList<StoredEvent> page, CancellationToken stop)
    {
        var offers = page.Select(each => each.Event).OfType<SlotEvent.SlotPublished>()
            .Concat(_known.Values.Select(each => (each.State as Slot)?.Published).OfType<SlotEvent.SlotPublished>());
        var missing = offers.Where(offer => offer.Scope == _scope)
            .Select(offer => (StreamId)offer.Place)
            .Append(StreamId.WindowOf(_scope))
            .Where(stream => !_lasting.ContainsKey(stream))
            .Distinct()
            .ToList();
        if (missing.Count == 0)
        {
            return;
        }

        foreach (var (stream, loaded) in await _store.Load(missing, null, stop))
        {
            if (loaded.Version > 0)
            {
                _lasting[stream] = loaded.State;
            }
        }
    }

    private StreamState StateOf(StreamId stream) =>
        _known.TryGetValue(stream, out var known) ? known.State
        : _lasting.TryGetValue(stream, out var lasting) ? lasting
        : StreamStates.Initial(stream.Kind);
}
