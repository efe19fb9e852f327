using Npgsql;
using Scheduling.Host.Storage;
using Scheduling.Host.Subscriptions;

namespace Scheduling.Host.ReadModels;

/// <summary>Leads one read model through the log, stretch by stretch, each in one transaction with its
/// checkpoint.</summary>
public sealed class ReadModelReader
{
    /// <summary>The schema that is served.</summary>
    internal const string Served = "read";

    /// <summary>The schema in which a model is built anew.</summary>
    internal const string Next = "read_next";

    // Long enough that a busy log is read in stretches and not event by event, and short enough that nobody waits.
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromMilliseconds(100);

    private readonly NpgsqlDataSource _source;
    private readonly EventStore _store;
    private readonly ReadModel _model;
    private readonly string _schema;
    private readonly string _checkpoint;

    public ReadModelReader(NpgsqlDataSource source, EventStore store, ReadModel model)
        : this(source, store, model, Served, model.Checkpoint)
    {
    }

    internal ReadModelReader(
        NpgsqlDataSource source, EventStore store, ReadModel model, string schema, string checkpoint) =>
        (_source, _store, _model, _schema, _checkpoint) = (source, store, model, schema, checkpoint);

    /// <summary>So many positions are taken in by one transaction.</summary>
    public int PageSize { get; init; } = 10_000;

    /// <summary>The last position taken in by this reader; 0 before the first stretch.</summary>
    public long Position { get; private set; }

    /// <summary>Takes in the next stretch; false when there was no more of it.</summary>
    /// <exception cref="CheckpointMovedException">Another owner is at work.</exception>
    public async Task<bool> Step(CancellationToken stop = default)
    {
        // A look that finds nothing costs no transaction.
        var horizon = await _store.Horizon(null, stop);
        if (Position > 0 && horizon <= Position)
        {
            return false;
        }

        await using var connection = await _source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var from = await Checkpoints.Lock(connection, _checkpoint, stop);
        Position = await TakeIn(connection, from, horizon, stop);
        await transaction.CommitAsync(stop);
        return Position < horizon;
    }

    /// <summary>Takes in everything that is there.</summary>
    public async Task CatchUp(CancellationToken stop = default)
    {
        while (await Step(stop))
        {
            // Step does the work.
        }
    }

    /// <summary>Follows the log until it is told to stop; the stretch in hand is finished or given up as a
    /// whole.</summary>
    public async Task Follow(Wakeup wakeup, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var signal = wakeup.Next;
            if (!await Step(stop))
            {
                await signal.Wait(stop);
                await Task.Delay(AtMostEvery, stop);
            }
        }
    }

    /// <summary>Takes in a stretch in a transaction whose checkpoint is locked.</summary>
    /// <param name="horizon">Up to where the log is known to be whole.</param>
    internal async Task<long> TakeIn(NpgsqlConnection within, long from, long horizon, CancellationToken stop)
    {
        var to = Math.Min(horizon, from + PageSize);
        if (to <= from)
        {
            return from;
        }

        await using var batch = new NpgsqlBatch(within) { Timeout = 0 };
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"set local search_path = {_schema}, pg_catalog"));
        foreach (var statement in _model.Statements)
        {
            batch.BatchCommands.Add(new NpgsqlBatchCommand(statement)
            {
                Parameters = { new() { Value = from }, new() { Value = to } },
            });
        }

        await batch.ExecuteNonQueryAsync(stop);
        await Checkpoints.Move(within, _checkpoint, from, to, stop);
        return to;
    }
}
