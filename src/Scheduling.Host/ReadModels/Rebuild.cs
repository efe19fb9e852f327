using System.Diagnostics;
using Npgsql;
using Scheduling.Host.Storage;
using Scheduling.Host.Subscriptions;

namespace Scheduling.Host.ReadModels;

/// <summary>How far a rebuild is.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Done">The position up to which it has taken in the log.</param>
/// <param name="Total">The position up to which there is one.</param>
/// <param name="PerSecond">Positions a second since it began.</param>
public readonly record struct RebuildProgress(string Model, long Done, long Total, double PerSecond)
{
    /// <summary>What is left at this rate; nothing before there is one.</summary>
    public TimeSpan? Remaining => PerSecond > 0 ? TimeSpan.FromSeconds((Total - Done) / PerSecond) : null;
}

/// <summary>
/// Builds a read model anew beside the one that is served, and puts it in its place in one short transaction. Until
/// then the old one is served and kept up to date; an attempt that was killed leaves only tables that the next one
/// drops.
/// </summary>
public sealed class Rebuild(NpgsqlDataSource source, EventStore store, ReadModel model)
{
    private const int KeySpace = 13;
    private const int SwapAttempts = 20;

    private readonly object _tables = model.Tables.ToArray();

    /// <summary>So many positions are taken in by one transaction.</summary>
    public int PageSize { get; init; } = 100_000;

    /// <exception cref="InvalidOperationException">The model is being rebuilt by somebody else, or readers of the old
    /// tables do not end.</exception>
    public async Task Run(Action<RebuildProgress>? progress = null, CancellationToken stop = default)
    {
        await using var owner = await source.OpenConnectionAsync(stop);
        const string tryLock = "select pg_try_advisory_lock($1, hashtext($2))";
        if (await Scalar(owner, tryLock, stop, KeySpace, model.Name) is not true)
        {
            throw new InvalidOperationException($"The read model {model.Name} is being rebuilt already.");
        }

        try
        {
            await Begin(owner, stop);
            await Fill(owner, progress, stop);
            await Scalar(owner, "select scheduling.index_rebuild($1)", stop, _tables);
            await Fill(owner, progress, stop);
            await Swap(owner, stop);
        }
        finally
        {
            await Scalar(
                owner, "select pg_advisory_unlock($1, hashtext($2))", CancellationToken.None, KeySpace, model.Name);
        }
    }

    private async Task Begin(NpgsqlConnection owner, CancellationToken stop)
    {
        await using var transaction = await owner.BeginTransactionAsync(stop);
        await Scalar(owner, "select scheduling.begin_rebuild($1)", stop, _tables);
        await Scalar(
            owner, "delete from scheduling.mt_event_progression where name = $1", stop, model.CheckpointOfNext);
        await transaction.CommitAsync(stop);
    }

    private async Task Fill(NpgsqlConnection owner, Action<RebuildProgress>? progress, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        var reader = Reader();
        long? begun = null;
        while (true)
        {
            await using var transaction = await owner.BeginTransactionAsync(stop);

            // What is lost in a crash is built again anyway, and these statements sort a lot.
            await Scalar(owner, "set local synchronous_commit = off; set local work_mem = '128MB'", stop);
            var from = await Checkpoints.Lock(owner, model.CheckpointOfNext, stop);
            var to = await reader.TakeIn(owner, from, await store.Horizon(owner, stop), stop);
            await transaction.CommitAsync(stop);
            begun ??= from;
            progress?.Invoke(new RebuildProgress(
                model.Name, to, Math.Max(to, await store.Horizon(null, stop)),
                (to - begun.Value) / Stopwatch.GetElapsedTime(start).TotalSeconds));
            if (to - from < PageSize)
            {
                return;
            }
        }
    }

    private async Task Swap(NpgsqlConnection owner, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await TrySwap(owner, stop);
                return;
            }
            catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
            {
                if (attempt == SwapAttempts)
                {
                    throw new InvalidOperationException(
                        $"Somebody keeps reading the tables of {model.Name}: they were not exchanged.", busy);
                }

                await Task.Delay(TimeSpan.FromMilliseconds(100 * attempt), stop);
            }
        }
    }

    // The lock on the checkpoint keeps the owner of the served model waiting; it goes on with the new tables. Whoever
    // reads the old ones for long makes us give way, for others would queue behind us.
    private async Task TrySwap(NpgsqlConnection owner, CancellationToken stop)
    {
        await using var transaction = await owner.BeginTransactionAsync(stop);
        await Scalar(owner, "set local lock_timeout = '1s'", stop);
        var served = await Checkpoints.Lock(owner, model.Checkpoint, stop);
        var from = await Checkpoints.Lock(owner, model.CheckpointOfNext, stop);
        var to = await Reader().TakeIn(owner, from, await store.Horizon(owner, stop), stop);
        await Scalar(owner, "select scheduling.swap_rebuild($1)", stop, _tables);
        await Checkpoints.Move(owner, model.Checkpoint, served, to, stop);
        await Scalar(
            owner, "delete from scheduling.mt_event_progression where name = $1", stop, model.CheckpointOfNext);
        await transaction.CommitAsync(stop);
    }

    private ReadModelReader Reader() =>
        new(source, store, model, ReadModelReader.Next, model.CheckpointOfNext) { PageSize = PageSize };

    private static async Task<object?> Scalar(
        NpgsqlConnection connection, string sql, CancellationToken stop, params object[] parameters)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = parameter });
        }

        return await command.ExecuteScalarAsync(stop);
    }
}
