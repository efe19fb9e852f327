namespace Scheduling.Domain.Matching;

/// <summary>Where entries wait, and where a slot looks for them.</summary>
internal sealed partial class WaitingLists
{
    private const int Country = 0;

    // Nobody ever waits there: it stands for what a slot does not have.
    private const int Nowhere = 1;
    private const int Classes = HeaderPages.Classes;

    private readonly HeaderPages _headers;
    private readonly List<bool> _holdsCircles = [];
    private readonly Dictionary<TerytCode, int> _areas = [];
    private readonly Dictionary<PlaceId, int> _places = [];
    private readonly PractitionerNodes _practitioners = new();
    private readonly Dictionary<long, int> _cells = [];
    private readonly PlaceLines _known = new();

    // Filled and emptied within one call.
    private readonly List<(int Node, uint Centre)> _nodes = [];
    private bool _isLeftToRecord;

    // In a grid that nobody has waited in yet no place has a cell.
    private readonly bool[] _gridsInUse = new bool[CircleGrid.ForEntries.Length];

    private int PlanesOf(int node) => _holdsCircles[node] ? Block.PlanesWithCentres : Block.Planes;

    // The practitioner is rarer than any place; the place is then left to the record.
    private void CollectNodesToWaitAt(Criteria wish)
    {
        _nodes.Clear();
        _isLeftToRecord = false;
        switch (wish)
        {
            case { Practitioner: { } practitioner }: AddNode(NodeOf(practitioner)); break;
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
            _isLeftToRecord = true;
            AddNode(Country);
            return;
        }

        if (!_gridsInUse[grid.Number])
        {
            _gridsInUse[grid.Number] = true;
            _known.AddGrid();
        }

        // Of smaller circles than the grid is made for the boxes say too much.
        _isLeftToRecord = circle.RadiusKm != grid.RadiusKm;

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

    private int NodeOf(PractitionerId practitioner)
    {
        var node = _practitioners.Find(practitioner, Nowhere);
        if (node == Nowhere)
        {
            _practitioners.Add(practitioner, node = NewNode());
        }

        return node;
    }

    private int NewNode()
    {
        _holdsCircles.Add(false);
        return _headers.Add();
    }

    // The number of a place whose line is filled.
    private int Know(PlaceRecord place)
    {
        var number = _known.NumberOf(place, out var isKnown);
        if (!isKnown)
        {
            FillNodes(place, ref _known[number].Nodes);
        }

        if (_known.CellsOf(number) is [{ Node: Country }, ..] cells)
        {
            FillCells(place, cells);
        }

        return number;
    }

    private void FillNodes(PlaceRecord place, ref PlainNodes nodes)
    {
        nodes[0] = NodeOf(_places, place.Place);
        for (var level = TerytLevel.Gmina; level >= TerytLevel.Voivodeship; level--)
        {
            nodes[PlainNodes.Length - 1 - (int)level] =
                level <= place.Area.Level ? NodeOf(_areas, place.Area.AtLevel(level)) : Nowhere;
        }

        nodes[PlainNodes.Length - 1] = Country;
    }

    private void FillCells(PlaceRecord place, Span<CellLine> cells)
    {
        var next = 0;
        foreach (var grid in CircleGrid.ForEntries)
        {
            if (_gridsInUse[grid.Number])
            {
                var (row, column) = grid.CellOf(place.Location);
                cells[next++] = new CellLine(
                    NodeOfCell(grid, row, column), grid.BoxAround(place.Location), grid.BoxWithin(place.Location));
            }
        }
    }
}
