using NodaTime;
using Poczekalnia.Simulation;
using Spectre.Console;

namespace Poczekalnia.Reporting;

/// <summary>Shows how far a run has come: a bar for people, silence for machines.</summary>
public static class RunProgress
{
    /// <summary>Does the work and shows the virtual time it has reached.</summary>
    /// <param name="title">Nothing for a run beside the one that is shown.</param>
    public static void Show(string? title, World world, Action<Action<Instant>> work)
    {
        if (title is null || Console.IsOutputRedirected)
        {
            work(_ => { });
            return;
        }

        var whole = (world.End - world.Start).TotalSeconds;
        AnsiConsole.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn())
            .Start(context =>
            {
                var task = context.AddTask(title, maxValue: whole);
                work(reached => task.Value = (reached - world.Start).TotalSeconds);
            });
    }
}
