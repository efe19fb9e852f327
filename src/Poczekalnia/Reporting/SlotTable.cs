using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Slots;

namespace Poczekalnia.Reporting;

/// <summary>What became of every slot.</summary>
internal sealed class SlotTable
{
    public static readonly string[] Columns =
    [
        "slot", "place", "area", "scope", "kind", "mode", "start", "minutes", "practitioner", "age_from", "age_to",
        "published_at", "state", "state_at", "appointment", "taken_by", "times_assigned", "times_booked",
        "times_freed", "times_released", "release_reason",
    ];

    private readonly Dictionary<SlotId, Row> _rows = [];
    private readonly List<Row> _order = [];

    public void See(SlotId slot, SlotEvent happened)
    {
        if (happened is SlotEvent.SlotPublished published)
        {
            _order.Add(_rows[slot] = new Row(slot, published));
        }
        else if (_rows.TryGetValue(slot, out var row))
        {
            row.See(happened);
        }
    }

    /// <summary>Nothing when the slot's publication is not in the file.</summary>
    public SlotEvent.SlotPublished? Find(SlotId slot) => _rows.GetValueOrDefault(slot)?.Published;

    public void Write(CsvTable table, PlaceAreas places)
    {
        foreach (var row in _order)
        {
            row.Write(table, places);
        }
    }

    private sealed class Row(SlotId slot, SlotEvent.SlotPublished published)
    {
        private string _state = "held-back";
        private Instant _stateAt = published.At;
        private AppointmentId? _appointment;
        private string? _takenBy;
        private int _assigned;
        private int _booked;
        private int _freed;
        private int _released;
        private ReleaseReason? _reason;

        public SlotEvent.SlotPublished Published => published;

        public void See(SlotEvent happened)
        {
            _stateAt = happened.At;
            switch (happened)
            {
                case SlotEvent.SlotAssigned assigned:
                    (_state, _appointment, _takenBy) = ("taken", assigned.Appointment, "waiting-room");
                    _assigned++;
                    break;
                case SlotEvent.SlotBooked booked:
                    (_state, _appointment, _takenBy) = ("taken", booked.Appointment, "booking");
                    _booked++;
                    break;
                case SlotEvent.SlotFreed:
                    (_state, _appointment, _takenBy) = ("held-back", null, null);
                    _freed++;
                    break;
                case SlotEvent.SlotReleased released:
                    (_state, _reason) = ("released", released.Reason);
                    _released++;
                    break;
                case SlotEvent.SlotConsumed:
                    _state = "consumed";
                    break;
                case SlotEvent.SlotWithdrawn:
                    (_state, _appointment, _takenBy) = ("withdrawn", null, null);
                    break;
            }
        }

        public void Write(CsvTable table, PlaceAreas places) =>
            table.Id(slot.Value).Id(published.Place.Value).Text(places.Of(published.Place))
                .Text(published.Scope.Value).Word<SlotKind>(published.Kind).Word<VisitMode>(published.Mode)
                .Time(published.Start).Number(published.Minutes).Text(published.Practitioner?.Value)
                .Number(published.Ages?.From).Number(published.Ages?.To).Time(published.At)
                .Text(_state).Time(_stateAt).Id(_appointment?.Value).Text(_takenBy)
                .Number(_assigned).Number(_booked).Number(_freed).Number(_released).Word(_reason)
                .EndRow();
    }
}
