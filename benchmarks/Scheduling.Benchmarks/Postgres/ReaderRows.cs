using Npgsql;

namespace Scheduling.Benchmarks.Postgres;

/// <summary>Reading the one row that a query has.</summary>
internal static class ReaderRows
{
    public static T Single<T>(this NpgsqlDataReader reader, Func<NpgsqlDataReader, T> read)
    {
        using (reader)
        {
            reader.Read();
            return read(reader);
        }
    }
}
