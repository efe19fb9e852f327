using System.CommandLine;
using Poczekalnia.Commands;

var root = new RootCommand("Poczekalnia: the waiting room of the central registration, simulated.")
{
    RunCommand.Create(),
    CheckCommand.Create(),
    WhyCommand.Create(),
    ImportCommand.Create(),
};
return root.Parse(args).Invoke();
