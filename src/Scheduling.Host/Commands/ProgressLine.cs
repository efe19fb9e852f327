using System.Diagnostics;

namespace Scheduling.Host.Commands;

/// <summary>Says now and then how far a long work has come, on the error stream.</summary>
internal sealed class ProgressLine
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private TimeSpan _next = Every;

    /// <summary>Since the beginning.</summary>
    public TimeSpan Elapsed => _watch.Elapsed;

    /// <param name="what">Asked only when it is time to say something.</param>
    public void Say(Func<string> what)
    {
        if (_watch.Elapsed >= _next)
        {
            _next = _watch.Elapsed + Every;
            Console.Error.WriteLine(FormattableString.Invariant($"{_watch.Elapsed:h\\:mm\\:ss}  {what()}"));
        }
    }
}
