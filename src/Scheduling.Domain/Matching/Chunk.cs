namespace Scheduling.Domain.Matching;

/// <summary>What a list header or a line of a directory stands for.</summary>
internal enum ChunkKind : byte
{
    /// <summary>A list without postings.</summary>
    Empty,

    /// <summary>One block of postings.</summary>
    Block,

    /// <summary>A list of more than one block; the header names its directory.</summary>
    Directory,
}

/// <summary>
/// A run of postings in rank order, or a whole list: 16 bytes, so that the four lists of a node share a cache line.
/// </summary>
internal struct Chunk
{
    /// <summary>No posting has a lower key.</summary>
    public uint Key;

    /// <summary>All bits that a posting may have.</summary>
    public uint Any;

    /// <summary>Where the block lies, or the number of the directory.</summary>
    public int At;

    /// <summary>The first posting still in use; those before it are dead.</summary>
    public byte Start;

    /// <summary>Behind the last posting.</summary>
    public byte End;

    /// <summary>Which of <see cref="Capacities"/> the block has.</summary>
    public byte Size;

    public ChunkKind Kind;

    /// <summary>Lengths of a block in postings.</summary>
    public static ReadOnlySpan<byte> Capacities => [4, 8, 12, 16, 24, 32, 48, RankTuning.LongestChunk];

    public readonly int Capacity => Capacities[Size];

    public readonly int Count => End - Start;

    /// <summary>The smallest size that holds so many.</summary>
    public static byte SizeFor(int postings)
    {
        byte size = 0;
        while (Capacities[size] < postings)
        {
            size++;
        }

        return size;
    }
}

/// <summary>
/// The planes of a block, one behind the other: signatures, dates, handles, and in circle lists the centres.
/// </summary>
internal readonly ref struct Block(Span<uint> numbers, int capacity)
{
    /// <summary>Planes of a list without circles.</summary>
    public const int Planes = 3;

    /// <summary>Planes of a circle list.</summary>
    public const int PlanesWithCentres = 4;

    private readonly Span<uint> _numbers = numbers;

    public ref uint Signatures => ref _numbers[0];

    public ref uint Dates => ref _numbers[capacity];

    public ref uint Centres => ref _numbers[Planes * capacity];

    public ref uint SignatureOf(int index) => ref _numbers[index];

    public uint CentreOf(int index) => _numbers[(Planes * capacity) + index];

    public readonly int HandleOf(int index) => (int)_numbers[(2 * capacity) + index];

    /// <summary>Copies one posting to another place, here or in another block.</summary>
    public void Copy(int index, Block target, int place, int planes)
    {
        for (var plane = 0; plane < planes; plane++)
        {
            target._numbers[(plane * target.Capacity) + place] = _numbers[(plane * capacity) + index];
        }
    }

    /// <summary>Makes a gap of one before a posting.</summary>
    public void OpenGap(int index, int end, int planes)
    {
        for (var plane = 0; plane < planes; plane++)
        {
            var row = _numbers.Slice(plane * capacity, capacity);
            row[index..end].CopyTo(row[(index + 1)..]);
        }
    }

    public void Put(int index, in Posting posting, int planes)
    {
        _numbers[index] = posting.Signature;
        _numbers[capacity + index] = posting.Dates;
        _numbers[(2 * capacity) + index] = (uint)posting.Handle;
        if (planes == PlanesWithCentres)
        {
            _numbers[(Planes * capacity) + index] = posting.Centre;
        }
    }

    private int Capacity => capacity;
}

/// <summary>An entry as it stands in one list.</summary>
/// <param name="Centre">Of its circle, in the coordinates of the cell; of no meaning in other lists.</param>
internal readonly record struct Posting(uint Signature, uint Dates, int Handle, uint Centre);
