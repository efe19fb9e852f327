using System.Runtime.InteropServices;

namespace Scheduling.Domain.Matching;

/// <summary>
/// Memory for postings and headers that the collector neither moves nor looks at, in pages of two megabytes where the
/// system has them: a search of millions of entries reads a hundred places that have nothing to do with each other, and
/// half of its time would go into finding out where small pages are. All indices of a process share it, for few of them
/// fill a page of that length alone.
/// </summary>
internal static unsafe class SlabPool
{
    /// <summary>Bytes of the slabs of each kind; a slab of one is four of the kind before.</summary>
    public static ReadOnlySpan<int> Lengths => [4 << 10, 16 << 10, 64 << 10, 256 << 10];

    /// <summary>The longest kind.</summary>
    public const int Longest = 3;

    private const int PageLength = 2 << 20;
    private const int HugePagesWanted = 14;

    private static readonly Lock Gate = new();
    private static readonly Stack<nint>[] Unused = [.. Enumerable.Range(0, Longest + 1).Select(_ => new Stack<nint>())];

    /// <summary>A slab that begins with a cache line; what stands in it means nothing.</summary>
    public static void* Rent(int kind)
    {
        lock (Gate)
        {
            return (void*)Take(kind);
        }
    }

    /// <summary>Takes back a slab that nobody looks at any more.</summary>
    public static void Return(void* slab, int kind)
    {
        lock (Gate)
        {
            Unused[kind].Push((nint)slab);
        }
    }

    private static nint Take(int kind)
    {
        if (Unused[kind].TryPop(out var slab))
        {
            return slab;
        }

        var (whole, length) = kind == Longest ? (NewPage(), PageLength) : (Take(kind + 1), Lengths[kind + 1]);
        for (var at = length - Lengths[kind]; at > 0; at -= Lengths[kind])
        {
            Unused[kind].Push(whole + at);
        }

        return whole;
    }

    private static nint NewPage()
    {
        var page = NativeMemory.AlignedAlloc(PageLength, PageLength);
        if (OperatingSystem.IsLinux())
        {
            // A wish: a system without such pages says no, and all is as it would be without.
            _ = Advise(page, PageLength, HugePagesWanted);
        }

        return (nint)page;
    }

    [DllImport("libc", EntryPoint = "madvise")]
    private static extern int Advise(void* start, nuint length, int advice);
}

/// <summary>The slabs of one index; they go back to the pool when it is collected.</summary>
internal sealed unsafe class Slabs
{
    private readonly List<(nint Start, int Kind)> _rented = [];

    ~Slabs()
    {
        foreach (var (start, kind) in _rented)
        {
            SlabPool.Return((void*)start, kind);
        }

        if (Bytes > 0)
        {
            GC.RemoveMemoryPressure(Bytes);
        }
    }

    public long Bytes { get; private set; }

    /// <summary>One more slab, for as long as this object lives.</summary>
    public void* Rent(int kind)
    {
        var slab = SlabPool.Rent(kind);
        _rented.Add(((nint)slab, kind));
        GC.AddMemoryPressure(SlabPool.Lengths[kind]);
        Bytes += SlabPool.Lengths[kind];
        return slab;
    }
}
