using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.WaitingRoom;

namespace Poczekalnia.Reporting;

/// <summary>What became of everybody who waited.</summary>
internal sealed class EntryTable
{
    public static readonly string[] Columns =
    [
        "entry", "report", "patient", "referral", "scope", "class", "since", "number", "criteria", "age_from", "age_to",
        "placed_at", "because", "criteria_changes", "returns", "state", "state_at", "first_assigned_at", "slot",
        "appointment", "start", "days_to_assignment", "days_to_visit",
    ];

    private readonly Dictionary<EntryId, Row> _rows = [];
    private readonly List<Row> _order = [];

    public void See(EntryId entry, WaitingEntryEvent happened)
    {
        if (happened is WaitingEntryEvent.EntryPlaced placed)
        {
            _order.Add(_rows[entry] = new Row(entry, placed));
        }
        else if (_rows.TryGetValue(entry, out var row))
        {
            row.See(happened);
        }
    }

    /// <summary>Patient and place in the order; nothing when the entry's beginning is not in the file.</summary>
    public (PatientId Patient, OrderKey Order)? Find(EntryId entry) =>
        _rows.TryGetValue(entry, out var row) ? (row.Placed.Patient, row.Order) : null;

    public void Write(CsvTable table, AppointmentTable appointments)
    {
        var json = new CanonicalBuffer();
        foreach (var row in _order)
        {
            row.Write(table, appointments, json);
        }
    }

    private sealed class Row(EntryId entry, WaitingEntryEvent.EntryPlaced placed)
    {
        private Criteria _criteria = placed.Criteria;
        private string _state = "waiting";
        private Instant _stateAt = placed.At;
        private Instant? _firstAssignedAt;
        private SlotId? _slot;
        private AppointmentId? _appointment;
        private int _changes;
        private int _returns;

        public WaitingEntryEvent.EntryPlaced Placed => placed;

        public OrderKey Order { get; private set; } = placed.Order;

        public void See(WaitingEntryEvent happened)
        {
            switch (happened)
            {
                case WaitingEntryEvent.CriteriaChanged changed:
                    _criteria = changed.Criteria;
                    _changes++;
                    return;
                case WaitingEntryEvent.MedicalCategoryChanged changed:
                    Order = Order with { Class = changed.Class };
                    return;
                case WaitingEntryEvent.EntryAssigned assigned:
                    (_state, _slot, _appointment) = ("assigned", assigned.Slot, assigned.Appointment);
                    _firstAssignedAt ??= assigned.At;
                    break;
                case WaitingEntryEvent.EntryReturned returned:
                    (_state, _slot, _appointment) = ("waiting", null, null);
                    Order = Order with { Class = returned.Class };
                    _returns++;
                    break;
                case WaitingEntryEvent.EntryWithdrawn:
                    _state = "withdrawn";
                    break;
                case WaitingEntryEvent.EntryRemoved:
                    _state = "removed";
                    break;
                case WaitingEntryEvent.EntryReinstated:
                    (_state, _slot, _appointment) = ("waiting", null, null);
                    break;
            }

            _stateAt = happened.At;
        }

        public void Write(CsvTable table, AppointmentTable appointments, CanonicalBuffer json)
        {
            var start = _appointment is { } appointment ? appointments.StartOf(appointment) : null;
            var since = WarsawTime.DateOf(Order.Since);
            table.Id(entry.Value).Id(placed.Report.Value).Id(placed.Patient.Value).Id(placed.Referral?.Value)
                .Text(placed.Scope.Value).Word<AllocationClass>(Order.Class).Time(Order.Since).Number(Order.Number)
                .Utf8(json.Write(_criteria))
                .Number(placed.Ages.From).Number(placed.Ages.To).Time(placed.At).Word<PlacedBecause>(placed.Because)
                .Number(_changes).Number(_returns).Text(_state).Time(_stateAt).Time(_firstAssignedAt)
                .Id(_slot?.Value).Id(_appointment?.Value).Time(start)
                .Number(_firstAssignedAt is { } at ? Period.DaysBetween(since, WarsawTime.DateOf(at)) : null)
                .Number(start is { } visit ? Period.DaysBetween(since, visit.Date) : null)
                .EndRow();
        }
    }
}
