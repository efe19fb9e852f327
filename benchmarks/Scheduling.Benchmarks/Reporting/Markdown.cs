using System.Text;

namespace Scheduling.Benchmarks.Reporting;

/// <summary>Results as Markdown; what stands in a document is copied from it whole.</summary>
internal static class Markdown
{
    public static string Of(Result result)
    {
        var text = new StringBuilder();
        foreach (var table in result.Tables)
        {
            text.Append("**").Append(table.Title).Append("**\n\n").Append(Of(table)).Append('\n');
        }

        foreach (var note in result.Notes)
        {
            text.Append("- ").Append(note).Append('\n');
        }

        return text.Append(result.Notes.Count > 0 ? "\n" : "").Append(Origin(result)).Append('\n').ToString();
    }

    public static string Of(ResultTable table)
    {
        var text = new StringBuilder();
        Append(text, table.Columns);
        Append(text, [.. table.Columns.Select((_, column) => column == 0 ? "---" : "---:")]);
        foreach (var row in table.Rows)
        {
            Append(text, row);
        }

        return text.ToString();
    }

    /// <summary>Machine, programs and conditions in one line.</summary>
    public static string Origin(Result result)
    {
        var machine = result.Machine;
        return $"*{machine.Processor}, {machine.Cores} cores, vectors of {machine.Widest}, {machine.Memory}; "
            + $"{machine.Runtime}, SDK {machine.Sdk}; commit {machine.Commit}; {result.Mode}, {result.Finished}, "
            + $"{Figure.Count(result.Seconds)} s; load {Load(result.LoadBefore)} before, "
            + $"{Load(result.LoadAfter)} after; `{result.Command}`*";
    }

    private static string Load(double load) => double.IsNaN(load) ? "unknown" : Figure.Short(load);

    private static void Append(StringBuilder text, string[] cells) =>
        text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
