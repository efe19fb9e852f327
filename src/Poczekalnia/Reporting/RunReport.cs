using System.Globalization;
using Poczekalnia.Checks;
using Spectre.Console;

namespace Poczekalnia.Reporting;

/// <summary>Shows a run to a person.</summary>
public static class RunReport
{
    private const int AreasShown = 5;

    /// <summary>What happened in one run.</summary>
    public static void Show(IAnsiConsole console, string title, RunResult result, CheckRunner? checks)
    {
        var counts = result.Figures.Counts;
        var table = NewTable(title, "what", "how many");
        foreach (var (name, label) in Labels)
        {
            table.AddRow(label, Number(counts.GetValueOrDefault(name)));
        }

        table.AddRow("still waiting at the end", Number(result.StillWaiting));
        table.AddRow("first-visit slots past", Number(result.SlotsPast));
        table.AddRow("of these left unused", Number(result.SlotsUnused.Values.Sum()));
        table.AddRow("refused requests", Number(counts.GetValueOrDefault("commandsRefused")));
        if (checks is not null)
        {
            table.AddRow("independent checks", $"{checks.Checks.Count}, findings {Number(checks.Violations)}");
        }

        console.Write(table);
    }

    /// <summary>Waits by category and voivodeship.</summary>
    public static void ShowWaits(IAnsiConsole console, RunResult result)
    {
        var table = NewTable(
            "Waits from report to date, in days", "voivodeship", "category", "dates", "median", "p90");
        foreach (var row in WaitRows.Of(result))
        {
            table.AddRow(
                row.Voivodeship, row.Category, Number(row.Waits.Count), Number(row.Waits.Median),
                Number(row.Waits.P90));
        }

        console.Write(table);
    }

    /// <summary>What the common waiting room does, compared with today's separate queues.</summary>
    public static void ShowComparison(IAnsiConsole console, Comparison comparison, WithoutCapacity without)
    {
        console.Write(TableOf(
            "Today's separate queues → common waiting room: wait in days, same people, same slots",
            "category", [.. comparison.ByCategory, comparison.All]));
        if (without.People > 0)
        {
            console.WriteLine(
                $"{Number(without.People)} of them queue at {Number(without.Places)} clinics that have no first-visit "
                + "slots: with separate queues no slot is ever published for them, whatever the rules are.");
        }

        ComparedGroup[] areas = [.. comparison.ByPowiat.Where(area => area.Separate.Count > 0)];
        console.Write(TableOf(
            "Powiaty that gain most", "powiat", areas.OrderBy(Change).Take(AreasShown)));
        console.Write(TableOf(
            "Powiaty that lose most", "powiat", areas.OrderByDescending(Change).Take(AreasShown)));
        ComparedGroup[] places = [.. comparison.ByPlace.Where(place => place.Separate.Count > 0)];
        console.Write(TableOf(
            "Clinics whose queues gain most", "clinic", places.OrderBy(Change).Take(AreasShown)));
        console.Write(TableOf(
            "Clinics whose queues lose most", "clinic", places.OrderByDescending(Change).Take(AreasShown)));
    }

    /// <summary>How near the separate run comes to the published figures.</summary>
    public static void ShowCalibration(IAnsiConsole console, IReadOnlyList<CalibrationRow> rows)
    {
        var table = NewTable(
            "Separate run against published figures: mean wait in days, weighted by visits",
            "category", "queues", "wait", "published", "within 7 d", "newcomers", "forecast");
        foreach (var group in rows.GroupBy(row => row.Category).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            CalibrationRow[] told = [.. group.Where(row => row.PublishedForecast is not null)];
            table.AddRow(
                group.Key,
                Number(group.Count()),
                Number(Weighted(group, row => row.Simulated)),
                Number(Weighted(group, row => row.Published)),
                Number(group.Count(row => Math.Abs(row.Simulated - row.Published) <= 7)),
                Number(Weighted(told, row => row.SimulatedForecast)),
                Number(Weighted(told, row => row.PublishedForecast!.Value)));
        }

        console.Write(table);
    }

    private static readonly (string Name, string Label)[] Labels =
    [
        ("placed", "put on the list"),
        ("assigned", "assigned by the waiting room"),
        ("bookedPublicly", "booked publicly"),
        ("bookedOutOfTurn", "booked out of turn"),
        ("initialLoad", "dates kept from before"),
        ("returned", "returned to the list"),
        ("cancelledByPatient", "cancelled by patients"),
        ("cancelledByPlace", "cancelled by places"),
        ("rescheduled", "moved to another date"),
        ("fulfilled", "visits that took place"),
        ("missedByPatient", "missed by the patient's fault"),
        ("missedNotByPatient", "missed without it"),
        ("withdrawn", "left the list"),
        ("reminders", "reminders"),
        ("notices", "notices, reminders included"),
    ];

    private static Table TableOf(string title, string what, IEnumerable<ComparedGroup> groups)
    {
        var table = NewTable(title, what, "people", "median", "p90", "earlier", "later", "no date yet");
        foreach (var group in groups)
        {
            table.AddRow(
                group.Name, Number(group.People), Change(group.Separate.Median, group.Common.Median),
                Change(group.Separate.P90, group.Common.P90), Number(group.Earlier), Number(group.Later),
                Change(group.UndatedSeparate, group.UndatedCommon));
        }

        return table;
    }

    private static string Change(int today, int common) => $"{Number(today)} → {Number(common)}";

    private static int Change(ComparedGroup group) => group.Common.Median - group.Separate.Median;

    private static int Weighted(IEnumerable<CalibrationRow> rows, Func<CalibrationRow, int> value)
    {
        CalibrationRow[] all = [.. rows];
        var visits = all.Sum(row => (long)row.Visits);
        return visits == 0 ? 0 : (int)(all.Sum(row => (long)row.Visits * value(row)) / visits);
    }

    private static Table NewTable(string title, params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(TableBorder.Rounded).Title(Markup.Escape(title));
        var isFirst = true;
        foreach (var column in columns)
        {
            var made = new TableColumn(Markup.Escape(column));
            table.AddColumn(isFirst ? made : made.RightAligned());
            isFirst = false;
        }

        return table;
    }

    private static string Number(long number) =>
        number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ');
}
