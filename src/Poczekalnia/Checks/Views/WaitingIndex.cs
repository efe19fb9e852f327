namespace Poczekalnia.Checks.Views;

/// <summary>
/// The waiting entries of one scope, filed by what they will accept: place, then terms and age, then days, and only
/// then in order. A slot visits the files whose place wish takes its place. Exact; no engine is built this way.
/// </summary>
public sealed class WaitingIndex
{
    private readonly Dictionary<string, PlaceFile> _byWish = new(StringComparer.Ordinal);
    private readonly List<PlaceFile> _files = [];
    private readonly Dictionary<Place, List<PlaceFile>> _byPlace = [];
    private List<Lane> _touched = [];

    public int Count { get; private set; }


    public void Add(Entry entry)
    {
        Remove(entry);
        var lane = FileOf(entry.Wish.Place).LaneOf(entry);
        lane.Add(entry);
        entry.Lane = lane;
        Count++;
        if (!lane.IsTouched)
        {
            lane.IsTouched = true;
            _touched.Add(lane);
        }
    }

    /// <summary>
    /// The lanes into which somebody came since they were last taken. One with somebody newer than a position is given
    /// and stays in the list, for that one is not to be judged yet.
    /// </summary>
    public List<Lane> TakeTouched(long handledTo)
    {
        var taken = _touched;
        _touched = [];
        foreach (var lane in taken)
        {
            lane.IsTouched = lane.Newest > handledTo;
            if (lane.IsTouched)
            {
                _touched.Add(lane);
            }
        }

        return taken;
    }

    public void Remove(Entry entry)
    {
        if (entry.Lane is { } lane)
        {
            lane.Remove(entry);
            entry.Lane = null;
            Count--;
        }
    }

    /// <summary>
    /// The best entry that a slot fits, of those better than a rank and unchanged since a position; nothing when there
    /// is none. Whether the slot may be offered at all the caller knows.
    /// </summary>
    public Entry? BestFor(Slot slot, DateOnly today, Rank? betterThan, long unchangedSince)
    {
        var daysAhead = slot.Day.DayNumber - today.DayNumber;
        Entry? best = null;
        var bound = betterThan;
        foreach (var file in FilesOf(slot.Place))
        {
            foreach (var group in file.Groups)
            {
                if (!group.MayBeat(bound) || !group.Takes(slot))
                {
                    continue;
                }

                foreach (var lane in group.Lanes)
                {
                    if (lane.MayBeat(bound)
                        && lane.Span.Takes(slot.Day, daysAhead)
                        && lane.Best(slot, bound, unchangedSince) is { } found)
                    {
                        best = found;
                        bound = found.Order;
                    }
                }
            }
        }

        return best;
    }

    private PlaceFile FileOf(PlaceWish wish)
    {
        if (_byWish.TryGetValue(wish.Key, out var file))
        {
            return file;
        }

        file = new PlaceFile(wish);
        _byWish.Add(wish.Key, file);
        _files.Add(file);
        foreach (var (place, files) in _byPlace)
        {
            if (wish.Takes(place))
            {
                files.Add(file);
                file.Places.Add(place);
            }
        }

        return file;
    }

    /// <summary>A place has slots: from now on it is among those of every file that takes it.</summary>
    public void Know(Place place) => FilesOf(place);

    private List<PlaceFile> FilesOf(Place place)
    {
        if (!_byPlace.TryGetValue(place, out var files))
        {
            _byPlace.Add(place, files = _files.FindAll(file => file.Wish.Takes(place)));
            files.ForEach(file => file.Places.Add(place));
        }

        return files;
    }
}

/// <summary>All waiting entries with one wish for a place.</summary>
public sealed class PlaceFile(PlaceWish wish)
{
    private readonly Dictionary<(WishTerms Terms, AgeSpan Ages), TermsGroup> _groups = [];

    public PlaceWish Wish { get; } = wish;

    /// <summary>The groups in which somebody waits.</summary>
    public List<TermsGroup> Groups { get; } = [];

    /// <summary>The places it takes, of those that ever had a slot.</summary>
    public List<Place> Places { get; } = [];

    public Lane LaneOf(Entry entry)
    {
        var key = (entry.Wish.Terms, entry.Ages);
        if (!_groups.TryGetValue(key, out var group))
        {
            _groups.Add(key, group = new TermsGroup(this, entry.Wish.Terms, entry.Ages));
        }

        return group.LaneOf(entry.Wish.Span);
    }
}

