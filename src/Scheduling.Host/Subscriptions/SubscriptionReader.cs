using Npgsql;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Subscriptions;

/// <summary>Leads one subscription through the log, page by page, each page in one transaction with its
/// checkpoint.</summary>
public sealed class SubscriptionReader(NpgsqlDataSource source, EventStore store, ISubscription subscription)
{
    /// <summary>So many events are handled in one transaction.</summary>
    public const int PageSize = 1_000;

    /// <summary>The last position handled by this reader; 0 before the first page.</summary>
    public long Position { get; private set; }

    /// <summary>Handles the next page; false when there was nothing to handle.</summary>
    /// <exception cref="CheckpointMovedException">Another owner is at work.</exception>
    public async Task<bool> Step(CancellationToken stop = default)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var from = await Checkpoints.Lock(connection, subscription.Name, stop);
        var page = await store.ReadAfter(from, PageSize, connection, stop);
        if (page.Count == 0)
        {
            Position = from;
            await transaction.CommitAsync(stop);
            return false;
        }

        await subscription.Handle(page, connection, stop);
        await Checkpoints.Move(connection, subscription.Name, from, page[^1].Position, stop);
        await transaction.CommitAsync(stop);
        Position = page[^1].Position;
        return true;
    }

    /// <summary>Handles everything that is there.</summary>
    public async Task CatchUp(CancellationToken stop = default)
    {
        while (await Step(stop))
        {
            // Step does the work.
        }
    }

    /// <summary>Follows the log until it is told to stop; the page in hand is finished or given up as a
    /// whole.</summary>
    public async Task Follow(Wakeup wakeup, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var signal = wakeup.Next;
            if (!await Step(stop))
            {
                await signal.Wait(stop);
            }
        }
    }
}
