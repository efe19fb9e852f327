using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Operations;

namespace Poczekalnia.Simulation;

/// <summary>The matcher of one scope and what the log has still to tell it.</summary>
public sealed class ScopeMatcher
{
    // With three races in ten lost by a fault, so many in a row come once in ten to the power of sixteen.
    private const int GroupAttempts = 32;

    private readonly Queue<MatcherInput> _unread = new();
    private readonly MatcherFeed _feed;
    private readonly Allocator _allocator;
    private long _proposed;
    private int _lost;

    /// <param name="book">An empty order book: the plain matcher or the fast one.</param>
    public ScopeMatcher(ScopeCode scope, IMatcher book)
    {
        Scope = scope;
        _feed = new MatcherFeed(book);
        _allocator = new Allocator(_feed);
    }

    public ScopeCode Scope { get; }

    /// <summary>Searches for the public.</summary>
    public OpenSlots Open => _allocator.OpenSlots;

    public void Tell(MatcherInput input) => _unread.Enqueue(input);

    /// <summary>
    /// Reads to the head of the log and has the next group decided; false when there was nothing to do.
    /// </summary>
    public bool Step(Executor executor, long head, LocalDateTime now, int most)
    {
        Catch(head);
        var group = _allocator.Propose(now, most);
        if (group.Count == 0)
        {
            return false;
        }

        var commands = new Command[group.Count];
        for (var i = 0; i < commands.Length; i++)
        {
            _proposed++;
            var id = Ids.Derive("proposal", Scope.Value, $"{head}", $"{_proposed}");
            commands[i] = new Command(id, id, Actor.System, group[i].ToOperation(Scope));
        }

        if (executor.RunGroup(commands))
        {
            _allocator.Commit();
            _lost = 0;
            return true;
        }

        // Somebody was faster: read on and propose again. A group that is refused again and again is a bug.
        _allocator.Rollback();
        if (++_lost > GroupAttempts)
        {
            throw new InvalidOperationException($"The matcher of {Scope} proposes what is refused: {group[0]}.");
        }

        return true;
    }

    private void Catch(long head)
    {
        while (_unread.TryDequeue(out var input))
        {
            _feed.Apply(input);
        }

        _feed.ReadTo(head);
    }
}
