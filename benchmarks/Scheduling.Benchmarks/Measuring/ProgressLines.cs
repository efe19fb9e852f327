using System.Diagnostics;
using Spectre.Console;

namespace Scheduling.Benchmarks.Measuring;

/// <summary>
/// Tells where the run stands. It writes between rounds and never during one: a spinner would be measured with it.
/// </summary>
internal sealed class ProgressLines(IAnsiConsole console, bool overwrites)
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private string _measurement = "";

    /// <summary>A measurement begins.</summary>
    public void Begin(int number, int of, string name, string question)
    {
        _measurement = $"[{number}/{of}] {name}";
        EndLine();
        console.MarkupLineInterpolated($"[bold]{_measurement}[/] {question}");
    }

    /// <summary>A step of it begins.</summary>
    public void Step(string step)
    {
        var line = $"  {Clock()} {step}";
        if (overwrites)
        {
            console.Write(new ControlCode("\r\u001b[2K" + line));
        }
        else
        {
            console.WriteLine(line);
        }
    }

    /// <summary>Something worth keeping on the screen.</summary>
    public void Say(string text)
    {
        EndLine();
        console.WriteLine($"  {Clock()} {text}");
    }

    private void EndLine()
    {
        if (overwrites)
        {
            console.Write(new ControlCode("\r\u001b[2K"));
        }
    }

    private string Clock() => Stopwatch.GetElapsedTime(_start).ToString(@"mm\:ss", null);
}
