namespace Scheduling.Domain.Matching;

/// <summary>
/// Where the postings of one index lie: blocks of numbers in segments that are never moved. A block given back is used
/// again for the next of its length, and holds the way to the one before in its first number.
/// </summary>
internal sealed unsafe class PostingPool(Slabs slabs)
{
    /// <summary>A search reads up to this far beyond a block.</summary>
    public const int ReadBeyond = 16;

    private const int SegmentBits = 16;
    private const int LongestSegment = 1 << SegmentBits;
    private const int Granule = 4;
    private const int LineOfNumbers = CacheLine.Length / sizeof(uint);
    private const int None = -1;

    private Segment[] _segments = [];
    private readonly int[] _unused = Lengths(None);
    private int _next;
    private int _end;

    /// <summary>The numbers from one place to the end of its segment.</summary>
    public Span<uint> From(int at)
    {
        ref var segment = ref _segments[at >> SegmentBits];
        var start = at & (LongestSegment - 1);
        return new Span<uint>(segment.Numbers + start, segment.Length - start);
    }

    /// <summary>
    /// The first number of a block, for memory to send it; for all else there is <see cref="From"/>.
    /// </summary>
    public ref uint this[int at] => ref _segments[at >> SegmentBits].Numbers[at & (LongestSegment - 1)];

    /// <summary>A block of that many numbers, a multiple of four; what stands in it means nothing.</summary>
    public int Rent(int length)
    {
        var kind = length / Granule;
        if (_unused[kind] is var at and not None)
        {
            _unused[kind] = (int)From(at)[0] - 1;
            return at;
        }

        // Blocks of whole lines begin with a line.
        if (length % LineOfNumbers == 0)
        {
            _next = (_next + LineOfNumbers - 1) / LineOfNumbers * LineOfNumbers;
        }

        if (_end - _next < length)
        {
            AddSegment();
        }

        _next += length;
        return ((_segments.Length - 1) << SegmentBits) | (_next - length);
    }

    public void Return(int at, int length)
    {
        var kind = length / Granule;
        From(at)[0] = (uint)(_unused[kind] + 1);
        _unused[kind] = at;
    }

    private static int[] Lengths(int unused)
    {
        var lengths = new int[1 + (Block.PlanesWithCentres * RankTuning.LongestChunk / Granule)];
        Array.Fill(lengths, unused);
        return lengths;
    }

    // Each is of the next longer kind, until they are as long as can be.
    private void AddSegment()
    {
        var kind = Math.Min(_segments.Length, SlabPool.Longest);
        var segment = new Segment((uint*)slabs.Rent(kind), SlabPool.Lengths[kind] / sizeof(uint));
        _segments = [.. _segments, segment];
        (_next, _end) = (0, segment.Length - ReadBeyond);
    }

    private readonly record struct Segment(nint Start, int Length)
    {
        public Segment(uint* numbers, int length)
            : this((nint)numbers, length)
        {
        }

        public uint* Numbers => (uint*)Start;
    }
}
