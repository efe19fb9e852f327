using Npgsql;

namespace Scheduling.Host.Subscriptions;

/// <summary>How far subscriptions have read. A checkpoint moves in the transaction of what it stands for.</summary>
internal static class Checkpoints
{
    /// <summary>Reads a checkpoint and locks it until the end of the transaction; 0 before the first page.</summary>
    public static async Task<long> Lock(NpgsqlConnection within, string name, CancellationToken stop)
    {
        if (await Find(within, name, stop) is { } there)
        {
            return there;
        }

        await using var make = new NpgsqlCommand(
            """
            insert into scheduling.mt_event_progression (name, last_seq_id) values ($1, 0)
            on conflict (name) do nothing
            """, within);
        make.Parameters.Add(new() { Value = name });
        await make.ExecuteNonQueryAsync(stop);

        // A query of its own, so that it sees a row which somebody else has made meanwhile.
        return (await Find(within, name, stop))!.Value;
    }

    /// <summary>Moves a checkpoint on, if it still stands where the caller found it.</summary>
    /// <exception cref="CheckpointMovedException">Another owner has moved it.</exception>
    public static async Task Move(NpgsqlConnection within, string name, long from, long to, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            """
            update scheduling.mt_event_progression set last_seq_id = $3, last_updated = now()
            where name = $1 and last_seq_id = $2
            """, within);
        command.Parameters.Add(new() { Value = name });
        command.Parameters.Add(new() { Value = from });
        command.Parameters.Add(new() { Value = to });
        if (await command.ExecuteNonQueryAsync(stop) != 1)
        {
            throw new CheckpointMovedException($"The checkpoint of {name} does not stand at {from} any more.");
        }
    }

    private static async Task<long?> Find(NpgsqlConnection within, string name, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            "select last_seq_id from scheduling.mt_event_progression where name = $1 for update", within);
        command.Parameters.Add(new() { Value = name });
        return (long?)await command.ExecuteScalarAsync(stop);
    }
}

/// <summary>Somebody else has handled the events in the meantime: this owner is one no longer.</summary>
public sealed class CheckpointMovedException(string message) : Exception(message);
