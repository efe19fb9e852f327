namespace Scheduling.Domain.Matching;

/// <summary>
/// The fast matcher: ranked lists of entries and of slots at every node of the map (country, areas, service places,
/// practitioners, points inside a circle). Entries and slots that may meet share a node; see README.md beside this
/// file. Its answers are those of <see cref="NaiveMatcher"/>.
/// </summary>
public sealed partial class RankIndex : IMatcher
{
    private const int None = HandleTable<EntryId, WaitingRecord>.None;

    private readonly HandleTable<EntryId, WaitingRecord> _entries = new();
    private readonly HandleTable<SlotId, SlotRecord> _slots = new();
    private readonly Comparer<int> _byEntry;
    private readonly Comparer<int> _bySlot;

    // Filled and emptied within one call, so that a search allocates nothing.
    private readonly List<Node> _nodes = [];

    public RankIndex()
    {
        _byEntry = Comparer<int>.Create((left, right) => Precedence.Compare(_entries[left], _entries[right]));
        _bySlot = Comparer<int>.Create((left, right) => _slots[left].Order.CompareTo(_slots[right].Order));
        _country = NewNode();
    }

    public IReadOnlyCollection<WaitingRecord> Waiting => _entries;

    public IReadOnlyCollection<SlotRecord> OpenSlots => _slots;

    public void Join(WaitingRecord entry)
    {
        Leave(entry.Entry);
        var posting = EntryPosting.Of(entry, _entries.Add(entry.Entry, entry));
        CollectNodesToWaitAt(entry.Criteria, posting.Handle);
        foreach (var node in _nodes)
        {
            node.Waiting.Add(posting);
        }
    }

    public void Leave(EntryId entry)
    {
        if (_entries.Find(entry) is var handle && handle == None)
        {
            return;
        }

        var record = _entries[handle];
        var posting = EntryPosting.Of(record, handle);
        CollectNodesToSearch(record.Criteria);
        foreach (var node in _nodes)
        {
            node.Waiting.Remove(posting);
        }

        LeaveCircle(record.Criteria, handle);
        _entries.Remove(entry);
    }

    public void Open(SlotRecord slot)
    {
        Close(slot.Slot);
        var posting = SlotPosting.Of(slot, _slots.Add(slot.Slot, slot));
        CollectNodesOf(slot);
        foreach (var node in _nodes)
        {
            node.Open.Add(posting);
        }
    }

    public void Close(SlotId slot)
    {
        if (_slots.Find(slot) is var handle && handle == None)
        {
            return;
        }

        var record = _slots[handle];
        var posting = SlotPosting.Of(record, handle);
        CollectNodesOf(record);
        foreach (var node in _nodes)
        {
            node.Open.Remove(posting);
        }

        _slots.Remove(slot);
    }
}
