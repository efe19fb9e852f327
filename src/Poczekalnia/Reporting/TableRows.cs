using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;

namespace Poczekalnia.Reporting;

/// <summary>
/// The tables in the making. Notices and assignments go out as they come, the rest when everything was seen.
/// </summary>
internal sealed class TableRows(Func<string, Stream> open) : IDisposable
{
    private readonly PlaceAreas _places = new();
    private readonly SlotTable _slots = new();
    private readonly EntryTable _entries = new();
    private readonly AppointmentTable _appointments = new();
    private readonly CsvTable _assignments = new(open("assignments.csv"), AssignmentTable.Columns);

    public CsvTable Notices { get; } = new(open("notices.csv"), NoticeTable.Columns);

    /// <summary>Reports, referrals, windows and processes have no table; half of the events are theirs.</summary>
    public static bool IsTold(StreamKind kind) =>
        kind is StreamKind.Place or StreamKind.Slot or StreamKind.Entry or StreamKind.Appointment;

    public void See(StreamId stream, long position, DomainEvent happened)
    {
        switch (happened)
        {
            case ServicePlaceEvent.ServicePlaceRegistered registered:
                _places.See(new PlaceId(stream.Value), registered);
                break;
            case SlotEvent slot:
                _slots.See(new SlotId(stream.Value), slot);
                break;
            case WaitingEntryEvent entry:
                _entries.See(new EntryId(stream.Value), entry);
                break;
            case AppointmentEvent appointment:
                _appointments.See(new AppointmentId(stream.Value), appointment);
                break;
        }

        if (happened is SlotEvent.SlotAssigned assigned)
        {
            AssignmentTable.Write(
                position, new SlotId(stream.Value), assigned, _slots, _entries, _places, _assignments);
        }
    }

    /// <summary>Writes the tables that have a row per thing: what it came to is known now.</summary>
    public void Finish()
    {
        Write("slots.csv", SlotTable.Columns, table => _slots.Write(table, _places));
        Write("entries.csv", EntryTable.Columns, table => _entries.Write(table, _appointments));
        Write("appointments.csv", AppointmentTable.Columns, _appointments.Write);
    }

    public void Dispose()
    {
        _assignments.Dispose();
        Notices.Dispose();
    }

    private void Write(string name, string[] columns, Action<CsvTable> rows)
    {
        using var table = new CsvTable(open(name), columns);
        rows(table);
    }
}
