using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>No slot is given twice (I1).</summary>
public sealed class OneAppointmentPerSlot : Check
{
    private readonly Dictionary<Guid, int> _holders = [];
    private readonly List<(Guid Slot, EventLine Line)> _taken = [];

    public override string Name => "one-appointment-per-slot";

    public override string Statement => "No slot has two appointments of which neither was cancelled nor moved away.";

    public override void Before(EventLine line, History history)
    {
        switch (line.What)
        {
            case AppointmentBooked booked:
                Take(booked.Slot, line);
                break;
            case AppointmentRescheduled moved:
                Leave(history.VisitOf(line.Stream));
                Take(moved.Slot, line);
                break;
            case AppointmentCancelled:
                Leave(history.VisitOf(line.Stream));
                break;
        }
    }

    public override void Appended(AppendLines append, History history)
    {
        foreach (var (slot, line) in _taken)
        {
            Look();
            if (_holders.GetValueOrDefault(slot) > 1)
            {
                Found(
                    line.Position, $"slot/{slot} {line.StreamName}",
                    $"slot {slot} has {_holders[slot]} appointments");
            }
        }

        _taken.Clear();
    }

    private void Take(Guid slot, EventLine line)
    {
        _holders[slot] = _holders.GetValueOrDefault(slot) + 1;
        _taken.Add((slot, line));
    }

    private void Leave(Visit? visit)
    {
        if (visit is not null && _holders.TryGetValue(visit.Slot.Id, out var holders))
        {
            _holders[visit.Slot.Id] = holders - 1;
        }
    }
}
