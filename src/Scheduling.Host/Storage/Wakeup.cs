namespace Scheduling.Host.Storage;

/// <summary>
/// Wakes the readers of this process when something was appended. They look by themselves every quarter of a second
/// too,
/// so that a lost call costs a moment and nothing else.
/// </summary>
/// <param name="lookEvery">After how long a reader looks without a call.</param>
public sealed class Wakeup(TimeSpan lookEvery)
{
    private TaskCompletionSource _call = NewCall();

    /// <summary>The next call. Take it before looking, so that what comes while looking is not missed.</summary>
    public Signal Next => new(Volatile.Read(ref _call).Task, lookEvery);

    /// <summary>Calls everybody who waits.</summary>
    public void Call() => Interlocked.Exchange(ref _call, NewCall()).TrySetResult();

    private static TaskCompletionSource NewCall() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>One call to come.</summary>
    public readonly struct Signal(Task call, TimeSpan lookEvery)
    {
        /// <summary>Waits for the call, or for the time to look anyway.</summary>
        public async Task Wait(CancellationToken stop)
        {
            try
            {
                await call.WaitAsync(lookEvery, stop);
            }
            catch (TimeoutException)
            {
                // Time to look.
            }
        }
    }
}
