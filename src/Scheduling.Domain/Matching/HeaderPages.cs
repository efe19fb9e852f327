namespace Scheduling.Domain.Matching;

/// <summary>The headers of all nodes: the four lists of a node lie in one cache line.</summary>
internal sealed unsafe class HeaderPages(Slabs slabs)
{
    /// <summary>Lists of a node, one per class.</summary>
    public const int Classes = 4;

    private const int PageBits = 6;
    private const int PageLength = 1 << PageBits;
    private const int PageKind = 0;

    private nint[] _pages = [];

    /// <summary>How many nodes there are.</summary>
    public int Count { get; private set; }

    /// <summary>The list of a class at a node.</summary>
    public ref Chunk this[int node, int @class] => ref FirstOf(node)[@class];

    /// <summary>The list of the first class at a node; those of the others lie behind it.</summary>
    public Chunk* FirstOf(int node) =>
        (Chunk*)_pages[node >> PageBits] + ((node & (PageLength - 1)) * Classes);

    /// <summary>A new node with four empty lists.</summary>
    public int Add()
    {
        if (Count == _pages.Length * PageLength)
        {
            var page = slabs.Rent(PageKind);
            new Span<Chunk>(page, PageLength * Classes).Clear();
            _pages = [.. _pages, (nint)page];
        }

        return Count++;
    }
}
