using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>A free slot is the waiting room's first and the public's then (I15; states.md §5; art. 23g(4)).</summary>
public sealed class OfferedBeforeOpen : Check
{
    private readonly List<(EventLine Line, Guid Appointment, SlotState State, Slot Slot)> _taken = [];

    // By day: what lies beyond every window, as most of it does, need not be looked at yet.
    private readonly SortedDictionary<DateOnly, List<Slot>> _undecided = [];

    public override string Name => "offered-before-open";

    public override string Statement =>
        "Every free first-time slot is decided once, assigned or released, when it is due, and none is public before.";

    public override void Before(EventLine line, History history)
    {
        if (line.Family != Family.Slot)
        {
            return;
        }

        var slot = history.SlotOf(line.Stream);
        switch (line.What)
        {
            case SlotBooked booked:
                _taken.Add((line, booked.Appointment, slot.State, slot));
                break;
            case SlotAssigned assigned:
                CheckDue(line, slot);
                CheckAsOf(line, slot, assigned.AsOf);
                break;
            case SlotReleased released:
                CheckRelease(line, slot, released, history);
                break;
        }
    }

    public override void After(EventLine line, History history)
    {
        if (line.What is SlotPublished { Kind: VisitKind.FirstTime } or SlotFreed
            && history.SlotOf(line.Stream) is { Kind: VisitKind.FirstTime } slot)
        {
            if (!_undecided.TryGetValue(slot.Day, out var slots))
            {
                _undecided.Add(slot.Day, slots = []);
            }

            slots.Add(slot);
        }
    }

    public override void Appended(AppendLines append, History history)
    {
        foreach (var (line, appointment, state, slot) in _taken)
        {
            var made = append.Events.Find(other => other.Family == Family.Appointment && other.Stream == appointment);
            Look();
            if (WhyNot(made?.What, state, slot, history) is { } reason)
            {
                Found(
                    line.Position, $"{line.StreamName} appointment/{appointment}",
                    $"slot of {slot.Start} was booked on {Moments.Text(history.Today)}: {reason}");
            }
        }

        _taken.Clear();
    }

    public override void AtRest(History history)
    {
        var last = history.Scopes.Max(scope => scope.Through);
        foreach (var day in _undecided.Keys.TakeWhile(day => day <= last).ToList())
        {
            var slots = _undecided[day];
            slots.RemoveAll(slot => !IsStillAhead(slot, history));
            if (slots.Count == 0)
            {
                _undecided.Remove(day);
            }
        }
    }

    /// <summary>Whether the decision on a slot is still to come; one that should have been made is found.</summary>
    private bool IsStillAhead(Slot slot, History history)
    {
        if (slot.State != SlotState.HeldBack || slot.Day <= history.Today)
        {
            return false;
        }

        if (!slot.Place.Serves(slot.Day) || !(History.DueSince(slot) <= history.HandledTo(slot.Scope)))
        {
            return true;
        }

        Look();
        Found(
            slot.FreeSince, $"slot/{slot.Id}",
            $"slot of {slot.Start} is due and still undecided at the end of {Moments.Text(history.Today)}");
        return false;
    }

    /// <summary>Why a slot in this state may not be taken in this way.</summary>
    private static string? WhyNot(Happening? made, SlotState state, Slot slot, History history)
    {
        if (made is AppointmentBooked or AppointmentRescheduled && slot.Day >= slot.Place.EndsOn)
        {
            return $"the contract of the place ended on {Moments.Text(slot.Place.EndsOn.Value)}";
        }

        return made switch
        {
            AppointmentBooked { Kind: VisitKind.Continuing } =>
                slot.Kind == VisitKind.Continuing ? null : "a further visit takes no slot for first visits",
            AppointmentBooked or AppointmentRescheduled when made is AppointmentBooked
                && slot.Kind != VisitKind.FirstTime => "a first visit takes no slot for further visits",
            AppointmentBooked { Origin: Origin.Public } => WhyNotOpen(state, slot, history),
            AppointmentBooked { Origin: Origin.WaitingRoom } => "the waiting room assigns and does not book",
            AppointmentBooked { Origin: Origin.InitialLoad } =>
                slot.Place.ActiveSince == 0 ? null : "visits are loaded only until the place is active",
            AppointmentBooked { Origin: Origin.SameDay } =>
                slot.Day <= history.Today ? null : "it was registered as a visit of the day",
            AppointmentRescheduled { Reason: null } when slot.Kind == VisitKind.FirstTime =>
                WhyNotOpen(state, slot, history),
            _ => null,
        };
    }

    private static string? WhyNotOpen(SlotState state, Slot slot, History history) =>
        state != SlotState.Released ? $"it was {Words.NameOf(state)}, not released since it became free"
        : !slot.Place.Serves(slot.Day) ? "the place is not active"
        : slot.Day > slot.Scope.Through ? $"the window ends on {Moments.Text(slot.Scope.Through)}"
        : Moments.Of(slot.Day, slot.Time) <= history.Now ? "it has begun"
        : null;

    private void CheckDue(EventLine line, Slot slot)
    {
        Look();
        if (slot.Kind == VisitKind.Continuing)
        {
            Found(line.Position, line.StreamName, $"{line.Name}: slots for further visits are never offered");
        }
        else if (!slot.Place.Serves(slot.Day))
        {
            Found(
                line.Position, line.StreamName,
                $"{line.Name} of the slot of {slot.Start} while its place is not active");
        }
    }

    private void CheckAsOf(EventLine line, Slot slot, long asOf)
    {
        if (asOf < slot.FreeSince || asOf >= line.Position)
        {
            Found(
                line.Position, line.StreamName,
                $"{line.Name} as of position {asOf}, but the slot became free at {slot.FreeSince}");
        }
    }

    private void CheckRelease(EventLine line, Slot slot, SlotReleased released, History history)
    {
        CheckDue(line, slot);
        if (slot.State == SlotState.Released)
        {
            Found(line.Position, line.StreamName, $"released again; it has been open since position {slot.ReleasedAt}");
        }

        var rules = slot.Scope.Rules;
        var daysAhead = slot.Day.DayNumber - history.Today.DayNumber;
        var reason = released.Cause switch
        {
            ReleaseCause.NobodyFits when slot.Day > slot.Scope.Through =>
                $"nobody fits, but its day lies beyond the window, which ends on {Moments.Text(slot.Scope.Through)}",
            ReleaseCause.WaitingRoomOff when rules.WaitingRoom => "the waiting room is off, but it is on",
            ReleaseCause.TooClose when daysAhead >= rules.MinimumLeadDays =>
                $"too close, but it lies {daysAhead} days ahead and {rules.MinimumLeadDays} are enough",
            ReleaseCause.NobodyFits or ReleaseCause.WaitingRoomOff or ReleaseCause.TooClose => null,
        };
        if (reason is not null)
        {
            Found(line.Position, line.StreamName, $"slot of {slot.Start} was released because {reason}");
        }

        if (released is { Cause: ReleaseCause.NobodyFits, AsOf: { } asOf })
        {
            CheckAsOf(line, slot, asOf);
        }
    }
}
