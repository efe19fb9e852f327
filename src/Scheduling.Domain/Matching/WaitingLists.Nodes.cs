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

    // Changes when a node is made that a slot's place may have to look at.
    private int _version;

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

        for (var row = range.FirstRow; row <= range.LastRow; row++)
        {
            for (var column = range.FirstColumn; column <= range.LastColumn; column++)
            {
                var node = NodeOf(_cells, grid.NameOf(row, column));
                _holdsCircles[node] = true;
                _nodes.Add((node, grid.CentreIn(row, column, circle.Centre)));
            }
        }
    }

    private int NodeOf<TKey>(Dictionary<TKey, int> nodes, TKey key)
        where TKey : notnull
    {
        if (!nodes.TryGetValue(key, out var node))
        {
            nodes.Add(key, node = NewNode());
            _version += typeof(TKey) == typeof(PractitionerId) ? 0 : 1;
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
            _known.Add(place, nodes = new PlaceNodes(place, ++_placesKnown));
        }

        if (nodes.Version != _version)
        {
            nodes.Version = _version;
            FindNodes(nodes);
        }

        return nodes;
    }

    // A slot lies in more than anybody waits at; what has no node has nobody.
    private void FindNodes(PlaceNodes nodes)
    {
        nodes.Plain.Clear();
        nodes.Cells.Clear();
        AddIfKnown(nodes, _places.GetValueOrDefault(nodes.Place.Place, NoNode));
        foreach (var area in nodes.Areas)
        {
            AddIfKnown(nodes, _areas.GetValueOrDefault(area, NoNode));
        }

        nodes.Plain.Add(Country);
        foreach (var grid in CircleGrid.ForEntries)
        {
            var (row, column) = grid.CellOf(nodes.Place.Location);
            if (_cells.TryGetValue(grid.NameOf(row, column), out var node))
            {
                nodes.Cells.Add((node, grid.BoxAround(nodes.Place.Location)));
            }
        }
    }

    private static void AddIfKnown(PlaceNodes nodes, int node)
    {
        if (node != NoNode)
        {
            nodes.Plain.Add(node);
        }
    }

    /// <summary>Where the slots of a place look for entries; as long as it can get, so that a search allocates nothing.
    /// </summary>
    /// <param name="number">Of the place, from 1.</param>
    private sealed class PlaceNodes(PlaceRecord place, int number)
    {
        private const int MostPlain = 5;

        public PlaceRecord Place { get; } = place;

        public int Number { get; } = number;

        /// <summary>The areas that it lies in, the narrowest first.</summary>
        public TerytCode[] Areas { get; } =
            [.. Enumerable.Range(1, (int)place.Area.Level).Reverse().Select(level => place.Area.AtLevel((TerytLevel)level))];

        public int Version { get; set; } = -1;

        public List<int> Plain { get; } = new(MostPlain);

        public List<(int Node, Box Box)> Cells { get; } = new(CircleGrid.ForEntries.Length);
    }
}
