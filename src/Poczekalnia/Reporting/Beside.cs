namespace Poczekalnia.Reporting;

/// <summary>
/// Work beside a run: the second run of a comparison, and the checks that follow the case file of each. It shares with
/// the run nothing that changes but the file, so the log of each stays the same on any number of cores.
/// </summary>
public static class Beside
{
    /// <summary>Starts the work at once on another core, if there is one; its result waits for it.</summary>
    // Each run has one thread, as its log demands; this is the other run's.
#pragma warning disable RS0030
    public static Task<T> Start<T>(Func<T> work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
#pragma warning restore RS0030
}
