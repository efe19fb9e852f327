using Npgsql;
using NpgsqlTypes;

namespace Scheduling.Host.Storage;

/// <summary>Parameters of SQL functions that take columns as arrays.</summary>
internal static class Sql
{
    /// <summary>
    /// To be selected before what looks rows up by an index, for the rest of the transaction. Such a query needs no
    /// plan of its own each time, which takes as long as the look; and the plan that is kept must not be one for a
    /// table that was still empty.
    /// </summary>
    public const string PlannedOnce =
        "set_config('plan_cache_mode', 'force_generic_plan', true), set_config('enable_seqscan', 'off', true)";

    /// <summary>The same undone, for what comes later in a transaction.</summary>
    public const string PlannedEachTime =
        "set_config('plan_cache_mode', 'auto', true), set_config('enable_seqscan', 'on', true)";

    public static NpgsqlParameter Int(int value) => new NpgsqlParameter<int> { TypedValue = value };

    public static NpgsqlParameter Uuids(IEnumerable<Guid> values) => Of(NpgsqlDbType.Uuid, values);

    public static NpgsqlParameter Uuids(IEnumerable<Guid?> values) => Of(NpgsqlDbType.Uuid, values);

    public static NpgsqlParameter Texts(IEnumerable<string?> values) => Of(NpgsqlDbType.Varchar, values);

    public static NpgsqlParameter Longs(IEnumerable<long> values) => Of(NpgsqlDbType.Bigint, values);

    public static NpgsqlParameter Longs(IEnumerable<long?> values) => Of(NpgsqlDbType.Bigint, values);

    public static NpgsqlParameter Ints(IEnumerable<int> values) => Of(NpgsqlDbType.Integer, values);

    public static NpgsqlParameter Ints(IEnumerable<int?> values) => Of(NpgsqlDbType.Integer, values);

    public static NpgsqlParameter Shorts(IEnumerable<short> values) => Of(NpgsqlDbType.Smallint, values);

    public static NpgsqlParameter Instants(IEnumerable<DateTime> values) => Of(NpgsqlDbType.TimestampTz, values);

    public static NpgsqlParameter Locals(IEnumerable<DateTime> values) => Of(NpgsqlDbType.Timestamp, values);

    public static NpgsqlParameter Locals(IEnumerable<DateTime?> values) => Of(NpgsqlDbType.Timestamp, values);

    public static NpgsqlParameter Bytes(IEnumerable<byte[]> values) => Of(NpgsqlDbType.Bytea, values);

    public static NpgsqlParameter Json(IEnumerable<byte[]?> values) => Of(NpgsqlDbType.Jsonb, values);

    /// <summary>One command that calls a function with these parameters, in their order.</summary>
    public static NpgsqlBatchCommand Call(string function, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var places = string.Join(", ", Enumerable.Range(1, parameters.Length).Select(place => $"${place}"));
        var call = new NpgsqlBatchCommand($"select {function}({places})");
        foreach (var parameter in parameters)
        {
            call.Parameters.Add(parameter);
        }

        return call;
    }

    private static NpgsqlParameter<T[]> Of<T>(NpgsqlDbType element, IEnumerable<T> values) =>
        new() { TypedValue = [.. values], NpgsqlDbType = NpgsqlDbType.Array | element };
}
