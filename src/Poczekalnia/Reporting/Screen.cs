using Spectre.Console;

namespace Poczekalnia.Reporting;

/// <summary>Where people read: a terminal with colours, or plain wide text where the output goes to a file.</summary>
public static class Screen
{
    private const int WidthOfFiles = 160;

    public static IAnsiConsole Create()
    {
        if (!Console.IsOutputRedirected)
        {
            return AnsiConsole.Create(new AnsiConsoleSettings());
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = WidthOfFiles;
        return console;
    }
}
