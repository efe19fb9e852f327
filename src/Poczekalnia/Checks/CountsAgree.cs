using Poczekalnia.Checks.Views;

namespace Poczekalnia.Checks;

/// <summary>The end line says what the file holds, and there is one.</summary>
public sealed class CountsAgree : Check
{
    private long _commands;
    private long _events;
    private long _notices;
    private bool _hasEnd;

    public override string Name => "counts-agree";

    public override string Statement => "The file ends with an end line, and its counts are those of the lines.";

    public override bool NeedsWhole => false;

    public override void Asked(CommandLine command, History history) => _commands++;

    public override void Before(EventLine line, History history) => _events++;

    public override void Told(NoticeLine notice, History history) => _notices++;

    public override void Ended(EndLine end, History history)
    {
        _hasEnd = true;
        Compare(end, "commands", _commands);
        Compare(end, "events", _events);
        Compare(end, "notices", _notices);
    }

    public override void Closed(History history)
    {
        Look();
        if (!_hasEnd)
        {
            Found(0, "", "there is no end line");
        }
    }

    private void Compare(EndLine end, string name, long counted)
    {
        Look();
        if (end.Counts.GetValueOrDefault(name) != counted)
        {
            Found(0, "", $"the end line says {end.Counts.GetValueOrDefault(name)} {name}, there are {counted}");
        }
    }
}
