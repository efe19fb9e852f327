using System.Diagnostics;
using NodaTime;
using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Tests.Matching;

/// <summary>
/// A shell as small as can be: a log of inputs, an allocator that reads it, and what was decided. Every member of every
/// group is judged by the model before it is appended.
/// </summary>
internal sealed class MatcherShell
{
    private readonly Func<IMatcher> _makeBook;
    private readonly List<MatcherInput> _log = [];
    private FeedState? _kept;

    public MatcherShell(Func<IMatcher>? makeBook = null)
    {
        _makeBook = makeBook ?? (() => new RankIndex());
        Restart();
    }

    public LocalDateTime Now { get; set; } = new(2026, 3, 27, 0, 0);

    public MatcherModel Model { get; } = new();

    public IMatcher Book { get; private set; } = null!;

    public MatcherFeed Feed { get; private set; } = null!;

    public Allocator Allocator { get; private set; } = null!;

    /// <summary>All that was decided, in order, whatever was read when.</summary>
    public List<Proposal> Decided { get; } = [];

    public long Position => _log.Count;

    public void Tell(Func<long, MatcherInput> say)
    {
        var input = say(_log.Count + 1);
        _log.Add(input);
        Model.Apply(input);
        Feed.Apply(input);
    }

    /// <summary>Forgets all but the log and reads it again.</summary>
    public void Restart()
    {
        Begin();
        _log.ForEach(Feed.Apply);
    }

    /// <summary>Starts again in a way, from something that was kept earlier where it is so.</summary>
    public void Start(Restart restart, Dice dice)
    {
        if (restart == Matching.Restart.FromWhatWasKept && _kept is { } kept)
        {
            Begin();
            Feed.Restore(kept);
            _log.Where(input => input.Position > kept.Position).ToList().ForEach(Feed.Apply);
        }
        else
        {
            Restart();
        }

        _kept = dice.OneIn(2) ? Feed.Capture() : _kept;
    }

    private void Begin()
    {
        Book = _makeBook();
        Feed = new MatcherFeed(Book);
        Allocator = new Allocator(Feed);
    }

    /// <summary>One group, proposed, judged and appended; what it was without the positions.</summary>
    public IReadOnlyList<Proposal> RunGroup(int most)
    {
        var group = Allocator.Propose(Now, most);
        Assert.True(group.Count <= most && group.All(member => member.AsOf == Position));
        if (group.Count > 0)
        {
            Allocator.Commit();
        }

        foreach (var member in group)
        {
            Model.Judge(member, Now);
            Append(member);
            Decided.Add(member with { AsOf = 0 });
        }

        return group;
    }

    /// <summary>Groups until there is nothing left; the members without the positions.</summary>
    public IReadOnlyList<Proposal> RunToRest(int most = 4_000)
    {
        var before = Decided.Count;
        while (!Allocator.IsIdle)
        {
            RunGroup(most);
        }

        Assert.Empty(Allocator.Propose(Now, most));
        Model.JudgeRest(Book, Now);
        return Decided[before..];
    }

    private void Append(Proposal member)
    {
        switch (member)
        {
            case Proposal.Assign assign:
                Tell(at => new MatcherInput.SlotGone(assign.Slot, at));
                Tell(at => new MatcherInput.EntryGone(assign.Entry, at));
                break;
            case Proposal.Release release:
                Tell(at => new MatcherInput.SlotReleased(release.Slot, release.AsOf, at));
                break;
            case Proposal.Sweep sweep: Tell(at => new MatcherInput.WindowSwept(sweep.Through, at)); break;
            default: throw new UnreachableException();
        }
    }
}

/// <summary>How a matcher is started again.</summary>
public enum Restart
{
    None,

    /// <summary>It reads the whole log.</summary>
    FromTheLog,

    /// <summary>It takes over what was kept at some time, and reads on.</summary>
    FromWhatWasKept,
}
