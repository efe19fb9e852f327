using Poczekalnia.Checks.Views;

namespace Poczekalnia.Checks;

/// <summary>
/// One sentence about a history that can be false. A check sees every line once, in order, and knows besides only
/// what the lines before have said (<see cref="History"/>).
/// </summary>
public abstract class Check
{
    /// <summary>Findings kept of one check; all are counted. Whoever has read a hundred knows what is wrong.</summary>
    public const int FindingsKept = 100;

    private readonly List<Finding> _findings = [];

    /// <summary>The stable name, in kebab-case.</summary>
    public abstract string Name { get; }

    /// <summary>The sentence.</summary>
    public abstract string Statement { get; }

    /// <summary>Whether what it finds is worth knowing and no violation.</summary>
    public virtual bool IsRemark => false;

    /// <summary>Whether the sentence says nothing of a part of a history, in which there are gaps.</summary>
    public virtual bool NeedsWhole => true;

    /// <summary>How often the sentence was put to the test.</summary>
    public long Examined { get; private set; }

    /// <summary>How often it was false.</summary>
    public long Violations { get; private set; }

    /// <summary>The first of them, at most <see cref="FindingsKept"/>.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>A command line; the history does not yet know its instant.</summary>
    public virtual void Asked(CommandLine command, History history)
    {
    }

    /// <summary>An event line; the history knows its instant and nothing else of it.</summary>
    public virtual void Before(EventLine line, History history)
    {
    }

    /// <summary>The same event line; the history knows it.</summary>
    public virtual void After(EventLine line, History history)
    {
    }

    /// <summary>A notice line.</summary>
    public virtual void Told(NoticeLine notice, History history)
    {
    }

    /// <summary>A command with its events and notices is complete.</summary>
    public virtual void Appended(AppendLines append, History history)
    {
    }

    /// <summary>
    /// Nothing is left to do, as far as the matcher has read (<see cref="History.HandledTo"/>): the last line of a
    /// local day is read, or the last of a complete file.
    /// </summary>
    public virtual void AtRest(History history)
    {
    }

    /// <summary>The end line.</summary>
    public virtual void Ended(EndLine end, History history)
    {
    }

    /// <summary>Nothing more comes.</summary>
    public virtual void Closed(History history)
    {
    }

    /// <summary>The sentence is put to the test once more.</summary>
    protected void Look() => Examined++;

    /// <summary>It is false.</summary>
    protected void Found(long position, string streams, string sentence)
    {
        Violations++;
        if (_findings.Count < FindingsKept)
        {
            _findings.Add(new Finding(Name, position, streams, sentence));
        }
    }
}

/// <summary>Where a sentence is false, and how.</summary>
/// <param name="Check">The name of the check.</param>
/// <param name="Position">The position of the event at which it shows; 0 when no event is concerned.</param>
/// <param name="Streams">The streams concerned.</param>
/// <param name="Sentence">What is wrong, with the values.</param>
public sealed record Finding(string Check, long Position, string Streams, string Sentence);
