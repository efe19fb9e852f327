using Npgsql;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Subscriptions;

/// <summary>Something that follows the log: a read model, a delivery.</summary>
public interface ISubscription
{
    /// <summary>Under which its checkpoint is kept; never changed.</summary>
    string Name { get; }

    /// <summary>
    /// Takes in events, each once and in order. What it writes on the connection commits with the checkpoint, or not at
    /// all; it never appends.
    /// </summary>
    Task Handle(IReadOnlyList<StoredEvent> events, NpgsqlConnection within, CancellationToken stop);
}
