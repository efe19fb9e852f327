using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Scheduling.Host.Subscriptions;

/// <summary>
/// What this node owns in one database: subscriptions and matchers, each owned by one node at a time. The locks lie on
/// one control connection; when that is lost the server has given them up, and everything owned stops at once.
/// Ownership spares work; that nothing is done twice rests on checkpoints and versions.
/// </summary>
public sealed class Ownership : IAsyncDisposable
{
    private const int KeySpace = 11;
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly NpgsqlDataSource _source;
    private readonly SemaphoreSlim _turn = new(1);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<string, CancellationTokenSource> _owned = new();
    private readonly Task _watch;
    private NpgsqlConnection? _control;

    /// <param name="connection">In Npgsql's words; the control connection is made by it and by no pool.</param>
    public Ownership(string connection)
    {
        var settings = new NpgsqlConnectionStringBuilder(connection)
        {
            Pooling = false,
            CommandTimeout = (int)Patience.TotalSeconds,
        };
        settings.ApplicationName = $"{settings.ApplicationName ?? "scheduling-host"} control";
        if (settings.Host?.StartsWith('/') is not true)
        {
            // A dead peer is noticed by both sides within a few seconds, and the server gives the locks up. A socket of
            // this machine knows no other way to die than with its process.
            (settings.TcpKeepAlive, settings.TcpKeepAliveTime, settings.TcpKeepAliveInterval) = (true, 2, 1);
            settings.Options += " -c tcp_keepalives_idle=2 -c tcp_keepalives_interval=1 -c tcp_keepalives_count=2";
        }

        _source = NpgsqlDataSource.Create(settings.ConnectionString);
        _watch = Watch();
    }

    /// <summary>What is owned now.</summary>
    public IReadOnlyCollection<string> Owned => [.. _owned.Keys.Order(StringComparer.Ordinal)];

    /// <summary>
    /// Runs something as its owner: waits until it can be owned, runs it until it is told to stop or ownership is lost,
    /// and then waits to own it again. What fails is begun anew.
    /// </summary>
    /// <param name="name">What is owned, such as <c>subscription/appointments</c> or
    /// <c>matcher/02.1100.001.02</c>.</param>
    /// <param name="failed">Told of what went wrong.</param>
    public async Task RunOwned(
        string name, Func<CancellationToken, Task> run, Action<Exception>? failed, CancellationToken stop)
    {
        using var any = CancellationTokenSource.CreateLinkedTokenSource(stop, _stop.Token);
        while (!any.IsCancellationRequested)
        {
            try
            {
                if (await TryTake(name, any.Token) is { } owned)
                {
                    await RunOnce(name, owned, run, any.Token);
                }
                else
                {
                    await Task.Delay(LookEvery, any.Token);
                }
            }
            catch (OperationCanceledException) when (any.IsCancellationRequested)
            {
                break;
            }
            catch (Exception wrong) when (wrong is not OutOfMemoryException)
            {
                failed?.Invoke(wrong);
                await Pause(any.Token);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _watch;
        await _turn.WaitAsync();
        await Lose();
        _turn.Release();
        await _source.DisposeAsync();
        _stop.Dispose();
    }

    private async Task RunOnce(
        string name, CancellationTokenSource owned, Func<CancellationToken, Task> run, CancellationToken stop)
    {
        using var both = CancellationTokenSource.CreateLinkedTokenSource(owned.Token, stop);
        try
        {
            await run(both.Token);
        }
        catch (OperationCanceledException) when (owned.IsCancellationRequested)
        {
            // Another node owns it by now, or will.
        }
        finally
        {
            await GiveBack(name, owned);
        }
    }

    private async Task<CancellationTokenSource?> TryTake(string name, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            stop.ThrowIfCancellationRequested();
            _control ??= await _source.OpenConnectionAsync(stop);
            if (await Ask("select pg_try_advisory_lock($1, $2)", name, stop) is not true)
            {
                return null;
            }

            var owned = new CancellationTokenSource();
            _owned[name] = owned;
            return owned;
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task GiveBack(string name, CancellationTokenSource owned)
    {
        await _turn.WaitAsync();
        try
        {
            if (_owned.TryRemove(KeyValuePair.Create(name, owned)) && _control is not null)
            {
                await Ask("select pg_advisory_unlock($1, $2)", name, CancellationToken.None);
            }
        }
        catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException)
        {
            // The connection is gone, and the lock with it.
        }
        finally
        {
            owned.Dispose();
            _turn.Release();
        }
    }

    // A connection that does not answer in time counts as lost, for the server may have given the locks up.
    private async Task Watch()
    {
        while (!_stop.IsCancellationRequested)
        {
            await Pause(_stop.Token);
            if (_control is null || _stop.IsCancellationRequested)
            {
                continue;
            }

            await _turn.WaitAsync(CancellationToken.None);
            try
            {
                await Ask("select $1 is not null and $2 is not null", "", CancellationToken.None);
            }
            catch (Exception lost) when (lost is NpgsqlException or InvalidOperationException or TimeoutException)
            {
                await Lose();
            }
            finally
            {
                _turn.Release();
            }
        }
    }

    private async Task Lose()
    {
        foreach (var (name, owned) in _owned)
        {
            if (_owned.TryRemove(name, out _))
            {
                await owned.CancelAsync();
            }
        }

        if (Interlocked.Exchange(ref _control, null) is { } control)
        {
            await control.DisposeAsync();
        }
    }

    private async Task<object?> Ask(string sql, string name, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, _control);
        command.Parameters.Add(new() { Value = KeySpace });
        command.Parameters.Add(new() { Value = BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(name))) });
        return await command.ExecuteScalarAsync(stop);
    }

    private static async Task Pause(CancellationToken stop)
    {
        try
        {
            await Task.Delay(LookEvery, stop);
        }
        catch (OperationCanceledException)
        {
            // The caller looks whether it is to stop.
        }
    }
}
