using System.CommandLine;
using Poczekalnia.Commands;
using Poczekalnia.Reporting;
using Spectre.Console;

AnsiConsole.Console = Screen.Create();
var root = new RootCommand("Poczekalnia: the waiting room of the central registration, simulated.")
{
    RunCommand.Create(),
    CheckCommand.Create(),
    WhyCommand.Create(),
    SwarmCommand.Create(),
    ImportCommand.Create(),
};
return root.Parse(args).Invoke();
