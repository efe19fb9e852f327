using Poczekalnia.CaseFiles;

namespace Poczekalnia.Reporting;

/// <summary>
/// The tables of a run for people who work with tables: what every waiting entry, appointment, slot, assignment and
/// notice of a case file came to. They say nothing that the lines of the file do not: a run writes them as it goes, and
/// the same are made of its case file afterwards. <c>docs/tables.md</c> explains every column.
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

    /// <summary>Makes all tables of a case file: the plain way, which those of a run are compared with.</summary>
    internal static void Write(CaseFile file, Func<string, Stream> open)
    {
        using var rows = new TableRows(open);
        foreach (var line in file.Lines())
        {
            if (line.Type == "notice")
            {
                NoticeTable.Write(line, rows.Notices);
            }
            else if (line.Type == "event" && CaseEvent.Of(line, TableRows.IsTold) is { } happened)
            {
                rows.See(happened.Place.Stream, happened.Place.Position, happened.Event);
            }
        }

        rows.Finish();
    }
}
