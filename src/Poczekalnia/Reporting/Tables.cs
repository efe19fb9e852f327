using Poczekalnia.CaseFiles;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;

namespace Poczekalnia.Reporting;

/// <summary>
/// The tables of a run for people who work with tables: what every waiting entry, appointment, slot, assignment and
/// notice of a case file came to. They are made of the lines of the file alone; <c>docs/tables.md</c> explains every
/// column.
/// </summary>
public static class Tables
{
    /// <summary>The columns of every table, by the name of its file.</summary>
    public static IReadOnlyDictionary<string, string[]> Columns { get; } =
        new SortedDictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["entries.csv"] = EntryTable.Columns,
            ["appointments.csv"] = AppointmentTable.Columns,
            ["slots.csv"] = SlotTable.Columns,
            ["assignments.csv"] = AssignmentTable.Columns,
            ["notices.csv"] = NoticeTable.Columns,
        };

    /// <summary>Writes all tables into a folder.</summary>
    public static void Write(CaseFile file, string folder) =>
        Write(file, name => File.Create(Path.Combine(folder, name)));

    internal static void Write(CaseFile file, Func<string, Stream> open)
    {
        var (places, slots, entries, appointments) =
            (new PlaceAreas(), new SlotTable(), new EntryTable(), new AppointmentTable());
        using (var assignments = new CsvTable(open("assignments.csv"), AssignmentTable.Columns))
        using (var notices = new CsvTable(open("notices.csv"), NoticeTable.Columns))
        {
            foreach (var line in file.Lines())
            {
                if (line.Type == "notice")
                {
                    NoticeTable.Write(line, notices);
                }
                else if (line.Type == "event" && CaseEvent.Of(line, IsTold) is { } happened)
                {
                    See(happened);
                }
            }

            void See(CaseEvent each)
            {
                var id = each.Place.Stream.Value;
                switch (each.Event)
                {
                    case ServicePlaceEvent.ServicePlaceRegistered registered:
                        places.See(new PlaceId(id), registered);
                        break;
                    case SlotEvent happened:
                        slots.See(new SlotId(id), happened);
                        break;
                    case WaitingEntryEvent happened:
                        entries.See(new EntryId(id), happened);
                        break;
                    case AppointmentEvent happened:
                        appointments.See(new AppointmentId(id), happened);
                        break;
                }

                if (each.Event is SlotEvent.SlotAssigned assigned)
                {
                    AssignmentTable.Write(each.Place, assigned, slots, entries, places, assignments);
                }
            }
        }

        Write("slots.csv", SlotTable.Columns, table => slots.Write(table, places));
        Write("entries.csv", EntryTable.Columns, table => entries.Write(table, appointments));
        Write("appointments.csv", AppointmentTable.Columns, appointments.Write);

        void Write(string name, string[] columns, Action<CsvTable> rows)
        {
            using var table = new CsvTable(open(name), columns);
            rows(table);
        }
    }

    // Reports, referrals and windows have no table; half of the events are theirs.
    private static bool IsTold(StreamKind kind) =>
        kind is StreamKind.Place or StreamKind.Slot or StreamKind.Entry or StreamKind.Appointment;
}
