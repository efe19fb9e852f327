using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;

namespace Poczekalnia.Reporting;

/// <summary>What became of every appointment.</summary>
internal sealed class AppointmentTable
{
    public static readonly string[] Columns =
    [
        "appointment", "patient", "report", "entry", "referral", "scope", "kind", "origin", "booked_by",
        "booked_channel", "booked_at", "legal_basis", "eligibility", "slot", "place", "start", "first_start",
        "changes", "state", "state_at", "ended_by", "ended_channel", "reason", "fault", "days_ahead",
    ];

    private readonly Dictionary<AppointmentId, Row> _rows = [];
    private readonly List<Row> _order = [];

    public void See(AppointmentId appointment, AppointmentEvent happened)
    {
        if (happened is AppointmentEvent.AppointmentBooked booked)
        {
            _order.Add(_rows[appointment] = new Row(appointment, booked));
        }
        else if (_rows.TryGetValue(appointment, out var row))
        {
            row.See(happened);
        }
    }

    /// <summary>The last date of an appointment; nothing when its booking is not in the file.</summary>
    public LocalDateTime? StartOf(AppointmentId appointment) => _rows.GetValueOrDefault(appointment)?.Start;

    public void Write(CsvTable table)
    {
        foreach (var row in _order)
        {
            row.Write(table);
        }
    }

    private sealed class Row(AppointmentId appointment, AppointmentEvent.AppointmentBooked booked)
    {
        private string _state = "booked";
        private Instant _stateAt = booked.At;
        private SlotId _slot = booked.Slot;
        private PlaceId _place = booked.Place;
        private int _changes;
        private ActorRole? _endedBy;
        private Channel? _endedChannel;
        private PlaceReason? _reason;
        private Fault? _fault;

        public LocalDateTime Start { get; private set; } = booked.Start;

        public void See(AppointmentEvent happened)
        {
            _stateAt = happened.At;
            switch (happened)
            {
                case AppointmentEvent.AppointmentRescheduled changed:
                    (_slot, _place, Start, _reason) = (changed.Slot, changed.Place, changed.Start, changed.Reason);
                    _changes++;
                    break;
                case AppointmentEvent.AppointmentCancelled cancelled:
                    (_state, _endedBy, _endedChannel, _reason) =
                        ("cancelled", cancelled.By, cancelled.Channel, cancelled.Reason);
                    break;
                case AppointmentEvent.AppointmentFulfilled:
                    _state = "fulfilled";
                    break;
                case AppointmentEvent.AppointmentMissed missed:
                    (_state, _fault) = ("missed", missed.Fault);
                    break;
            }
        }

        public void Write(CsvTable table) =>
            table.Id(appointment.Value).Id(booked.Patient.Value).Id(booked.Report?.Value).Id(booked.Entry?.Value)
                .Id(booked.Referral?.Value).Text(booked.Scope.Value).Word<SlotKind>(booked.Kind)
                .Word<BookingOrigin>(booked.Origin).Word<ActorRole>(booked.By).Word<Channel>(booked.Channel)
                .Time(booked.At).Text(booked.LegalBasis).Word(booked.Eligibility?.Verdict).Id(_slot.Value)
                .Id(_place.Value).Time(Start).Time(booked.Start).Number(_changes).Text(_state).Time(_stateAt)
                .Word(_endedBy).Word(_endedChannel).Word(_reason).Word(_fault)
                .Number(Period.DaysBetween(WarsawTime.DateOf(booked.At), Start.Date))
                .EndRow();
    }
}
