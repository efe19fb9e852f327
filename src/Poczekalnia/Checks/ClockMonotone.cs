using NodaTime;
using Poczekalnia.Checks.Views;

namespace Poczekalnia.Checks;

/// <summary>The clock of the log (I13).</summary>
public sealed class ClockMonotone : Check
{
    private Instant _last = Instant.MinValue;

    public override string Name => "clock-monotone";

    public override string Statement => "The clock never goes back, over the whole log and so within every stream.";

    public override void Asked(CommandLine command, History history) =>
        Read(command.Now, 0, $"command/{command.Id}");

    public override void Before(EventLine line, History history) => Read(line.At, line.Position, line.StreamName);

    private void Read(Instant instant, long position, string streams)
    {
        Look();
        if (instant < _last)
        {
            Found(position, streams, $"{instant} comes after {_last}");
        }
        else
        {
            _last = instant;
        }
    }
}
