using System.CommandLine;

namespace Poczekalnia.Commands;

/// <summary>What can be typed after <c>./run</c>.</summary>
public static class AllCommands
{
    public static RootCommand Create() =>
        new("Poczekalnia: the waiting room of the central registration, simulated.")
        {
            RunCommand.Create(),
            CheckCommand.Create(),
            WhyCommand.Create(),
            ReplayCommand.Create(),
            DriveCommand.Create(),
            SwarmCommand.Create(),
            ImportCommand.Create(),
        };
}
