using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Http.Commands;

/// <summary>
/// The requests that came, by caller and key, each with the number it drew and a keyed hash of what it said: a body may
/// hold what is nobody else's business, and the hash of a short text can be guessed.
/// </summary>
internal sealed class RequestLedger
{
    private readonly NpgsqlDataSource _source;
    private readonly byte[] _hashKey;
    private readonly Gathering<Line, Line> _gathering;

    /// <param name="hashKey">Kept by the operator; with another one every key looks reused.</param>
    public RequestLedger(NpgsqlDataSource source, byte[] hashKey)
    {
        (_source, _hashKey) = (source, hashKey);
        _gathering = new Gathering<Line, Line>(
            async lines => await Note(lines, CancellationToken.None),
            async (line, stop) => (await Note([line], stop))[0],
            line => line.Id);
    }

    /// <summary>Notes a request, or finds that it came before.</summary>
    /// <returns>Its number; nothing when another one came under the same key.</returns>
    public async Task<long?> Open(Guid id, string address, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        var said = HMACSHA256.HashData(_hashKey, (byte[])[.. Encoding.UTF8.GetBytes($"{address}\n"), .. body.Span]);
        var noted = await _gathering.Run(new Line(id, said, 0), stop);
        return noted.Said.AsSpan().SequenceEqual(said) ? noted.Number : null;
    }

    // What stands in the ledger for each, in their order.
    private async Task<IReadOnlyList<Line>> Note(IReadOnlyList<Line> lines, CancellationToken stop)
    {
        // The update changes nothing; it makes the row that was there come back. Nobody waits for the disk here: what
        // is decided next does, and is written behind this row. If that is lost too, the request never was.
        const string sql = """
            insert into scheduling.requests (id, said)
            select unnest($1), unnest($2) from set_config('synchronous_commit', 'off', true)
            on conflict (id) do update set id = excluded.id
            returning id, number, said
            """;
        await using var command = _source.CreateCommand(sql);
        command.Parameters.Add(Sql.Uuids(lines.Select(line => line.Id)));
        command.Parameters.Add(Sql.Bytes(lines.Select(line => line.Said)));
        await using var reader = await command.ExecuteReaderAsync(stop);
        var noted = new Dictionary<Guid, Line>(lines.Count);
        while (await reader.ReadAsync(stop))
        {
            noted.Add(
                reader.GetGuid(0), new Line(reader.GetGuid(0), reader.GetFieldValue<byte[]>(2), reader.GetInt64(1)));
        }

        return [.. lines.Select(line => noted[line.Id])];
    }

    private sealed record Line(Guid Id, byte[] Said, long Number);
}
