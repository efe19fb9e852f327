namespace Scheduling.Domain.Matching;

/// <summary>
/// The specification: looks at everything, every time. Slow on purpose; <see cref="RankIndex"/> gives the same answers.
/// </summary>
public sealed class NaiveMatcher : IMatcher
{
    private readonly Dictionary<EntryId, WaitingRecord> _waiting = [];
    private readonly Dictionary<SlotId, SlotRecord> _open = [];

    public IReadOnlyCollection<WaitingRecord> Waiting => _waiting.Values;

    public IReadOnlyCollection<SlotRecord> OpenSlots => _open.Values;

    public void Join(WaitingRecord entry) => _waiting[entry.Entry] = entry;

    public void Leave(EntryId entry) => _waiting.Remove(entry);

    public void Open(SlotRecord slot) => _open[slot.Slot] = slot;

    public void Close(SlotId slot) => _open.Remove(slot);

    public WaitingRecord? FirstFor(SlotRecord slot, in MatchDay day)
    {
        WaitingRecord? first = null;
        foreach (var entry in _waiting.Values)
        {
            if ((first is null || Precedence.Compare(entry, first) < 0) && Eligibility.Fits(entry, slot, day))
            {
                first = entry;
            }
        }

        return first;
    }

    public SlotRecord? EarliestFor(WaitingRecord entry, in MatchDay day)
    {
        SlotRecord? earliest = null;
        foreach (var slot in _open.Values)
        {
            if ((earliest is null || slot.Order < earliest.Order) && Eligibility.Fits(entry, slot, day))
            {
                earliest = slot;
            }
        }

        return earliest;
    }

    public IReadOnlyList<SlotRecord> FirstOpen(int most) => [.. _open.Values.OrderBy(slot => slot.Order).Take(most)];
}
