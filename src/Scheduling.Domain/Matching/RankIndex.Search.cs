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
        var best = new EntryPosting { Handle = None };
        CollectNodesOf(slot);
        foreach (var node in _nodes)
        {
            FindFirst(node.Waiting, slot, wanted, lead, day, ref best);
        }

        return best.Handle == None ? null : _entries[best.Handle];
    }

    public SlotRecord? EarliestFor(WaitingRecord entry, in MatchDay day)
    {
        var wish = EntryPosting.Of(entry, None);
        var today = Bits.DayOf(day.Today);
        var lead = Math.Max(Math.Max(0, day.MinimumLeadDays), wish.Notice);
        var (firstDay, lastDay) = (Math.Max(today + lead, wish.From), Math.Min(Bits.DayOf(day.WindowThrough), wish.To));
        var best = new SlotPosting { Handle = None };
        CollectNodesToSearch(entry.Criteria);
        foreach (var node in _nodes)
        {
            FindEarliest(node.Open, entry, wish, (firstDay, lastDay), day, ref best);
        }

        return best.Handle == None ? null : _slots[best.Handle];
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

    // The best becomes the first entry of this list that fits, if that comes before it.
    private void FindFirst(
        RankedList<EntryPosting, EntrySummary> list, SlotRecord slot, in SlotPosting wanted, int lead, in MatchDay day,
        ref EntryPosting best)
    {
        foreach (var chunk in list.Chunks)
        {
            if (best.Handle != None && list.Compare(best, chunk.First) <= 0)
            {
                return;
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
                    best = best.Handle == None || list.Compare(entry, best) < 0 ? entry : best;
                    return;
                }
            }
        }
    }

    // The best becomes the first slot of this list that fits, if that comes before it.
    private void FindEarliest(
        RankedList<SlotPosting, SlotSummary> list, WaitingRecord entry, in EntryPosting wish,
        (int First, int Last) days, in MatchDay day, ref SlotPosting best)
    {
        foreach (var chunk in list.ChunksFrom(SlotPosting.FirstPrefixOf(days.First)))
        {
            if (chunk.First.Day > days.Last || (best.Handle != None && list.Compare(best, chunk.First) <= 0))
            {
                return;
            }

            if (!chunk.Summary.MayFit(wish))
            {
                continue;
            }

            foreach (ref readonly var slot in chunk.Postings)
            {
                // The days keep the notice too.
                if (slot.Day >= days.First
                    && slot.Day <= days.Last
                    && wish.Fits(slot, lead: int.MaxValue)
                    && (!wish.NeedsRecord || Eligibility.Fits(entry, _slots[slot.Handle], day)))
                {
                    best = best.Handle == None || list.Compare(slot, best) < 0 ? slot : best;
                    return;
                }
            }
        }
    }
}
