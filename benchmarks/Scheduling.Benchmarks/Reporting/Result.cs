namespace Scheduling.Benchmarks.Reporting;

/// <summary>What one measurement found: tables to read, values to go on with, and under what conditions.</summary>
public sealed class Result
{
    public required string Name { get; init; }

    public required string Question { get; init; }

    /// <summary><c>full</c> or <c>quick</c>; only the former is quoted.</summary>
    public required string Mode { get; init; }

    public required Machine Machine { get; init; }

    /// <summary>When it ended, in UTC.</summary>
    public string Finished { get; set; } = "";

    public string Command { get; set; } = "";

    /// <summary>Processes that wanted to run, over the minute before.</summary>
    public double LoadBefore { get; set; }

    /// <summary>The same over its last minute; the measurement itself is one or two of them.</summary>
    public double LoadAfter { get; set; }

    public double Seconds { get; set; }

    public List<ResultTable> Tables { get; init; } = [];

    /// <summary>What has to be known to understand the tables; one sentence or two each.</summary>
    public List<string> Notes { get; init; } = [];

    /// <summary>Figures by name, in the unit that the name ends with.</summary>
    public SortedDictionary<string, double> Values { get; init; } = new(StringComparer.Ordinal);

    public ResultTable Table(string title, params string[] columns)
    {
        var table = new ResultTable { Title = title, Columns = columns };
        Tables.Add(table);
        return table;
    }
}

/// <summary>A table as it is printed.</summary>
public sealed class ResultTable
{
    public required string Title { get; init; }

    public required string[] Columns { get; init; }

    public List<string[]> Rows { get; init; } = [];

    public void Row(params string[] cells)
    {
        if (cells.Length != Columns.Length)
        {
            throw new ArgumentException($"{cells.Length} cells for {Columns.Length} columns of '{Title}'.");
        }

        Rows.Add(cells);
    }
}
