using Npgsql;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Auditing;

/// <summary>The streams that the auditor looks at in one go: some by name, or all of a stretch of identities.</summary>
internal sealed class StreamsToLookAt
{
    private const string Zeros = "0000000-0000-0000-0000-000000000000";

    private readonly Guid[]? _among;
    private readonly (Guid From, Guid To) _stretch;

    private StreamsToLookAt(Guid[]? among, (Guid From, Guid To) stretch) => (_among, _stretch) = (among, stretch);

    /// <summary>Anew for each command.</summary>
    public NpgsqlParameter[] Parameters =>
        _among is null
            ? [new NpgsqlParameter { Value = _stretch.From }, new NpgsqlParameter { Value = _stretch.To }]
            : [Sql.Uuids(_among)];

    public static StreamsToLookAt Among(Guid[] streams) => new(streams, default);

    /// <summary>Those whose identity begins with a hexadecimal digit.</summary>
    public static StreamsToLookAt Part(int digit) =>
        new(null, (Guid.Parse($"{digit:x}{Zeros}"), Guid.Parse($"{digit:x}{Zeros.Replace('0', 'f')}")));

    /// <summary>A condition on a column, with the <see cref="Parameters"/>.</summary>
    public string Where(string column) => _among is null ? $"{column} between $1 and $2" : $"{column} = any ($1)";
}
