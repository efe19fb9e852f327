namespace Scheduling.Domain.Matching;

/// <content>Taking along what is known, instead of reading the log again.</content>
public sealed partial class MatcherFeed
{
    /// <summary>
    /// What it knows now. Its records never change, so that somebody else may write them down while the feed reads on.
    /// </summary>
    /// <exception cref="InvalidOperationException">A group is in flight.</exception>
    public FeedState Capture()
    {
        // Asks that no group is in flight.
        ReadTo(Position);
        return new FeedState(
            Position, WindowThrough, SweptThrough, WaitingRoom, MinimumLeadDays,
            [.. Book.Waiting.Select(entry => new FeedEntry(
                entry, Untried.TryGetValue(entry.Entry, out var queued) ? queued.QueuedAt : null))],
            [.. Slots.All.Select(slot => new FeedSlot(
                slot.Record, slot.Standing.Released, slot.Standing.InBook,
                slot.Standing.QueuedAt == FreeSlot.Nothing ? null : slot.Standing.QueuedAt))],
            [.. _places.Select(place => new FeedPlace(place.Key, place.Value.Active, place.Value.ContractEnds))],
            [.. WorkLeft().Select(RecordOf)]);
    }

    /// <summary>Takes over what another feed knew.</summary>
    /// <exception cref="InvalidOperationException">This one has read something already.</exception>
    public void Restore(FeedState state)
    {
        if (Position != 0 || Book.Waiting.Count > 0 || Slots.All.Count > 0)
        {
            throw new InvalidOperationException("Only an empty feed takes over what another one knew.");
        }

        (Position, WindowThrough, SweptThrough) = (state.Position, state.WindowThrough, state.SweptThrough);
        (WaitingRoom, MinimumLeadDays) = (state.WaitingRoom, state.MinimumLeadDays);
        foreach (var (place, active, contractEnds) in state.Places)
        {
            _places.Add(place, new PlaceStanding { Active = active, ContractEnds = contractEnds });
        }

        foreach (var (entry, queuedAt) in state.Entries)
        {
            Book.Join(entry);
            if (queuedAt is { } position)
            {
                Untried.Add(entry.Entry, (entry, position));
            }
        }

        foreach (var (record, released, inBook, queuedAt) in state.Slots)
        {
            var slot = new FreeSlot(record, Standing(record.Place.Place));
            Slots.Add(slot);
            Stand(slot, new SlotStanding(released, inBook, queuedAt ?? FreeSlot.Nothing));
        }

        foreach (var work in state.Work)
        {
            Queue.Add(WorkOf(work));
        }
    }

    private static FeedWork RecordOf(Work work) =>
        work.Kind switch
        {
            WorkKind.OfferSlot => new FeedWork(work.Position, work.Slot!.Record.Slot, null, null),
            WorkKind.TryEntry => new FeedWork(work.Position, null, work.Entry, null),
            WorkKind.Sweep => new FeedWork(work.Position, null, null, work.Through),
        };

    private Work WorkOf(FeedWork work) =>
        work switch
        {
            { Slot: { } slot } => Matching.Work.Offer(Slots.Find(slot)!, work.Position),
            { Entry: { } entry } => Matching.Work.Try(entry, work.Position),
            _ => Matching.Work.SweepOf(work.Through!.Value, work.Position),
        };
}
