using System.Runtime.InteropServices;

namespace Scheduling.Domain.Matching;

/// <summary>One line of a ranked list: what a search must know of a record without looking at it.</summary>
internal interface IPosting
{
    /// <summary>The first part of the rank, as a number; ties are broken by the records.</summary>
    long Prefix { get; }

    /// <summary>The record's number.</summary>
    int Handle { get; }
}

/// <summary>What all postings of a chunk have in common: it may promise too much, never too little.</summary>
internal interface ISummary<TPosting>
{
    /// <summary>Of no posting.</summary>
    void Clear();

    void Include(in TPosting posting);
}

/// <summary>
/// Postings in rank order, in chunks with a summary each. Adding and removing anywhere costs a binary search and a
/// short move, and a search passes over a chunk in which nothing can fit with one look.
/// </summary>
internal sealed class RankedList<TPosting, TSummary>(IComparer<int> byRecord)
    where TPosting : struct, IPosting
    where TSummary : struct, ISummary<TPosting>
{
    private const int ChunkMax = 128;
    private const int MergedMax = ChunkMax / 2;

    private readonly List<Chunk> _chunks = [];

    public ReadOnlySpan<Chunk> Chunks => CollectionsMarshal.AsSpan(_chunks);

    /// <summary>The chunks from the first that holds a posting with this prefix or a later one.</summary>
    public ReadOnlySpan<Chunk> ChunksFrom(long prefix)
    {
        var (low, high) = (0, _chunks.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = _chunks[middle].Last.Prefix < prefix ? (middle + 1, high) : (low, middle);
        }

        return Chunks[low..];
    }

    public void Add(in TPosting posting)
    {
        var at = ChunkOf(posting);
        var isAfterAll = at == _chunks.Count;
        if (_chunks.Count == 0)
        {
            _chunks.Add(new Chunk());
        }

        at = Math.Min(at, _chunks.Count - 1);
        if (_chunks[at].Count == ChunkMax)
        {
            // Postings that come in rank order fill their chunks; the others split them.
            _chunks.Insert(at + 1, isAfterAll ? new Chunk() : _chunks[at].SplitOff());
            at = isAfterAll || Compare(_chunks[at].Last, posting) < 0 ? at + 1 : at;
        }

        _chunks[at].Insert(PlaceIn(_chunks[at], posting), posting);
    }

    public void Remove(in TPosting posting)
    {
        var at = ChunkOf(posting);
        var chunk = at < _chunks.Count ? _chunks[at] : throw new InvalidOperationException("No such posting.");
        var place = PlaceIn(chunk, posting);
        if (chunk.Postings[place].Handle != posting.Handle)
        {
            throw new InvalidOperationException("No such posting.");
        }

        chunk.Remove(place);
        if (chunk.Count == 0)
        {
            _chunks.RemoveAt(at);
        }
        else if (at + 1 < _chunks.Count && chunk.Count + _chunks[at + 1].Count <= MergedMax)
        {
            chunk.Append(_chunks[at + 1]);
            _chunks.RemoveAt(at + 1);
        }
    }

    /// <summary>Which of two postings comes first.</summary>
    public int Compare(in TPosting left, in TPosting right) =>
        left.Prefix != right.Prefix ? left.Prefix.CompareTo(right.Prefix) : byRecord.Compare(left.Handle, right.Handle);

    // The first chunk that ends at or after the posting.
    private int ChunkOf(in TPosting posting)
    {
        var (low, high) = (0, _chunks.Count);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = Compare(_chunks[middle].Last, posting) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private int PlaceIn(Chunk chunk, in TPosting posting)
    {
        var postings = chunk.Postings;
        var (low, high) = (0, postings.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            (low, high) = Compare(postings[middle], posting) < 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>A run of postings; never empty but while it is made.</summary>
    internal sealed class Chunk
    {
        private const int SmallestCapacity = 4;

        private TPosting[] _items = new TPosting[SmallestCapacity];
        private TSummary _summary;

        public Chunk() => _summary.Clear();

        public int Count { get; private set; }

        public ReadOnlySpan<TPosting> Postings => _items.AsSpan(0, Count);

        public ref readonly TSummary Summary => ref _summary;

        public ref readonly TPosting First => ref _items[0];

        public ref readonly TPosting Last => ref _items[Count - 1];

        public void Insert(int place, in TPosting posting)
        {
            if (Count == _items.Length)
            {
                Array.Resize(ref _items, Count * 2);
            }

            Array.Copy(_items, place, _items, place + 1, Count - place);
            _items[place] = posting;
            Count++;
            _summary.Include(posting);
        }

        public void Remove(int place)
        {
            Count--;
            Array.Copy(_items, place + 1, _items, place, Count - place);
            Summarise();
        }

        public Chunk SplitOff()
        {
            var half = Count / 2;
            var upper = new Chunk();
            upper.Take(Postings[half..]);
            Count = half;
            Summarise();
            return upper;
        }

        public void Append(Chunk next) => Take(next.Postings);

        private void Take(ReadOnlySpan<TPosting> postings)
        {
            foreach (ref readonly var posting in postings)
            {
                Insert(Count, posting);
            }
        }

        private void Summarise()
        {
            _summary.Clear();
            foreach (ref readonly var posting in Postings)
            {
                _summary.Include(posting);
            }
        }
    }
}
