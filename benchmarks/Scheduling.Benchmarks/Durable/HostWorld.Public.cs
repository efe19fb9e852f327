using Scheduling.Benchmarks.Worlds;
using Scheduling.Domain;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Slots;
using static Scheduling.Domain.Slots.SlotEvent;

namespace Scheduling.Benchmarks.Durable;

/// <summary>What the public finds: open slots, and people with a referral who have not asked for a date.</summary>
internal sealed partial class HostWorld
{
    /// <summary>Publishes slots on any day of the window, and releases them in the same append.</summary>
    public IReadOnlyList<SlotRecord> Open(int count)
    {
        var open = new List<SlotRecord>(count);
        foreach (var slots in Slots(new SlotSource(_country, "host-open"), null, count).Chunk(SlotsPerAppend))
        {
            Append(
                [
                    .. slots.Select(slot => new PlannedEvent(slot.Slot, Published(slot))),
                    .. slots.Select(slot => new PlannedEvent(
                        slot.Slot, new SlotReleased(ReleaseReason.NobodyFits, null, _policy, _now))),
                ],
                slots.Select(Free));
            open.AddRange(slots);
            if (open.Count % (SlotsPerAppend * 50) == 0)
            {
                _session.At($"{Reporting.Figure.Count(open.Count)} of {Reporting.Figure.Count(count)} slots are open");
            }
        }

        return open;
    }

    /// <summary>People with a referral.</summary>
    public IReadOnlyList<(PatientId Patient, ReferralId Referral)> Refer(int count)
    {
        var people = Enumerable.Range(0, count)
            .Select(_ => (Patient: new PatientId(_dice.Identity()), Referral: new ReferralId(_dice.Identity())))
            .ToList();
        foreach (var some in people.Chunk(EntriesPerAppend))
        {
            Append([.. some.Select(each => new PlannedEvent(
                each.Referral, Issued(each.Patient, new OrderKey(AllocationClass.Stable, _now, ++_number))))]);
        }

        return people;
    }
}
