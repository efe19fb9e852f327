namespace Scheduling.Domain.Matching;

/// <summary>Where entries and slots meet.</summary>
public sealed partial class RankIndex
{
    private readonly Node _country;
    private readonly Dictionary<TerytCode, Node> _areas = [];
    private readonly Dictionary<PlaceId, Node> _places = [];
    private readonly Dictionary<PractitionerId, Node> _practitioners = [];
    private readonly Dictionary<GeoPoint, Node> _points = [];
    private readonly Dictionary<Circle, CircleNodes> _circles = [];
    private readonly Dictionary<PlaceRecord, Node[]> _nodesOfPlace = [];

    private Node NewNode() => new(_byEntry, _bySlot);

    // A slot stands at everything it lies in, so that an entry that names any of it meets the slot there.
    private void CollectNodesOf(SlotRecord slot)
    {
        if (!_nodesOfPlace.TryGetValue(slot.Place, out var ofPlace))
        {
            _nodesOfPlace.Add(slot.Place, ofPlace = NodesOf(slot.Place));
        }

        _nodes.Clear();
        _nodes.AddRange(ofPlace);
        if (slot.Practitioner is { } practitioner)
        {
            _nodes.Add(NodeOf(_practitioners, practitioner));
        }
    }

    private Node[] NodesOf(PlaceRecord place)
    {
        var nodes = new List<Node> { _country, NodeOf(_places, place.Place), NodeOfPoint(place.Location) };
        for (var level = TerytLevel.Voivodeship; level <= place.Area.Level; level++)
        {
            nodes.Add(NodeOf(_areas, place.Area.AtLevel(level)));
        }

        return [.. nodes];
    }

    // An entry waits at what it names: at the practitioner, who is rarer than any place, else at each area or service
    // place, or at every point inside its circle at which there is a service place.
    private void CollectNodesToWaitAt(Criteria wish, int handle)
    {
        _nodes.Clear();
        switch (wish)
        {
            case { Practitioner: { } practitioner }: AddNode(NodeOf(_practitioners, practitioner)); break;
            case { Place: null }: AddNode(_country); break;
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
            case { Place.Circle: { } circle }:
                var nodes = NodesInside(circle);
                nodes.Entries.Add(handle);
                _nodes.AddRange(nodes.Points);
                break;
            default: break;
        }
    }

    // The same nodes, but none is made for a wish that only asks.
    private void CollectNodesToSearch(Criteria wish)
    {
        _nodes.Clear();
        switch (wish)
        {
            case { Practitioner: { } practitioner }: AddNode(_practitioners.GetValueOrDefault(practitioner)); break;
            case { Place: null }: AddNode(_country); break;
            case { Place.Areas: { } areas }:
                foreach (var area in areas.AsSpan())
                {
                    AddNode(_areas.GetValueOrDefault(area));
                }

                break;
            case { Place.Places: { } places }:
                foreach (var place in places.AsSpan())
                {
                    AddNode(_places.GetValueOrDefault(place));
                }

                break;
            case { Place.Circle: { } circle }:
                AddPointsInside(circle);
                break;
            default: break;
        }
    }

    // A wish may name an area twice.
    private void AddNode(Node? node)
    {
        if (node is not null && !_nodes.Contains(node))
        {
            _nodes.Add(node);
        }
    }

    private void AddPointsInside(Circle circle)
    {
        if (_circles.TryGetValue(circle, out var known))
        {
            _nodes.AddRange(known.Points);
            return;
        }

        foreach (var (point, node) in _points)
        {
            if (circle.Contains(point))
            {
                _nodes.Add(node);
            }
        }
    }

    private CircleNodes NodesInside(Circle circle)
    {
        if (!_circles.TryGetValue(circle, out var nodes))
        {
            nodes = new CircleNodes([.. _points.Where(item => circle.Contains(item.Key)).Select(item => item.Value)]);
            _circles.Add(circle, nodes);
        }

        return nodes;
    }

    private void LeaveCircle(Criteria wish, int handle)
    {
        if (wish is { Practitioner: null, Place: { Areas: null, Places: null, Circle: { } circle } })
        {
            var nodes = _circles[circle];
            nodes.Entries.Remove(handle);
            if (nodes.Entries.Count == 0)
            {
                _circles.Remove(circle);
            }
        }
    }

    // A point is new when the first service place at it turns up: whoever waits for a circle around it then waits
    // there.
    private Node NodeOfPoint(GeoPoint point)
    {
        if (_points.TryGetValue(point, out var node))
        {
            return node;
        }

        _points.Add(point, node = NewNode());
        foreach (var (circle, nodes) in _circles)
        {
            if (circle.Contains(point))
            {
                nodes.Points.Add(node);
                foreach (var handle in nodes.Entries)
                {
                    node.Waiting.Add(EntryPosting.Of(_entries[handle], handle));
                }
            }
        }

        return node;
    }

    private Node NodeOf<TKey>(Dictionary<TKey, Node> nodes, TKey key)
        where TKey : notnull
    {
        if (!nodes.TryGetValue(key, out var node))
        {
            nodes.Add(key, node = NewNode());
        }

        return node;
    }

    /// <summary>Who waits here and what is open here, each in its order.</summary>
    private sealed class Node(IComparer<int> byEntry, IComparer<int> bySlot)
    {
        public RankedList<EntryPosting, EntrySummary> Waiting { get; } = new(byEntry);

        public RankedList<SlotPosting, SlotSummary> Open { get; } = new(bySlot);
    }

    /// <summary>The points inside a circle for which somebody waits, and who does.</summary>
    private sealed class CircleNodes(List<Node> points)
    {
        public List<Node> Points { get; } = points;

        public HashSet<int> Entries { get; } = [];
    }
}
