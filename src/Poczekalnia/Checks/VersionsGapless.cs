using Poczekalnia.Checks.Views;

namespace Poczekalnia.Checks;

/// <summary>Nothing is missing inside a stream, and nothing happens without a command.</summary>
public sealed class VersionsGapless : Check
{
    private readonly List<long> _versions = [];
    private long _position = long.MinValue;
    private CommandLine? _command;

    public override string Name => "versions-gapless";

    public override string Statement =>
        "The versions of every stream run 1, 2, 3 …, positions rise, and every event names the command it comes from.";

    public override void Asked(CommandLine command, History history) => _command = command;

    public override void Before(EventLine line, History history)
    {
        Look();
        if (line.Position <= _position)
        {
            Found(line.Position, line.StreamName, $"position {line.Position} comes after position {_position}");
        }

        _position = line.Position;
        if (line.StreamIndex == _versions.Count)
        {
            _versions.Add(0);
        }

        var last = _versions[line.StreamIndex];
        if (line.Version != last + 1)
        {
            Found(line.Position, line.StreamName, $"version {line.Version} comes after version {last}");
        }

        _versions[line.StreamIndex] = line.Version;
        if (_command?.Id != line.Causation)
        {
            Found(
                line.Position, line.StreamName,
                $"its causation is {line.Causation}, but the command before it is {_command?.Id.ToString() ?? "none"}");
        }
    }
}
