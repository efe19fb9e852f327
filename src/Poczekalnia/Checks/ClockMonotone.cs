using NodaTime;
using Poczekalnia.Checks.Views;

namespace Poczekalnia.Checks;

/// <summary>The clock of the log (I13).</summary>
public sealed class ClockMonotone : Check
{
    private Instant _last = Instant.MinValue;

    public override string Name => "clock-monotone";

    public override string Statement => "The clock never goes back, over the whole log and so within every stream.";

    public override bool NeedsWhole => false;

    public override void Asked(CommandLine command, History history)
    {
        if (GoesBackTo(command.Now))
        {
            Found(0, $"command/{command.Id}", $"{command.Now} comes after {_last}");
        }
    }

    public override void Before(EventLine line, History history)
    {
        if (GoesBackTo(line.At))
        {
            Found(line.Position, line.StreamName, $"{line.At} comes after {_last}");
        }
    }

    private bool GoesBackTo(Instant instant)
    {
        Look();
        if (instant < _last)
        {
            return true;
        }

        _last = instant;
        return false;
    }
}
