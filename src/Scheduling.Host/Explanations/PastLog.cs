using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.BookingWindows;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Operations;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Explanations;

/// <summary>What the log said before one of its positions.</summary>
internal sealed class PastLog(EventStore store, IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies)
{
    /// <summary>What is before every position that will ever be.</summary>
    public const long Now = long.MaxValue;

    /// <summary>The state of a stream before a position.</summary>
    public async Task<StreamState> StateOf(StreamId stream, long position, CancellationToken stop) =>
        StateOf(stream, await store.ReadStream(stream, 1, stop), position);

    /// <summary>The same of a stream whose events are there already.</summary>
    public static StreamState StateOf(StreamId stream, IReadOnlyList<StoredEvent> events, long position) =>
        events.TakeWhile(each => each.Position < position).Aggregate(
            StreamStates.Initial(stream.Kind),
            (state, each) => StreamStates.Evolve(stream.Kind, state, each.Event));

    /// <summary>What the matcher knows of a slot; nothing where its place was never registered.</summary>
    public async Task<SlotRecord?> RecordOf(SlotId slot, SlotEvent.SlotPublished offer, CancellationToken stop)
    {
        var place = (StreamId)offer.Place;
        return (await store.Load([place], null, stop))[place].State is ServicePlace.Known { Registration: var known }
            ? new SlotRecord(
                slot, new PlaceRecord(offer.Place, known.Area, known.Location), offer.Mode, offer.Start,
                offer.Practitioner, offer.Ages)
            : null;
    }

    /// <summary>What the matcher knows of an entry.</summary>
    public static WaitingRecord RecordOf(EntryId entry, WaitingTerms terms) =>
        new(entry, terms.Order, terms.Criteria, terms.Placed.Ages, terms.LeftSlots);

    /// <summary>The day on which a scope was matched; nothing before its window opened.</summary>
    public async Task<MatchDay?> DayOf(ScopeCode scope, long position, Instant at, CancellationToken stop) =>
        await StateOf(StreamId.WindowOf(scope), position, stop)
            is BookingWindow.Opened { Through: { } through, Policy: { } policy }
            ? new MatchDay(WarsawTime.DateOf(at), through, policies[policy].MinimumLeadDays)
            : null;
}
