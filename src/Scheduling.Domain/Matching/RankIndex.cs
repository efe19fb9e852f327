namespace Scheduling.Domain.Matching;

/// <summary>
/// The fast matcher: entries in lists by node of the map, class and rank, tested many at a time; open slots in lists by
/// node and slot order. See README.md beside this file. Its answers are those of <see cref="NaiveMatcher"/>.
/// </summary>
/// <param name="tuning">What it costs; nothing else depends on it.</param>
public sealed class RankIndex(RankTuning tuning) : IMatcher
{
    private readonly WaitingLists _waiting = new(tuning);
    private readonly OpenLists _open = new();

    public RankIndex()
        : this(RankTuning.Default)
    {
    }

    /// <summary>How many postings a search looks at in one step.</summary>
    public SearchWidth Width => tuning.Width;

    public IReadOnlyCollection<WaitingRecord> Waiting => _waiting.Entries;

    public IReadOnlyCollection<SlotRecord> OpenSlots => _open.Slots;

    /// <summary>Bytes that the waiting side holds beside the records and the ways to them.</summary>
    public long IndexBytes => _waiting.Bytes;

    /// <summary>The part of <see cref="IndexBytes"/> that lies outside the collected heap.</summary>
    public long SlabBytes => _waiting.SlabBytes;

    /// <summary>Bytes that the waiting side holds for the ways from an identity to its record.</summary>
    public long IdBytes => _waiting.Entries.IdBytes;

    public void Join(WaitingRecord entry) => _waiting.Join(entry);

    /// <summary>Has many entries join, best in their order: then every list is built at its end.</summary>
    public void Load(IEnumerable<WaitingRecord> entries)
    {
        foreach (var entry in entries)
        {
            _waiting.Join(entry);
        }
    }

    public void Leave(EntryId entry) => _waiting.Leave(entry);

    public void Open(SlotRecord slot) => _open.Open(slot);

    public void Close(SlotId slot) => _open.Close(slot);

    public WaitingRecord? FirstFor(SlotRecord slot, in MatchDay day) =>
        _waiting.FirstFor(slot, day) is var first && first != WaitingTable.None ? _waiting.Entries[first] : null;

    /// <summary>The same, and the entry waits no longer.</summary>
    public WaitingRecord? TakeFirstFor(SlotRecord slot, in MatchDay day)
    {
        var first = _waiting.FirstFor(slot, day);
        if (first == WaitingTable.None)
        {
            return null;
        }

        var entry = _waiting.Entries[first];
        _waiting.Leave(first);
        return entry;
    }

    public SlotRecord? EarliestFor(WaitingRecord entry, in MatchDay day) => _open.EarliestFor(entry, day);

    public IReadOnlyList<SlotRecord> FirstOpen(int most) => _open.First(most);
}
