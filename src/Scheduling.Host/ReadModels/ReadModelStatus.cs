using NodaTime;
using Npgsql;
using Scheduling.Host.Storage;

namespace Scheduling.Host.ReadModels;

/// <summary>How far a read model is behind the log.</summary>
/// <param name="Position">Up to where it has taken in the log.</param>
/// <param name="Head">Up to where the log can be read.</param>
/// <param name="MovedAt">When it last took in something, by the database's clock; nothing before that.</param>
/// <param name="NextPosition">How far a rebuild is that is under way, or was killed.</param>
public sealed record ReadModelStatus(ReadModel Model, long Position, long Head, Instant? MovedAt, long? NextPosition)
{
    /// <summary>Positions that it has not taken in.</summary>
    public long Lag => Math.Max(0, Head - Position);

    /// <summary>Of all read models.</summary>
    public static async Task<IReadOnlyList<ReadModelStatus>> OfAll(
        NpgsqlDataSource source, EventStore store, CancellationToken stop = default)
    {
        const string sql = "select name, last_seq_id, last_updated from scheduling.mt_event_progression";
        var checkpoints = new Dictionary<string, (long Position, Instant At)>(StringComparer.Ordinal);
        await using (var command = source.CreateCommand(sql))
        await using (var reader = await command.ExecuteReaderAsync(stop))
        {
            while (await reader.ReadAsync(stop))
            {
                checkpoints.Add(
                    reader.GetString(0), (reader.GetInt64(1), StoredTime.ToInstant(reader.GetDateTime(2))));
            }
        }

        var head = await store.Horizon(null, stop);
        return
        [
            .. ReadModel.All.Select(model => new ReadModelStatus(
                model,
                checkpoints.TryGetValue(model.Checkpoint, out var served) ? served.Position : 0,
                head,
                checkpoints.ContainsKey(model.Checkpoint) ? served.At : null,
                checkpoints.TryGetValue(model.CheckpointOfNext, out var next) ? next.Position : null)),
        ];
    }
}
