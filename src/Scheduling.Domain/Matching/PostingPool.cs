namespace Scheduling.Domain.Matching;

/// <summary>
/// Where the postings of one index lie: blocks of numbers in segments that are never moved. A block given back is used
/// again for the next of its length, and holds the way to the one before in its first number.
/// </summary>
internal sealed class PostingPool
{
    /// <summary>A search reads up to this far beyond a block.</summary>
    public const int ReadBeyond = 16;

    private const int SegmentBits = 16;
    private const int LongestSegment = 1 << SegmentBits;
    private const int FirstSegment = 256;
    private const int Growth = 4;
    private const int Granule = 4;
    private const int None = -1;

    private readonly List<uint[]> _segments = [];
    private readonly int[] _unused = new int[1 + (Block.PlanesWithCentres * RankTuning.LongestChunk / Granule)];
    private int _next;
    private int _end;

    public PostingPool() => Array.Fill(_unused, None);

    public long Bytes { get; private set; }

    /// <summary>The numbers from one place to the end of its segment.</summary>
    public Span<uint> From(int at) => _segments[at >> SegmentBits].AsSpan(at & (LongestSegment - 1));

    /// <summary>A block of that many numbers, a multiple of four; what stands in it means nothing.</summary>
    public int Rent(int length)
    {
        var kind = length / Granule;
        if (_unused[kind] is var at and not None)
        {
            _unused[kind] = (int)From(at)[0] - 1;
            return at;
        }

        if (_end - _next < length)
        {
            AddSegment();
        }

        _next += length;
        return ((_segments.Count - 1) << SegmentBits) | (_next - length);
    }

    public void Return(int at, int length)
    {
        var kind = length / Granule;
        From(at)[0] = (uint)(_unused[kind] + 1);
        _unused[kind] = at;
    }

    private void AddSegment()
    {
        var before = _segments.Count == 0 ? 0 : _segments[^1].Length - ReadBeyond;
        var length = before == 0 ? FirstSegment : Math.Min(LongestSegment, before * Growth);
        _segments.Add(GC.AllocateUninitializedArray<uint>(length + ReadBeyond));
        Bytes += (length + ReadBeyond) * sizeof(uint);
        (_next, _end) = (0, length);
    }
}
