using NodaTime;
using Poczekalnia.CaseFiles;
using Scheduling.Domain;
using Scheduling.Domain.BookingWindows;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Operations;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;

namespace Poczekalnia.Why;

/// <summary>The states of all streams of a case file, as far as it was read.</summary>
public sealed class ReplayedLog
{
    private readonly Dictionary<StreamId, StreamState> _states = [];
    private readonly Dictionary<PolicyRef, SchedulingPolicy> _policies = [];

    /// <summary>The state of a stream.</summary>
    public StreamState StateOf(StreamId stream) =>
        _states.GetValueOrDefault(stream, StreamStates.Initial(stream.Kind));

    /// <summary>Takes in a policy line; the table of scopes decides nothing.</summary>
    public void Learn(CaseLine line)
    {
        if (line.Body.GetProperty("kind").GetString() == "scheduling")
        {
            var policy = PolicyText.Parse(line.Body.GetProperty("content").GetRawText()).OrThrow();
            _policies[policy.Ref] = policy;
        }
    }

    /// <summary>Takes in an event.</summary>
    public void Apply(CaseEvent each)
    {
        var stream = each.Place.Stream;
        _states[stream] = StreamStates.Evolve(stream.Kind, StateOf(stream), each.Event);
    }

    /// <summary>What the matcher knew of a slot; nothing before it was published.</summary>
    public SlotRecord? SlotOf(SlotId id) =>
        StateOf(id) is Slot { Published: { } offer } && StateOf(offer.Place) is ServicePlace.Known known
            ? new SlotRecord(
                id, new PlaceRecord(offer.Place, known.Registration.Area, known.Registration.Location), offer.Mode,
                offer.Start, offer.Practitioner, offer.Ages)
            : null;

    /// <summary>What the matcher knew of an entry; nothing before it was placed.</summary>
    public WaitingRecord? EntryOf(EntryId id) =>
        StateOf(id) is WaitingEntry { On: { } terms }
            ? new WaitingRecord(id, terms.Order, terms.Criteria, terms.Placed.Ages, terms.LeftSlots)
            : null;

    /// <summary>The entries of a scope that wait now.</summary>
    public IEnumerable<WaitingRecord> WaitingIn(ScopeCode scope) =>
        from pair in _states
        where pair.Value is WaitingEntry.Waiting waiting && waiting.Terms.Placed.Scope == scope
        select EntryOf(new EntryId(pair.Key.Value))!;

    /// <summary>The day on which a scope was matched; nothing before its window opened.</summary>
    public MatchDay? DayOf(ScopeCode scope, Instant at) =>
        StateOf(StreamId.WindowOf(scope)) is BookingWindow.Opened { Through: { } through, Policy: { } policy }
            ? new MatchDay(WarsawTime.DateOf(at), through, _policies[policy].MinimumLeadDays)
            : null;
}
