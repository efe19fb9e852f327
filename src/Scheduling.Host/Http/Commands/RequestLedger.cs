using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Scheduling.Host.Http.Commands;

/// <summary>
/// The requests that came, by caller and key, each with the number it drew and a keyed hash of what it said: a body may
/// hold what is nobody else's business, and the hash of a short text can be guessed.
/// </summary>
/// <param name="hashKey">Kept by the operator; with another one every key looks reused.</param>
internal sealed class RequestLedger(NpgsqlDataSource source, byte[] hashKey)
{
    /// <summary>Notes a request, or finds that it came before.</summary>
    /// <returns>Its number; nothing when another one came under the same key.</returns>
    public async Task<long?> Open(Guid id, string address, ReadOnlyMemory<byte> body, CancellationToken stop)
    {
        // The update changes nothing; it makes the row that was there come back. Nobody waits for the disk here: what
        // is decided next does, and is written behind this row. If that is lost too, the request never was.
        const string sql = """
            insert into scheduling.requests (id, said)
            select $1, $2 from set_config('synchronous_commit', 'off', true)
            on conflict (id) do update set id = excluded.id
            returning number, said
            """;
        var said = HMACSHA256.HashData(hashKey, (byte[])[.. Encoding.UTF8.GetBytes($"{address}\n"), .. body.Span]);
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = said });
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return reader.GetFieldValue<byte[]>(1).AsSpan().SequenceEqual(said) ? reader.GetInt64(0) : null;
    }
}
