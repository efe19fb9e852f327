using NodaTime;

namespace Scheduling.Domain.Matching;

/// <summary>
/// What the public may book in one scope, and how long the queues are, as far as the matcher has read the log. An
/// answer may be stale by the time somebody books: the operation decides.
/// </summary>
public readonly struct OpenSlots
{
    private readonly MatcherFeed _feed;

    internal OpenSlots(MatcherFeed feed) => _feed = feed;

    /// <summary>Entries that wait.</summary>
    public int WaitingCount => _feed.Book.Waiting.Count;

    /// <summary>Slots that the public may book.</summary>
    public int OpenCount => _feed.Book.OpenSlots.Count;

    /// <summary>Held-back slots that could be offered and were not yet. Counts them one by one.</summary>
    public int HeldBackDueCount
    {
        get
        {
            var feed = _feed;
            return feed.Slots.All.Count(slot => !slot.Standing.Released && feed.IsDue(slot));
        }
    }

    /// <summary>The earliest slot that fits a wish and has not started.</summary>
    /// <param name="ages">The patient's age band.</param>
    /// <param name="now">The local time in Poland.</param>
    public SlotRecord? EarliestFor(Criteria criteria, AgeRange ages, LocalDateTime now) =>
        EarliestFor(new WaitingRecord(default, default, criteria, ages, []), now);

    /// <summary>The earliest slot that fits an entry and has not started; the lead time is the list's alone.</summary>
    /// <param name="entry">Need not wait in this scope.</param>
    /// <param name="now">The local time in Poland.</param>
    public SlotRecord? EarliestFor(WaitingRecord entry, LocalDateTime now)
    {
        _feed.Expire(now);
        return _feed.WindowThrough is { } through
            ? _feed.Book.EarliestFor(entry, new MatchDay(now.Date, through, 0))
            : null;
    }

    /// <summary>The first slots of all places that have not started.</summary>
    /// <param name="now">The local time in Poland.</param>
    public IReadOnlyList<SlotRecord> First(int most, LocalDateTime now)
    {
        _feed.Expire(now);
        return _feed.Book.FirstOpen(most);
    }
}
