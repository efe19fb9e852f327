using Poczekalnia.Checks.Views;
using static Poczekalnia.Checks.Views.Happening;

namespace Poczekalnia.Checks;

/// <summary>The states of a stream (states.md §1), as small tables of their own: state, event, next state.</summary>
public sealed class EventsFitTheState : Check
{
    private const string Nothing = "nothing yet";

    private static readonly Dictionary<Family, Node> Beginnings = Build();

    private readonly List<Node> _states = [];
    private readonly Dictionary<Guid, Guid> _takenBy = [];
    private readonly HashSet<Guid> _endedContracts = [];

    public override string Name => "events-fit-the-state";

    public override string Statement => "Every event fits the state that the events before it have left its stream in.";

    public override void Before(EventLine line, History history)
    {
        Look();
        if (line.StreamIndex == _states.Count)
        {
            _states.Add(Beginnings[line.Family]);
        }

        if (line.Family == Family.Place && line.What is ContractEnded or ContractSettled)
        {
            EndOrSettle(line);
            return;
        }

        var state = _states[line.StreamIndex];
        if (state.Next.TryGetValue(NameOf(line), out var next))
        {
            _states[line.StreamIndex] = next;
        }
        else
        {
            Found(line.Position, line.StreamName, $"{NameOf(line)} does not fit: the state is '{state.Name}'");
        }

        CheckHolder(line);
    }

    /// <summary>The name under which the table knows an event: some say in their data what they are.</summary>
    private static string NameOf(EventLine line) => line.What switch
    {
        AppointmentMissed { Fault: Blame.Undetermined } => "appointment_missed undetermined",
        ReportClosed { Reason: Closure.NoShow } => "report_closed no-show",
        _ => line.Name,
    };

    /// <summary>Who frees or uses up a slot must be who has it.</summary>
    private void CheckHolder(EventLine line)
    {
        switch (line.What)
        {
            case SlotAssigned assigned:
                _takenBy[line.Stream] = assigned.Appointment;
                break;
            case SlotBooked booked:
                _takenBy[line.Stream] = booked.Appointment;
                break;
            case SlotFreed freed:
                Release(line, freed.Appointment);
                break;
            case SlotConsumed consumed:
                Release(line, consumed.Appointment);
                break;
            case SlotWithdrawn:
                _takenBy.Remove(line.Stream);
                break;
        }
    }

    private void Release(EventLine line, Guid appointment)
    {
        if (_takenBy.Remove(line.Stream, out var holder) && holder != appointment)
        {
            Found(line.Position, line.StreamName, $"{line.Name} by {appointment}, but {holder} has it");
        }
    }

    // The end of a contract runs beside the other states of a place.
    private void EndOrSettle(EventLine line)
    {
        var ends = line.What is ContractEnded;
        if (ends ? !_endedContracts.Add(line.Stream) : !_endedContracts.Contains(line.Stream))
        {
            Found(
                line.Position, line.StreamName,
                $"{line.Name} {(ends ? "a second time" : "of a contract that goes on")}");
        }
    }

    private static Dictionary<Family, Node> Build()
    {
        var nodes = new Dictionary<(Family, string), Node>();
        Node NodeOf(Family family, string state)
        {
            if (!nodes.TryGetValue((family, state), out var node))
            {
                nodes.Add((family, state), node = new Node(state));
            }

            return node;
        }

        void Add(Family family, string states, string events, string next)
        {
            foreach (var state in states.Split('|'))
            {
                foreach (var name in events.Split('|'))
                {
                    NodeOf(family, state).Next.Add(name, NodeOf(family, next));
                }
            }
        }

        AddPlacesAndWindows(Add);
        Add(Family.Slot, Nothing, "slot_published", "held back");
        Add(Family.Slot, "held back", "slot_released", "released");
        Add(Family.Slot, "held back|released", "slot_assigned|slot_booked", "taken");
        Add(Family.Slot, "taken", "slot_freed", "held back");
        Add(Family.Slot, "taken", "slot_consumed", "consumed");
        Add(Family.Slot, "held back|released|taken", "slot_withdrawn", "withdrawn");
        Add(Family.Appointment, Nothing, "appointment_booked", "booked");
        Add(Family.Appointment, "booked", "appointment_rescheduled", "booked");
        Add(Family.Appointment, "booked", "appointment_cancelled", "cancelled");
        Add(Family.Appointment, "booked", "appointment_fulfilled", "fulfilled");
        Add(Family.Appointment, "booked", "appointment_missed undetermined", "unsettled");
        Add(Family.Appointment, "booked|unsettled", "appointment_missed", "missed");
        Add(Family.Entry, Nothing, "entry_placed", "waiting");
        Add(Family.Entry, "waiting", "criteria_changed|medical_category_changed", "waiting");
        Add(Family.Entry, "waiting", "entry_assigned", "assigned");
        Add(Family.Entry, "assigned", "entry_returned", "waiting");
        Add(Family.Entry, "waiting|assigned", "entry_withdrawn", "withdrawn");
        Add(Family.Entry, "assigned", "entry_removed", "removed");
        Add(Family.Entry, "removed", "entry_reinstated", "waiting");
        Add(Family.Report, $"{Nothing}|closed|closed for a no-show", "report_filed", "open");
        Add(Family.Report, "open", "criteria_changed|medical_category_changed|forecast_issued", "open");
        Add(Family.Report, "open", "report_closed", "closed");
        Add(Family.Report, "open", "report_closed no-show", "closed for a no-show");
        Add(Family.Report, "closed for a no-show", "report_reopened", "open");
        Add(Family.Referral, Nothing, "referral_issued", "issued");
        Add(Family.Referral, "issued|held", "referral_held", "held");
        Add(Family.Referral, "held", "referral_released", "issued");
        Add(Family.Referral, "held", "referral_fulfilled", "fulfilled");
        Add(Family.Referral, "issued|held", "referral_cancelled", "cancelled");
        Add(Family.Process, Nothing, "process_started", "running");
        Add(Family.Process, "running", "process_ended", "ended");
        return Enum.GetValues<Family>().ToDictionary(family => family, family => NodeOf(family, Nothing));
    }

    private static void AddPlacesAndWindows(Action<Family, string, string, string> add)
    {
        add(Family.Place, Nothing, "service_place_registered", "registered");
        add(Family.Place, "registered", "service_place_activated", "active");
        add(Family.Place, "active", "service_place_suspended", "suspended");
        add(Family.Place, "suspended", "service_place_resumed", "active");
        foreach (var state in (string[])["registered", "active", "suspended"])
        {
            add(Family.Place, state, "service_place_moved|notification_endpoint_set", state);
        }

        add(Family.Window, Nothing, "scope_opened", "open");
        add(Family.Window, "open", "policy_adopted|window_advanced|window_swept", "open");
    }

    /// <summary>A state and where its events lead.</summary>
    private sealed record Node(string Name)
    {
        public Dictionary<string, Node> Next { get; } = new(StringComparer.Ordinal);
    }
}