/// <summary>All waiting entries with one wish for a place, the same terms and the same age band.</summary>
public sealed class TermsGroup(PlaceFile file, WishTerms terms, AgeSpan ages)
{
    private readonly Dictionary<DaySpan, Lane> _lanes = [];

    // The best order of anybody here; nothing when it must be looked for again.
    private Rank? _best;

    public PlaceFile File { get; } = file;

    /// <summary>The lanes in which somebody waits.</summary>
    public List<Lane> Lanes { get; } = [];

    public bool Takes(Slot slot) =>
        terms.Against(slot) is null && (slot.Ages is not { } span || span.Holds(ages));

    /// <summary>Whether anybody here is better than a rank, whatever the slot.</summary>
    public bool MayBeat(Rank? bound)
    {
        if (bound is not { } rank)
        {
            return true;
        }

        if (_best is not { } best)
        {
            best = Lanes[0].BestOrder;
            foreach (var lane in Lanes)
            {
                best = lane.BestOrder.CompareTo(best) < 0 ? lane.BestOrder : best;
            }

            _best = best;
        }

        return best.CompareTo(rank) < 0;
    }

    /// <summary>The first of a lane is another one now.</summary>
    public void LookAgain() => _best = null;

    public Lane LaneOf(DaySpan span)
    {
        if (!_lanes.TryGetValue(span, out var lane))
        {
            _lanes.Add(span, lane = new Lane(this, span));
        }

        return lane;
    }

    public void Enter(Lane lane)
    {
        if (Lanes.Count == 0)
        {
            File.Groups.Add(this);
        }

        Lanes.Add(lane);
    }

    public void Drop(Lane lane)
    {
        Lanes.Remove(lane);
        if (Lanes.Count == 0)
        {
            File.Groups.Remove(this);
        }

        if (!lane.IsTouched)
        {
            _lanes.Remove(lane.Span);
        }
    }
}

/// <summary>Waiting entries that differ in nothing but their order and the slots they have left.</summary>
public sealed class Lane(TermsGroup group, DaySpan span)
{
    private static readonly Comparer<Entry> InOrder = Comparer<Entry>.Create(static (left, right) =>
    {
        var byRank = left.Order.CompareTo(right.Order);
        return byRank != 0 ? byRank : left.Id.CompareTo(right.Id);
    });

    private readonly SortedSet<Entry> _entries = new(InOrder);

    public TermsGroup Group { get; } = group;

    public DaySpan Span { get; } = span;

    /// <summary>Whether it stands in the list of lanes with something new.</summary>
    public bool IsTouched { get; set; }

    public bool IsEmpty => _entries.Count == 0;

    /// <summary>Position of the last event that brought somebody in.</summary>
    public long Newest { get; private set; }

    /// <summary>The order of the first; without a meaning when there is none.</summary>
    public Rank BestOrder { get; private set; }

    private Entry? Head { get; set; }

    public void Add(Entry entry)
    {
        if (_entries.Count == 0)
        {
            Group.Enter(this);
        }

        _entries.Add(entry);
        Newest = Math.Max(Newest, entry.ChangedAt);
        FindHead();
    }

    public void Remove(Entry entry)
    {
        _entries.Remove(entry);
        FindHead();
        if (_entries.Count == 0)
        {
            Group.Drop(this);
        }
    }

    /// <summary>Whether the first is better than a rank, whatever the slot.</summary>
    public bool MayBeat(Rank? bound) => bound is not { } rank || BestOrder.CompareTo(rank) < 0;

    /// <summary>The best entry that has not left the slot, better than a rank and unchanged since a position.</summary>
    public Entry? Best(Slot slot, Rank? betterThan, long unchangedSince)
    {
        if (Head is not { } head || !IsBetter(head, betterThan))
        {
            return null;
        }

        if (MayTake(head, slot, unchangedSince))
        {
            return head;
        }

        foreach (var entry in _entries)
        {
            if (!IsBetter(entry, betterThan))
            {
                return null;
            }

            if (MayTake(entry, slot, unchangedSince))
            {
                return entry;
            }
        }

        return null;
    }

    private void FindHead()
    {
        Head = _entries.Min;
        BestOrder = Head?.Order ?? default;
        Group.LookAgain();
    }

    private static bool IsBetter(Entry entry, Rank? bound) => bound is not { } rank || entry.Order.CompareTo(rank) < 0;

    private static bool MayTake(Entry entry, Slot slot, long unchangedSince) =>
        entry.ChangedAt <= unchangedSince && !entry.HasLeft(slot);
}
