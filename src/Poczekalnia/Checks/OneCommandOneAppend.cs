using Poczekalnia.Checks.Views;

namespace Poczekalnia.Checks;

/// <summary>What a command says it recorded is what follows it.</summary>
public sealed class OneCommandOneAppend : Check
{
    private readonly HashSet<Guid> _commands = [];

    public override string Name => "one-command-one-append";

    public override string Statement =>
        "A refused command records nothing; an accepted one records the events from its first to its last position.";

    public override void Appended(AppendLines append, History history)
    {
        if (append.Command is not { } command)
        {
            return;
        }

        Look();
        if (!_commands.Add(command.Id))
        {
            Found(append.Position, $"command/{command.Id}", $"{command.Operation} stands twice in the file");
        }

        if (command.Accepted == command.Refused)
        {
            Found(append.Position, $"command/{command.Id}", $"{command.Operation} is neither accepted nor refused");
        }

        if (command.Refused && append.Events.Count > 0)
        {
            Found(
                append.Position, $"command/{command.Id}",
                $"{command.Operation} was refused and {append.Events.Count} events follow it");
        }
        else if (command.First != FirstOf(append) || command.Last != LastOf(append))
        {
            Found(
                append.Position, $"command/{command.Id}",
                $"{command.Operation} recorded {Text(command.First)} to {Text(command.Last)} by its own account, "
                + $"and {Text(FirstOf(append))} to {Text(LastOf(append))} follow it");
        }
    }

    private static long? FirstOf(AppendLines append) => append.Events.Count == 0 ? null : append.Events[0].Position;

    private static long? LastOf(AppendLines append) => append.Events.Count == 0 ? null : append.Events[^1].Position;

    private static string Text(long? position) => position?.ToString() ?? "nothing";
}
