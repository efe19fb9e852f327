namespace Scheduling.Domain.Matching;

using SlotList = RankedList<SlotPosting, SlotSummary>;

/// <summary>
/// The open side of the order book: a slot stands in the list of everything it lies in, in slot order, so that an entry
/// finds it in the list of what the entry names.
/// </summary>
internal sealed class OpenLists
{
    private readonly OpenTable _slots = new();
    private readonly Comparer<int> _bySlot;
    private readonly SlotList _country;
    private readonly Dictionary<TerytCode, SlotList> _areas = [];
    private readonly Dictionary<PlaceId, SlotList> _places = [];
    private readonly Dictionary<PractitionerId, SlotList> _practitioners = [];
    private readonly Dictionary<long, SlotList> _cells = [];
    private readonly PlaceTable<SlotList[]> _known = new();

    // Filled and emptied within one call, so that a search allocates nothing.
    private readonly List<SlotList> _lists = [];

    public OpenLists()
    {
        _bySlot = Comparer<int>.Create((left, right) => _slots[left].Order.CompareTo(_slots[right].Order));
        _country = new SlotList(_bySlot);
    }

    public OpenTable Slots => _slots;

    public void Open(SlotRecord slot)
    {
        Close(slot.Slot);
        var posting = SlotPosting.Of(slot, _slots.Add(slot));
        CollectListsOf(slot);
        foreach (var list in _lists)
        {
            list.Add(posting);
        }
    }

    public void Close(SlotId slot)
    {
        if (_slots.Find(slot) is var handle && handle == OpenTable.None)
        {
            return;
        }

        var posting = SlotPosting.Of(_slots[handle], handle);
        CollectListsOf(_slots[handle]);
        foreach (var list in _lists)
        {
            list.Remove(posting);
        }

        _slots.Remove(handle);
    }

    public SlotRecord? EarliestFor(WaitingRecord entry, in MatchDay day)
    {
        var wish = Wish.Of(entry, day);
        var best = new SlotPosting { Handle = OpenTable.None };
        CollectListsFor(entry.Criteria);
        foreach (var list in _lists)
        {
            FindEarliest(list, entry, wish, day, ref best);
        }

        return best.Handle == OpenTable.None ? null : _slots[best.Handle];
    }

    public List<SlotRecord> First(int most)
    {
        var first = new List<SlotRecord>();
        foreach (var chunk in _country.Chunks)
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

    // The best becomes the first slot of this list that fits, if that comes before it.
    private void FindEarliest(
        SlotList list, WaitingRecord entry, in Wish wish, in MatchDay day, ref SlotPosting best)
    {
        foreach (var chunk in list.ChunksFrom(SlotPosting.FirstPrefixOf(wish.FirstDay)))
        {
            if (chunk.First.Day > wish.LastDay
                || (best.Handle != OpenTable.None && list.Compare(best, chunk.First) <= 0))
            {
                return;
            }

            if (!chunk.Summary.MayFit(wish))
            {
                continue;
            }

            foreach (ref readonly var slot in chunk.Postings)
            {
                if (wish.Accepts(slot) && (!wish.NeedsRecord || Eligibility.Fits(entry, _slots[slot.Handle], day)))
                {
                    best = best.Handle == OpenTable.None || list.Compare(slot, best) < 0 ? slot : best;
                    return;
                }
            }
        }
    }

    private void CollectListsOf(SlotRecord slot)
    {
        if (_known.Find(slot.Place) is not { } ofPlace)
        {
            _known.Add(slot.Place, ofPlace = ListsOf(slot.Place));
        }

        _lists.Clear();
        _lists.AddRange(ofPlace);
        if (slot.Practitioner is { } practitioner)
        {
            _lists.Add(ListOf(_practitioners, practitioner));
        }
    }

    private SlotList[] ListsOf(PlaceRecord place)
    {
        var lists = new List<SlotList> { _country, ListOf(_places, place.Place) };
        for (var level = TerytLevel.Voivodeship; level <= place.Area.Level; level++)
        {
            lists.Add(ListOf(_areas, place.Area.AtLevel(level)));
        }

        foreach (var grid in CircleGrid.ForSlots)
        {
            var (row, column) = grid.CellOf(place.Location);
            lists.Add(ListOf(_cells, grid.NameOf(row, column)));
        }

        return [.. lists];
    }

    // Where the slots that an entry may take must be; nobody stands in a list that does not exist.
    private void CollectListsFor(Criteria wish)
    {
        _lists.Clear();
        switch (wish)
        {
            case { Practitioner: { } practitioner }: AddList(_practitioners.GetValueOrDefault(practitioner)); break;
            case { Place: null }: AddList(_country); break;
            case { Place.Areas: { } areas }:
                foreach (var area in areas.AsSpan())
                {
                    AddList(_areas.GetValueOrDefault(area));
                }

                break;
            case { Place.Places: { } places }:
                foreach (var place in places.AsSpan())
                {
                    AddList(_places.GetValueOrDefault(place));
                }

                break;
            case { Place.Circle: { } circle }: AddCells(circle); break;
            default: break;
        }
    }

    private void AddCells(Circle circle)
    {
        if (CircleGrid.For(circle.RadiusKm, CircleGrid.ForSlots) is not { } grid
            || grid.CellsOf(circle) is not { } range)
        {
            AddList(_country);
            return;
        }

        for (var row = range.FirstRow; row <= range.LastRow; row++)
        {
            for (var column = range.FirstColumn; column <= range.LastColumn; column++)
            {
                AddList(_cells.GetValueOrDefault(grid.NameOf(row, column)));
            }
        }
    }

    // A wish may name an area twice.
    private void AddList(SlotList? list)
    {
        if (list is not null && !_lists.Contains(list))
        {
            _lists.Add(list);
        }
    }

    private SlotList ListOf<TKey>(Dictionary<TKey, SlotList> lists, TKey key)
        where TKey : notnull
    {
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = new SlotList(_bySlot));
        }

        return list;
    }
}
