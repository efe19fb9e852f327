using NodaTime;
using Npgsql;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Matching;

/// <summary>Where a virtual clock stands, and what happens next.</summary>
/// <param name="IsHeld">Whether the engine waits to be told, instead of working as soon as something was asked.</param>
/// <param name="NextDue">When the next thing is due; nothing where nothing is.</param>
/// <param name="Parked">Items of due work that were put aside.</param>
public sealed record ClockReading(Instant Now, bool IsHeld, Instant? NextDue, int Parked);

/// <summary>
/// A served engine whose clock moves only when it is told to. What was asked of it is followed up at once, one thing
/// after the other, unless it is held: then whoever drives it says when it has its turn.
/// </summary>
public sealed class VirtualNode : IDisposable
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly VirtualEngine _engine;
    private readonly EventStore _store;
    private readonly NpgsqlDataSource _source;
    private readonly VirtualClock _clock;
    private readonly Action<string> _log;

    // One thing after the other: that is what makes it come out the same again.
    private readonly SemaphoreSlim _turn = new(1);

    /// <param name="log">Told of what went wrong, for an operator.</param>
    public VirtualNode(
        Database database, EventStore store, IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies,
        VirtualClock clock, Action<string> log)
    {
        (_store, _source, _clock, _log) = (store, database.Source, clock, log);
        _engine = new VirtualEngine(_source, store, policies, clock);
    }

    /// <summary>Whether it waits to be told.</summary>
    public bool IsHeld { get; private set; }

    /// <summary>Follows up what is asked, until it is told to stop.</summary>
    public async Task Run(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            var signal = _store.Wakeup.Next;
            try
            {
                if (!IsHeld)
                {
                    await InTurn(() => _engine.Settle(stop), stop);
                }

                await signal.Wait(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // It was told to stop.
            }
            catch (Exception failed) when (failed is not OutOfMemoryException)
            {
                _log($"virtual engine: {failed.Message}");
                await Task.Delay(RetryAfter, CancellationToken.None);
            }
        }
    }

    /// <summary>Where it stands.</summary>
    public async Task<ClockReading> Read(CancellationToken stop) =>
        new(
            _clock.GetCurrentInstant(), IsHeld, await _engine.Queue.NextAt(stop),
            (await _engine.Queue.Parked(stop)).Count);

    /// <summary>From now on it waits to be told, or no longer does.</summary>
    public async Task Hold(bool isHeld, CancellationToken stop)
    {
        await InTurn(
            () =>
            {
                IsHeld = isHeld;
                return Task.CompletedTask;
            },
            stop);
        _store.Wakeup.Call();
    }

    /// <summary>Moves the clock; everything that is due on the way is done, each thing at its own time.</summary>
    /// <param name="settles">Whether what is due at the target is done too, so that it comes to rest.</param>
    /// <returns>Where it stands; nothing, and nothing was done, when the clock is past the target.</returns>
    public async Task<ClockReading?> Advance(Instant target, bool settles, CancellationToken stop)
    {
        var isPast = false;
        await InTurn(
            async () =>
            {
                isPast = StoredTime.Floor(target) < _clock.GetCurrentInstant();
                if (!isPast)
                {
                    await _engine.AdvanceTo(target, stop);
                    await (settles ? _engine.Settle(stop) : Task.CompletedTask);
                }
            },
            stop);
        return isPast ? null : await Read(stop);
    }

    /// <summary>Takes something from the engine at the present instant, or gives it back.</summary>
    /// <param name="after">Of a stop: so many commands of its own it still records, counted from the last that was
    /// given.</param>
    /// <param name="at">Of a start: when it is; now if not said.</param>
    public Task Interrupt(Interruption what, long after, Instant? at, CancellationToken stop) =>
        InTurn(
            () =>
            {
                switch (what)
                {
                    case Interruption.EngineStopped:
                        return _engine.SettleUntilKilled(after, EngineOperations.Names, stop);
                    case Interruption.EngineStarted:
                        return _engine.StartAt(at ?? _clock.GetCurrentInstant(), stop);
                    case Interruption.MatcherStopped or Interruption.MatcherStarted:
                        _engine.MatcherRuns = what == Interruption.MatcherStarted;
                        return Task.CompletedTask;
                    default:
                        throw new System.Diagnostics.UnreachableException();
                }
            },
            stop);

    public void Dispose() => _turn.Dispose();

    private async Task InTurn(Func<Task> work, CancellationToken stop)
    {
        await _turn.WaitAsync(stop);
        try
        {
            await work();
        }
        finally
        {
            _turn.Release();
        }
    }
}
