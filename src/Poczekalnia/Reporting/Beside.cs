namespace Poczekalnia.Reporting;

/// <summary>
/// Work beside a run: the second run of a comparison, and for each what writes down the run and the checks that follow
/// its case file. It shares with the run nothing that changes but the file and the pages on which a run says what it
/// has recorded, so the log of each stays the same on any number of cores.
/// </summary>
public static class Beside
{
    /// <summary>Starts the work at once on another core, if there is one; its result waits for it.</summary>
    // Each run has one thread, as its log demands; this is another's.
#pragma warning disable RS0030
    public static Task<T> Start<T>(Func<T> work) => Task.Factory.StartNew(
        work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
#pragma warning restore RS0030
}
