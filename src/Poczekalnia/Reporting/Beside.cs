namespace Poczekalnia.Reporting;

/// <summary>
/// Work beside a run: checking a case file that is already closed, while the next run goes on. It cannot touch the run,
/// so the log of a run stays the same on any number of cores.
/// </summary>
public static class Beside
{
    /// <summary>Starts the work at once on another core, if there is one; its result waits for it.</summary>
    // The one thread that is not the run's own: it reads a finished file and nothing else.
#pragma warning disable RS0030
    public static Task<T> Start<T>(Func<T> work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
#pragma warning restore RS0030
}
