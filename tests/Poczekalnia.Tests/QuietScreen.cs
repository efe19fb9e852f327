using System.Runtime.CompilerServices;
using Spectre.Console;

namespace Poczekalnia.Tests;

/// <summary>What a command shows to people is not for those who read the results of tests.</summary>
internal static class QuietScreen
{
    [ModuleInitializer]
    public static void Show() =>
        AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(TextWriter.Null),
        });
}
