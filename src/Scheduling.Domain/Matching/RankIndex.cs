namespace Scheduling.Domain.Matching;
/// <summary>X.</summary>
public sealed class RankIndex : IMatcher
{
    private readonly NaiveMatcher _n = new();
    public IReadOnlyCollection<WaitingRecord> Waiting => _n.Waiting;
    public IReadOnlyCollection<SlotRecord> OpenSlots => _n.OpenSlots;
    public void Join(WaitingRecord entry) => _n.Join(entry);
    public void Leave(EntryId entry) => _n.Leave(entry);
    public void Open(SlotRecord slot) => _n.Open(slot);
    public void Close(SlotId slot) => _n.Close(slot);
    public WaitingRecord? FirstFor(SlotRecord slot, in MatchDay day) => _n.FirstFor(slot, day);
    public SlotRecord? EarliestFor(WaitingRecord entry, in MatchDay day) => _n.EarliestFor(entry, day);
    public IReadOnlyList<SlotRecord> FirstOpen(int most) => _n.FirstOpen(most);
}
