namespace Poczekalnia.Checks.Views;

/// <summary>A scope at the present line, with what was true of it at earlier positions.</summary>
public sealed class Scope(string code)
{
    private readonly List<(long Position, DateOnly Through)> _windows = [];
    private readonly List<(long Position, Rules Rules)> _rules = [];

    public string Code { get; } = code;

    /// <summary>The entries that wait.</summary>
    public WaitingIndex Waiting { get; } = new();

    /// <summary>The slots that were released and not taken since.</summary>
    public OpenSlots Open { get; } = new();

    /// <summary>The rules adopted last.</summary>
    public Rules Rules { get; private set; } = Rules.None;

    /// <summary>The last day of the window.</summary>
    public DateOnly Through { get; private set; } = DateOnly.MinValue;

    /// <summary>
    /// The last position that its matcher has provably read: every decision says as of which it was made. What came
    /// later it may still have before it, even at the end of a day, for a matcher can stand still.
    /// </summary>
    public long MatcherReadTo { get; private set; }

    public void Adopt(long position, Rules rules)
    {
        Rules = rules;
        _rules.Add((position, rules));
    }

    public void Advance(long position, DateOnly through)
    {
        Through = through;
        _windows.Add((position, through));
    }

    public void MatcherRead(long position) => MatcherReadTo = Math.Max(MatcherReadTo, position);

    /// <summary>The rules in force after the event at a position.</summary>
    public Rules RulesAt(long position)
    {
        var found = _rules.FindLastIndex(step => step.Position <= position);
        return found < 0 ? Rules.None : _rules[found].Rules;
    }

    /// <summary>The last day of the window after the event at a position.</summary>
    public DateOnly ThroughAt(long position)
    {
        var found = _windows.FindLastIndex(step => step.Position <= position);
        return found < 0 ? DateOnly.MinValue : _windows[found].Through;
    }

    /// <summary>Position at which a day came inside the window; nothing while it is outside.</summary>
    public long? UnblockedAt(DateOnly day)
    {
        if (day > Through)
        {
            return null;
        }

        var first = _windows.FindIndex(step => step.Through >= day);
        return first < 0 ? null : _windows[first].Position;
    }

    /// <summary>
    /// Whether a slot of this scope may be offered to anybody on a day, before anybody's wishes are looked at.
    /// </summary>
    public static bool MayOffer(Slot slot, DateOnly today, DateOnly through, Rules rules) =>
        slot.Kind == VisitKind.FirstTime
        && rules.WaitingRoom
        && slot.Day <= through
        && slot.Day.DayNumber - today.DayNumber >= rules.MinimumLeadDays;
}
