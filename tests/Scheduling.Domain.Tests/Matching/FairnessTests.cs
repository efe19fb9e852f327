using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Tests.Matching;

/// <summary>Slot by slot or patient by patient: there is one fair assignment, and both ways lead to it.</summary>
public sealed class FairnessTests
{
    [Fact]
    public void A_batch_by_slot_is_the_serial_dictatorship_by_patient()
    {
        var assigned = 0;
        for (var seed = 1; seed <= 150; seed++)
        {
            var (entries, slots, day) = Draw(seed);
            var bySlot = BySlot(entries, slots, day);
            bySlot.Should().Equal(ByPatient(entries, slots, day), "seed {0}", seed);
            assigned += bySlot.Count;
        }

        assigned.Should().BeGreaterThan(1_000);
    }

    [Fact]
    public void Nobody_envies_with_reason()
    {
        for (var seed = 1; seed <= 50; seed++)
        {
            var (entries, slots, day) = Draw(seed);
            var holders = BySlot(entries, slots, day).ToDictionary(pair => pair.Slot, pair => pair.Entry);
            foreach (var entry in entries)
            {
                var own = slots.Find(slot => holders.GetValueOrDefault(slot.Slot) == entry.Entry);
                foreach (var slot in slots.Where(slot => own is null || slot.Order < own.Order))
                {
                    var holder = entries.Find(other => holders.GetValueOrDefault(slot.Slot) == other.Entry);
                    var envies = Eligibility.Check(entry, slot, day) is null && !(holder?.Order < entry.Order);
                    Assert.False(envies, $"seed {seed}: {entry} wants {slot}");
                }
            }
        }
    }

    private static (List<WaitingRecord> Entries, List<SlotRecord> Slots, MatchDay Day) Draw(int seed)
    {
        var world = new World(seed);
        List<SlotRecord> slots = [.. Enumerable.Range(0, 30).Select(_ => world.Slot())];
        List<WaitingRecord> entries = [.. Enumerable.Range(0, 50).Select(_ => world.Entry(slots))];
        return (entries, slots, world.FirstDay);
    }

    private static List<(SlotId Slot, EntryId Entry)> BySlot(
        List<WaitingRecord> entries, List<SlotRecord> slots, MatchDay day)
    {
        var index = new RankIndex();
        entries.ForEach(index.Join);
        var pairs = new List<(SlotId, EntryId)>();
        foreach (var slot in slots.OrderBy(slot => slot.Order))
        {
            if (index.FirstFor(slot, day) is { } first)
            {
                index.Leave(first.Entry);
                pairs.Add((slot.Slot, first.Entry));
            }
        }

        return pairs;
    }

    private static List<(SlotId Slot, EntryId Entry)> ByPatient(
        List<WaitingRecord> entries, List<SlotRecord> slots, MatchDay day)
    {
        var left = slots.OrderBy(slot => slot.Order).ToList();
        var pairs = new List<(SlotRecord Slot, EntryId Entry)>();
        foreach (var entry in entries.OrderBy(entry => entry.Order).ThenBy(entry => entry.Entry.Value))
        {
            if (left.Find(slot => Eligibility.Check(entry, slot, day) is null) is { } earliest)
            {
                left.Remove(earliest);
                pairs.Add((earliest, entry.Entry));
            }
        }

        return [.. pairs.OrderBy(pair => pair.Slot.Order).Select(pair => (pair.Slot.Slot, pair.Entry))];
    }
}
