using System.Diagnostics;
using NodaTime;

namespace Scheduling.Domain.Matching;

/// <summary>
/// Works off what the feed has queued and proposes it in groups. A group is applied to the order book at once, as if it
/// were decided; the shell then commits it, or rolls it back, reads on and asks again.
/// </summary>
/// <param name="feed">Of the same scope; the allocator alone works off its queue.</param>
public sealed class Allocator(MatcherFeed feed)
{
    private readonly Stack<Action> _undo = [];
    private readonly List<Proposal> _group = [];
    private (int Head, int End) _mark;
    private MatchDay _day;

    /// <summary>Whether nothing is left to propose, as far as the log was read.</summary>
    public bool IsIdle
    {
        get
        {
            while (!feed.Queue.IsEmpty && !feed.IsStillToDo(feed.Queue.First))
            {
                feed.Queue.Take();
            }

            return feed.Queue.IsEmpty;
        }
    }

    /// <summary>A search of the order book for the public: slots that may be booked. Call it between groups.</summary>
    public OpenSlots OpenSlots => new(feed);

    /// <summary>
    /// The next members, applied to the order book until <see cref="Commit"/> or <see cref="Rollback"/>. An empty list
    /// means that there is nothing to do; it needs neither.
    /// </summary>
    /// <param name="today">The local date in Poland.</param>
    /// <param name="most">1 or more; of one group at most <see cref="Limits.ProposalsPerGroup"/>.</param>
    /// <exception cref="InvalidOperationException">A group is in flight.</exception>
    public IReadOnlyList<Proposal> Propose(LocalDate today, int most) => Propose(today.AtMidnight(), most);

    /// <summary>The same, and a free slot that has started by now is left alone, for it is over.</summary>
    /// <param name="now">The local time in Poland.</param>
    /// <param name="most">1 or more; of one group at most <see cref="Limits.ProposalsPerGroup"/>.</param>
    /// <exception cref="InvalidOperationException">A group is in flight.</exception>
    public IReadOnlyList<Proposal> Propose(LocalDateTime now, int most)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        if (feed.GroupInFlight)
        {
            throw new InvalidOperationException("A group is in flight: commit it or roll it back first.");
        }

        feed.Expire(now);
        _day = new MatchDay(now.Date, feed.WindowThrough ?? LocalDate.MinIsoValue, feed.MinimumLeadDays);
        _mark = feed.Queue.Mark;
        while (_group.Count < most && !IsIdle)
        {
            WorkOn(feed.Queue.First);
        }

        if (_group.Count == 0)
        {
            Commit();
            return [];
        }

        feed.GroupInFlight = true;
        return [.. _group];
    }

    /// <summary>Every member of the group was appended; its events will come back through the feed.</summary>
    public void Commit()
    {
        EndGroup();
        feed.Queue.Forget();
    }

    /// <summary>No member of the group was appended: the order book and the queue are as before it.</summary>
    public void Rollback()
    {
        while (_undo.TryPop(out var undo))
        {
            undo();
        }

        feed.Queue.GoBack(_mark);
        EndGroup();
    }

    private void EndGroup()
    {
        _undo.Clear();
        _group.Clear();
        _mark = feed.Queue.Mark;
        feed.GroupInFlight = false;
    }

    private void WorkOn(Work work)
    {
        switch (work.Kind)
        {
            case WorkKind.OfferSlot: Offer(work.Slot!); break;
            case WorkKind.TryEntry: Try(feed.Untried[work.Entry].Record); break;
            case WorkKind.Sweep: Sweep(work); break;
            default: throw new UnreachableException();
        }
    }

    private void Offer(FreeSlot slot)
    {
        if (CanBeOffered(slot) && feed.Book.FirstFor(slot.Record, _day) is { } first)
        {
            var (target, entry) = Settle(slot.Record, first)!.Value;
            Assign(ReferenceEquals(target, slot.Record) ? slot : feed.Slots.Find(target.Slot)!, entry);
        }
        else
        {
            Release(slot);
        }
    }

    private void Try(WaitingRecord entry)
    {
        if (feed.WaitingRoom && Settle(null, entry) is var (slot, first))
        {
            Assign(feed.Slots.Find(slot.Slot)!, first);
        }
        else
        {
            NoteTried(entry);
        }
    }

    /// <summary>
    /// Follows preferences until a slot and an entry are each other's first choice: an entry that was not yet tried may
    /// have an earlier slot among the open ones, and somebody with a better right that was not yet tried may want it.
    /// Ranks only rise on the way, so it ends.
    /// </summary>
    private (SlotRecord Slot, WaitingRecord Entry)? Settle(SlotRecord? offered, WaitingRecord entry)
    {
        while (true)
        {
            var open = feed.Untried.ContainsKey(entry.Entry) ? feed.Book.EarliestFor(entry, _day) : null;
            if (offered is not null && (open is null || offered.Order < open.Order))
            {
                return (offered, entry);
            }

            if (open is null)
            {
                return null;
            }

            var first = feed.Book.FirstFor(open, _day) ?? throw new UnreachableException();
            if (first.Entry == entry.Entry)
            {
                return (open, entry);
            }

            // Whoever outranks the first choice for the slot on offer does not fit that slot.
            (offered, entry) = (null, first);
        }
    }

    private bool CanBeOffered(FreeSlot slot) =>
        feed.WaitingRoom && Eligibility.LeadDays(slot.Record.Start.Date, _day.Today) >= feed.MinimumLeadDays;

    private void Assign(FreeSlot slot, WaitingRecord entry)
    {
        var (standing, untried) = (slot.Standing, feed.Untried.TryGetValue(entry.Entry, out var queued));
        feed.Take(slot);
        feed.Book.Leave(entry.Entry);
        feed.Untried.Remove(entry.Entry);
        _group.Add(new Proposal.Assign(slot.Record.Slot, entry.Entry, feed.Position));
        _undo.Push(() =>
        {
            feed.Slots.Add(slot);
            feed.Stand(slot, standing);
            feed.Book.Join(entry);
            if (untried)
            {
                feed.Untried.Add(entry.Entry, queued);
            }
        });
    }

    private void Release(FreeSlot slot)
    {
        var before = slot.Standing;
        feed.Stand(slot, new SlotStanding(Released: true, InBook: true, FreeSlot.Nothing));
        if (!before.Released)
        {
            _group.Add(new Proposal.Release(slot.Record.Slot, feed.Position));
        }

        _undo.Push(() => feed.Stand(slot, before));
    }

    private void NoteTried(WaitingRecord entry)
    {
        feed.Untried.Remove(entry.Entry, out var queued);
        _undo.Push(() => feed.Untried.Add(entry.Entry, queued));
    }

    // A slot that was published or freed since the window moved stands in the queue behind the sweep, and is due.
    private void Sweep(Work sweep)
    {
        foreach (var work in feed.Queue.Left[1..])
        {
            if (work.Kind == WorkKind.OfferSlot
                && feed.SlotOf(work) is { Standing.Released: false } slot
                && slot.Record.Start.Date <= sweep.Through)
            {
                feed.Queue.Take();
                feed.Queue.Add(sweep);
                return;
            }
        }

        var before = feed.SweptThrough;
        feed.SweptThrough = sweep.Through;
        _group.Add(new Proposal.Sweep(sweep.Through, feed.Position));
        _undo.Push(() => feed.SweptThrough = before);
    }
}
