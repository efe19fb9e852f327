using System.Runtime.CompilerServices;
using Scheduling.Host.ReadModels;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.ReadModels;

/// <summary>The tables of the read models, whole.</summary>
internal static class Tables
{
    /// <summary>Every row of every table as text, in an order that is always the same.</summary>
    public static async Task<IReadOnlyList<string>> Dump(TestDatabase database)
    {
        var rows = new List<string>();
        foreach (var table in ReadModel.All.SelectMany(model => model.Tables))
        {
            rows.AddRange((await database.Rows(FormattableStringFactory.Create(
                $"select to_jsonb(t)::text from read.{table} t order by 1"))).Select(row => $"{table} {row}"));
        }

        return rows;
    }
}
