namespace Scheduling.Domain.Matching;

/// <summary>
/// The waiting side of the order book: for every node of the map and every class a list of entries in rank order; see
/// README.md beside this file.
/// </summary>
internal sealed partial class WaitingLists
{
    private const int CursorsOfPlainList = 4;
    private const int CursorsOfCell = 16;

    private readonly RankTuning _tuning;
    private readonly WaitingTable _entries = new();
    private readonly Slabs _slabs = new();
    private readonly PostingPool _pool;
    private ChunkDirectory[] _directories = [];
    private int _directoryCount;
    private readonly Stack<int> _unusedDirectories = new();
    private readonly int _chunkMax;

    public WaitingLists(RankTuning tuning)
    {
        _tuning = tuning;
        _pool = new PostingPool(_slabs);
        _headers = new HeaderPages(_slabs);
        _chunkMax = Math.Clamp(tuning.ChunkMax, Chunk.Capacities[0], RankTuning.LongestChunk);
        NewNode();
        NewNode();
    }

    public WaitingTable Entries => _entries;

    /// <summary>Bytes of lists, headers, keys and bits; the records and the ways to them not counted.</summary>
    public long Bytes =>
        _slabs.Bytes
        + _known.Bytes
        + _practitioners.Bytes
        + _directories.Take(_directoryCount).Sum(directory => directory.Bytes)
        + _entries.Bytes;

    public long SlabBytes => _slabs.Bytes;

    public void Join(WaitingRecord entry)
    {
        Leave(entry.Entry);
        SweepSome();
        var handle = _entries.Add(entry);
        CollectNodesToWaitAt(entry.Criteria);
        var signature = Signature.Of(entry) | (_isLeftToRecord ? Signature.OnRecord : 0);
        var dates = Days.Of(entry.Criteria);
        foreach (var (node, centre) in _nodes)
        {
            Insert(
                ref _headers[node, (int)entry.Order.Class], new Posting(signature, dates, handle, centre),
                PlanesOf(node));
        }

        GC.KeepAlive(this);
    }

    public void Leave(EntryId entry)
    {
        if (_entries.Find(entry) is var handle && handle != WaitingTable.None)
        {
            Leave(handle);
        }
    }

    /// <summary>The postings stay where they are until a search or the sweep meets them.</summary>
    public void Leave(int handle)
    {
        _entries.Remove(handle);
        SweepSome();
        GC.KeepAlive(this);
    }

    private void Insert(ref Chunk list, in Posting posting, int planes)
    {
        if (list.Kind == ChunkKind.Directory)
        {
            list.Key = Math.Min(list.Key, _entries.KeyOf(posting.Handle));
            InsertInto(_directories[list.At], posting, planes);
        }
        else if (MakeRoom(ref list, planes))
        {
            Put(ref list, PlaceIn(list, posting.Handle), posting, planes);
        }
        else
        {
            MakeDirectory(ref list, planes);
            Insert(ref list, posting, planes);
        }
    }

    private void InsertInto(ChunkDirectory directory, in Posting posting, int planes)
    {
        var at = ChunkOf(directory, posting.Handle);
        if (!MakeRoom(ref directory[at], planes))
        {
            // Postings that come in rank order fill their chunks; the others split them.
            var isLast = at == directory.End - 1 && PlaceIn(directory[at], posting.Handle) == directory[at].End;
            var added = AddChunk(
                directory, at + 1, isLast ? NewChunk(planes) : SplitOff(ref directory[at], planes), planes);

            // Not where ChunkOf would put it now: without its dead the chunk may begin behind the posting.
            at = isLast || IsBefore(directory[added], posting.Handle) ? added : added - 1;
        }

        ref var chunk = ref directory[at];
        var place = PlaceIn(chunk, posting.Handle);
        Put(ref chunk, place, posting, planes);
        if (at != directory.End - 1)
        {
            directory.TakeBack(at);
        }
    }

    // Gives back where the chunk stands.
    private int AddChunk(ChunkDirectory directory, int at, in Chunk chunk, int planes)
    {
        at = directory.Insert(at, chunk);
        if (planes == Block.PlanesWithCentres
            && directory.CursorCount < Math.Min(_tuning.CursorsMax, directory.Count * CursorsOfPlainList))
        {
            directory.WidenCursors();
        }

        return at;
    }

    private void MakeDirectory(ref Chunk list, int planes)
    {
        if (!_unusedDirectories.TryPop(out var number))
        {
            number = _directoryCount++;
            if (number == _directories.Length)
            {
                Array.Resize(ref _directories, Math.Max(4, number * 2));
            }

            _directories[number] = new ChunkDirectory();
        }

        var cursors = planes == Block.PlanesWithCentres ? CursorsOfCell : CursorsOfPlainList;
        _directories[number].Begin(list, Math.Min(cursors, _tuning.CursorsMax));
        list = new Chunk { Kind = ChunkKind.Directory, At = number, Key = list.Key, Any = uint.MaxValue };
    }

    // Where a posting goes: the last chunk that does not begin behind it.
    private int ChunkOf(ChunkDirectory directory, int handle)
    {
        var (low, high) = (directory.First, directory.End - 1);
        if (IsBefore(directory[high], handle))
        {
            return high;
        }

        while (low < high)
        {
            var middle = (low + high + 1) >>> 1;
            (low, high) = IsBefore(directory[middle], handle) ? (middle, high) : (low, middle - 1);
        }

        return low;
    }

    private bool IsBefore(in Chunk chunk, int handle) =>
        chunk.Count == 0
            ? chunk.Key <= _entries.KeyOf(handle)
            : _entries.Compare(BlockOf(chunk).HandleOf(chunk.Start), handle) <= 0;

    // The first posting that comes after an entry, or the end; most entries come last.
    private int PlaceIn(in Chunk chunk, int handle)
    {
        if (chunk.Count == 0)
        {
            return chunk.End;
        }

        var block = BlockOf(chunk);
        if (_entries.Compare(block.HandleOf(chunk.End - 1), handle) <= 0)
        {
            return chunk.End;
        }

        int low = chunk.Start, high = chunk.End - 1;
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = _entries.Compare(block.HandleOf(middle), handle) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private void Put(ref Chunk chunk, int place, in Posting posting, int planes)
    {
        var block = BlockOf(chunk);
        if (place < chunk.End)
        {
            block.OpenGap(place, chunk.End, planes);
        }

        block.Put(place, posting, planes);
        Include(ref chunk, posting.Signature, posting.Handle);
        chunk.End++;
    }

    private Block BlockOf(in Chunk chunk) => new(_pool.From(chunk.At), chunk.Capacity);
}
