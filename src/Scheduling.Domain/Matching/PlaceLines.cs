using System.Runtime.CompilerServices;

namespace Scheduling.Domain.Matching;

/// <summary>
/// Where the slots of each place look for entries, each place in a line of memory or two. A search finds it by the
/// record itself: slots of a place share one, as a rule, and then no more than its reference is compared.
/// </summary>
internal sealed class PlaceLines
{
    private const ulong SpreadFactor = 0x9E3779B97F4A7C15UL;

    // What the hash of a place leads to: the number of its line and one more, so that 0 is nobody's.
    private int[] _numbers = new int[4];
    private PlaceLine[] _lines = new PlaceLine[2];
    private CellLine[] _cells = [];
    private int _stride;
    private int _count;

    public long Bytes =>
        (_numbers.Length * 4L) + (_lines.Length * (long)Unsafe.SizeOf<PlaceLine>())
        + (_cells.Length * (long)Unsafe.SizeOf<CellLine>());

    /// <summary>The number of a place, or of a line that is yet to be filled.</summary>
    public int NumberOf(PlaceRecord place, out bool isKnown)
    {
        var index = HashOf(place) & (uint)(_numbers.Length - 1);
        for (; _numbers[index] != 0; index = (index + 1) & (uint)(_numbers.Length - 1))
        {
            var number = _numbers[index] - 1;
            if (ReferenceEquals(_lines[number].Record, place) || _lines[number].Record == place)
            {
                isKnown = true;
                return number;
            }
        }

        isKnown = false;
        return Add(place);
    }

    /// <summary>Has memory send what <see cref="NumberOf"/> begins with.</summary>
    public void Fetch(PlaceRecord place) => CacheLine.Fetch(ref _numbers[HashOf(place) & (uint)(_numbers.Length - 1)]);

    public ref PlaceLine this[int number] => ref _lines[number];

    /// <summary>A place in each grid in use; all zeros when that is not yet known.</summary>
    public Span<CellLine> CellsOf(int number) => _cells.AsSpan(number * _stride, _stride);

    /// <summary>One more grid is in use: of no place the cells are known any more.</summary>
    public void AddGrid()
    {
        _stride++;
        _cells = new CellLine[_lines.Length * _stride];
    }

    private int Add(PlaceRecord place)
    {
        if (_count == _lines.Length)
        {
            Grow();
        }

        _lines[_count].Record = place;
        Enter(_count);
        return _count++;
    }

    private void Grow()
    {
        Array.Resize(ref _lines, _lines.Length * 2);
        Array.Resize(ref _cells, _lines.Length * _stride);
        _numbers = new int[_lines.Length * 2];
        for (var number = 0; number < _count; number++)
        {
            Enter(number);
        }
    }

    private void Enter(int number)
    {
        var index = HashOf(_lines[number].Record!) & (uint)(_numbers.Length - 1);
        while (_numbers[index] != 0)
        {
            index = (index + 1) & (uint)(_numbers.Length - 1);
        }

        _numbers[index] = number + 1;
    }

    private static uint HashOf(PlaceRecord place) =>
        (uint)(unchecked((uint)place.Place.Value.GetHashCode() * SpreadFactor) >> 32);
}

/// <summary>The nodes at which the slots of a place look, but for circles.</summary>
internal struct PlaceLine
{
    public PlaceRecord? Record;

    public PlainNodes Nodes;
}

/// <summary>From the narrowest to the widest: place, gmina, powiat, voivodeship, country.</summary>
[InlineArray(Length)]
internal struct PlainNodes
{
    public const int Length = 5;

    private int _first;
}

/// <summary>A place in one grid.</summary>
/// <param name="Node">Of its cell; never 0, which is the country.</param>
/// <param name="Outer">Outside of it no circle of the grid holds the place.</param>
/// <param name="Inner">Within it every circle of the grid's full radius does.</param>
internal readonly record struct CellLine(int Node, Box Outer, Box Inner);
