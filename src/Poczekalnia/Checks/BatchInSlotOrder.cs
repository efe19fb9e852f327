using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>
/// A day unblocked, a place activated or resumed is offered in slot order, single slots in the order of the log (I6).
/// Together with <see cref="NobodyPassedOver"/> this makes a batch what patients choosing one after the other, in the
/// order of the list, would come to.
/// </summary>
public sealed class BatchInSlotOrder : Check
{
    private readonly Dictionary<(Scope Scope, long Cause), Slot> _sets = [];
    private readonly Dictionary<Scope, (long FreeSince, Guid FreedBy, Slot Slot)> _singles = [];

    public override string Name => "batch-in-slot-order";

    public override string Statement =>
        "Slots that become due together are decided in slot order, and those that become due singly in log order.";

    public override void Before(EventLine line, History history)
    {
        if (line.What is SlotAssigned or SlotReleased { Cause: ReleaseCause.NobodyFits }
            && history.SlotOf(line.Stream) is { State: SlotState.HeldBack } slot
            && slot.Scope.UnblockedAt(slot.Day) is { } unblocked)
        {
            Look();
            var cause = Math.Max(slot.Place.ActiveSince, unblocked);
            if (slot.FreeSince > cause)
            {
                CheckSingle(line, slot);
            }
            else
            {
                CheckSet(line, slot, cause);
            }
        }
    }

    private void CheckSingle(EventLine line, Slot slot)
    {
        // What one command freed came together; its members have no order among themselves that anybody could claim.
        if (_singles.TryGetValue(slot.Scope, out var last)
            && slot.FreeSince < last.FreeSince
            && slot.FreedBy != last.FreedBy)
        {
            Found(
                line.Position, $"{line.StreamName} slot/{last.Slot.Id}",
                $"the slot free since position {slot.FreeSince} was decided after that free since {last.FreeSince}");
            return;
        }

        _singles[slot.Scope] = (slot.FreeSince, slot.FreedBy, slot);
    }

    private void CheckSet(EventLine line, Slot slot, long cause)
    {
        if (_sets.TryGetValue((slot.Scope, cause), out var last) && slot.CompareTo(last) <= 0)
        {
            Found(
                line.Position, $"{line.StreamName} slot/{last.Id}",
                $"of the slots due since position {cause} that of {slot.Start} was decided after that of {last.Start}");
            return;
        }

        _sets[(slot.Scope, cause)] = slot;
    }
}
