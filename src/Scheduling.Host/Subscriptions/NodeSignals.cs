using Npgsql;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Subscriptions;

/// <summary>
/// Tells other nodes that something was appended, and hears it from them. No append says so itself, for a notification
/// makes commits of the whole server wait for one another; one sender per node does, at most once in ten milliseconds.
/// </summary>
public sealed class NodeSignals : IAsyncDisposable
{
    private const string Channel = "scheduling_events";
    private static readonly TimeSpan AtMostEvery = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _appended = new(0);
    private readonly EventStore _store;
    private readonly NpgsqlDataSource _source;
    private readonly Task _work;
    private int _isAnnounced;

    // Of the connection that sends; what it says this node knows already.
    private int _sender;

    /// <param name="connection">In Npgsql's words; two connections are made by it and by no pool.</param>
    public NodeSignals(string connection, EventStore store)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection)
        {
            Pooling = false,
            KeepAlive = 5,
        };
        settings.ApplicationName = $"{settings.ApplicationName ?? "scheduling-host"} signals";
        _source = NpgsqlDataSource.Create(settings.ConnectionString);
        _store = store;
        _store.Appended += Announce;
        _work = Task.WhenAll(Again(Listen), Again(Send));
    }

    public async ValueTask DisposeAsync()
    {
        _store.Appended -= Announce;
        await _stop.CancelAsync();
        await _work;
        await _source.DisposeAsync();
        _appended.Dispose();
        _stop.Dispose();
    }

    // Many appends between two notifications are one.
    private void Announce()
    {
        if (Interlocked.Exchange(ref _isAnnounced, 1) == 0)
        {
            _appended.Release();
        }
    }

    private async Task Listen(NpgsqlConnection connection, CancellationToken stop)
    {
        connection.Notification += (_, said) => Hear(said.PID);
        await Execute(connection, $"listen {Channel}", stop);

        // What was appended before is found by looking.
        _store.Wakeup.Call();
        while (true)
        {
            await connection.WaitAsync(stop);
        }
    }

    private void Hear(int sender)
    {
        if (sender != Volatile.Read(ref _sender))
        {
            _store.Wakeup.Call();
        }
    }

    private async Task Send(NpgsqlConnection connection, CancellationToken stop)
    {
        Volatile.Write(ref _sender, connection.ProcessID);
        while (true)
        {
            await _appended.WaitAsync(stop);
            Volatile.Write(ref _isAnnounced, 0);
            await Execute(connection, $"notify {Channel}", stop);
            await Task.Delay(AtMostEvery, stop);
        }
    }

    private async Task Again(Func<NpgsqlConnection, CancellationToken, Task> work)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = await _source.OpenConnectionAsync(_stop.Token);
                await work(connection, _stop.Token);
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException or IOException)
            {
                // Readers look by themselves meanwhile.
                await Task.WhenAny(Task.Delay(RetryAfter, _stop.Token));
            }
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
