namespace Scheduling.Domain.Matching;

/// <summary>The two questions.</summary>
public sealed partial class RankIndex
{
    public WaitingRecord? FirstFor(SlotRecord slot, in MatchDay day)
    {
        var lead = Eligibility.LeadDays(slot.Start.Date, day.Today);
        if (lead < Math.Max(0, day.MinimumLeadDays) || slot.Start.Date > day.WindowThrough)
        {
            return null;
        }

        var wanted = SlotPosting.Of(slot, None);
        var best = None;
        CollectNodesOf(slot);
        foreach (var node in _nodes)
        {
            best = FirstAt(node, slot, wanted, lead, day, best);
        }

        return best == None ? null : _entries[best];
    }

    public SlotRecord? EarliestFor(WaitingRecord entry, in MatchDay day)
    {
        var wish = EntryPosting.Of(entry, None);
        var today = Bits.DayOf(day.Today);
        var lead = Math.Max(Math.Max(0, day.MinimumLeadDays), wish.Notice);
        var (firstDay, lastDay) = (Math.Max(today + lead, wish.From), Math.Min(Bits.DayOf(day.WindowThrough), wish.To));
        var best = None;
        CollectNodesToSearch(entry.Criteria);
        foreach (var node in _nodes)
        {
            best = EarliestAt(node, entry, wish, (firstDay, lastDay), day, best);
        }

        return best == None ? null : _slots[best];
    }

    public IReadOnlyList<SlotRecord> FirstOpen(int most)
    {
        var first = new List<SlotRecord>();
        foreach (var chunk in _country.Open.Chunks)
        {
            foreach (ref readonly var posting in chunk.Postings)
            {
                if (first.Count == most)
                {
                    return first;
                }

                first.Add(_slots[posting.Handle]);
            }
        }

        return first;
    }

    // The best so far, or an entry of this node that comes before it.
    private int FirstAt(Node node, SlotRecord slot, in SlotPosting wanted, int lead, in MatchDay day, int best)
    {
        foreach (var chunk in node.Waiting.Chunks)
        {
            if (best != None && _byEntry.Compare(best, chunk.First.Handle) <= 0)
            {
                return best;
            }

            if (!chunk.Summary.MayFit(wanted, lead))
            {
                continue;
            }

            foreach (ref readonly var entry in chunk.Postings)
            {
                if (entry.Fits(wanted, lead)
                    && (!entry.NeedsRecord || Eligibility.Fits(_entries[entry.Handle], slot, day)))
                {
                    return best == None || _byEntry.Compare(entry.Handle, best) < 0 ? entry.Handle : best;
                }
            }
        }

        return best;
    }

    // The best so far, or a slot of this node that comes before it.
    private int EarliestAt(
        Node node, WaitingRecord entry, in EntryPosting wish, (int First, int Last) days, in MatchDay day, int best)
    {
        foreach (var chunk in node.Open.ChunksFrom(SlotPosting.FirstPrefixOf(days.First)))
        {
            if (chunk.First.Day > days.Last || (best != None && _bySlot.Compare(best, chunk.First.Handle) <= 0))
            {
                return best;
            }

            if (!chunk.Summary.MayFit(wish))
            {
                continue;
            }

            foreach (ref readonly var slot in chunk.Postings)
            {
                if (slot.Day >= days.First
                    && slot.Day <= days.Last
                    && wish.Fits(slot, int.MaxValue)
                    && (!wish.NeedsRecord || Eligibility.Fits(entry, _slots[slot.Handle], day)))
                {
                    return best == None || _bySlot.Compare(slot.Handle, best) < 0 ? slot.Handle : best;
                }
            }
        }

        return best;
    }
}
