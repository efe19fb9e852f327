namespace Scheduling.Domain.Matching;

/// <summary>Where entries wait, and where a slot looks for them.</summary>
internal sealed partial class WaitingLists
{
    private const int Country = 0;
    private const int NoNode = -1;
    private const int Classes = 4;
    private const int PageBits = 6;
    private const int PageLength = 1 << PageBits;

    private readonly List<Chunk[]> _pages = [];
    private readonly List<bool> _holdsCircles = [];
    private readonly Dictionary<TerytCode, int> _areas = [];
    private readonly Dictionary<PlaceId, int> _places = [];
    private readonly Dictionary<PractitionerId, int> _practitioners = [];
    private readonly Dictionary<long, int> _cells = [];
    private readonly PlaceTable<PlaceNodes> _known = new();

    // Filled and emptied within one call.
    private readonly List<(int Node, uint Centre)> _nodes = [];
    private int _placesKnown;

    // In a grid that nobody has waited in yet no place has a cell.
    private readonly bool[] _gridsInUse = new bool[CircleGrid.ForEntries.Length];
    private int _gridCount;

    private ref Chunk ListOf(int node, int @class) =>
        ref _pages[node >> PageBits][((node & (PageLength - 1)) * Classes) + @class];

    private int PlanesOf(int node) => _holdsCircles[node] ? Block.PlanesWithCentres : Block.Planes;

    // The practitioner is rarer than any place; the place is then left to the record.
    private void CollectNodesToWaitAt(Criteria wish)
    {
        _nodes.Clear();
        switch (wish)
        {
            case { Practitioner: { } practitioner }: AddNode(NodeOf(_practitioners, practitioner)); break;
            case { Place: null }: AddNode(Country); break;
            case { Place.Areas: { } areas }:
                foreach (var area in areas.AsSpan())
                {
                    AddNode(NodeOf(_areas, area));
                }

                break;
            case { Place.Places: { } places }:
                foreach (var place in places.AsSpan())
                {
                    AddNode(NodeOf(_places, place));
                }

                break;
            case { Place.Circle: { } circle }: AddCells(circle); break;
            default: break;
        }
    }

    // A wish may name an area twice.
    private void AddNode(int node)
    {
        if (!_nodes.Contains((node, 0)))
        {
            _nodes.Add((node, 0));
        }
    }

    private void AddCells(Circle circle)
    {
        if (CircleGrid.For(circle.RadiusKm, CircleGrid.ForEntries) is not { } grid
            || grid.CellsOf(circle) is not { } range)
        {
            AddNode(Country);
            return;
        }

        if (!_gridsInUse[grid.Number])
        {
            _gridsInUse[grid.Number] = true;
            _gridCount++;
        }

        for (var row = range.FirstRow; row <= range.LastRow; row++)
        {
            for (var column = range.FirstColumn; column <= range.LastColumn; column++)
            {
                _nodes.Add((NodeOfCell(grid, row, column), grid.CentreIn(row, column, circle.Centre)));
            }
        }
    }

    private int NodeOfCell(CircleGrid grid, int row, int column)
    {
        var node = NodeOf(_cells, grid.NameOf(row, column));
        _holdsCircles[node] = true;
        return node;
    }

    private int NodeOf<TKey>(Dictionary<TKey, int> nodes, TKey key)
        where TKey : notnull
    {
        if (!nodes.TryGetValue(key, out var node))
        {
            nodes.Add(key, node = NewNode());
        }

        return node;
    }

    private int NewNode()
    {
        if (_holdsCircles.Count == _pages.Count * PageLength)
        {
            _pages.Add(new Chunk[PageLength * Classes]);
        }

        _holdsCircles.Add(false);
        return _holdsCircles.Count - 1;
    }

    private PlaceNodes NodesOf(PlaceRecord place)
    {
        if (_known.Find(place) is not { } nodes)
        {
            _known.Add(place, nodes = new PlaceNodes(++_placesKnown, PlainNodesOf(place)));
        }

        if (nodes.GridCount != _gridCount)
        {
            nodes.GridCount = _gridCount;
            nodes.Cells = CellsOf(place);
        }

        return nodes;
    }

    // From the narrowest to the widest.
    private int[] PlainNodesOf(PlaceRecord place)
    {
        var nodes = new List<int> { NodeOf(_places, place.Place) };
        for (var level = place.Area.Level; level >= TerytLevel.Voivodeship; level--)
        {
            nodes.Add(NodeOf(_areas, place.Area.AtLevel(level)));
        }

        nodes.Add(Country);
        return [.. nodes];
    }

    private (int Node, Box Box)[] CellsOf(PlaceRecord place)
    {
        var cells = new List<(int Node, Box Box)>();
        foreach (var grid in CircleGrid.ForEntries)
        {
            if (_gridsInUse[grid.Number])
            {
                var (row, column) = grid.CellOf(place.Location);
                cells.Add((NodeOfCell(grid, row, column), grid.BoxAround(place.Location)));
            }
        }

        return [.. cells];
    }

    /// <summary>Where the slots of a place look for entries.</summary>
    /// <param name="number">Of the place, from 1.</param>
    private sealed class PlaceNodes(int number, int[] plain)
    {
        public int Number { get; } = number;

        public int[] Plain { get; } = plain;

        /// <summary>How many grids were in use when <see cref="Cells"/> were looked up.</summary>
        public int GridCount { get; set; }

        public (int Node, Box Box)[] Cells { get; set; } = [];
    }
}
