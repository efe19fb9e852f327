using Npgsql;

namespace Scheduling.Host.Storage;

/// <summary>Rows of one query.</summary>
internal static class Rows
{
    /// <summary>Every row, as it is read.</summary>
    public static async Task<IReadOnlyList<T>> Read<T>(
        NpgsqlDataSource source, string sql, Func<NpgsqlDataReader, T> row, CancellationToken stop,
        params IReadOnlyList<object> parameters)
    {
        await using var command = source.CreateCommand(sql);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new() { Value = parameter });
        }

        await using var reader = await command.ExecuteReaderAsync(stop);
        var rows = new List<T>();
        while (await reader.ReadAsync(stop))
        {
            rows.Add(row(reader));
        }

        return rows;
    }

    /// <summary>The identity in a column; nothing where none is.</summary>
    public static Guid? Identity(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetGuid(column);

    /// <summary>The text in a column; nothing where none is.</summary>
    public static string? Text(this NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : reader.GetString(column);
}
