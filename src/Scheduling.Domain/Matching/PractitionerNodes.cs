using System.Numerics;
using System.Runtime.InteropServices;

namespace Scheduling.Domain.Matching;

/// <summary>
/// The node of each practitioner: a hash, a node and the name itself in one place, so that a search reads one line of
/// memory where a dictionary reads three.
/// </summary>
internal sealed class PractitionerNodes
{
    private const ulong SpreadFactor = 0x9E3779B97F4A7C15UL;

    private Place[] _places = new Place[4];
    private int _count;

    public long Bytes => _places.Length * 16L;

    /// <summary>The node of a practitioner, or another if there is none.</summary>
    public int Find(PractitionerId practitioner, int otherwise)
    {
        ref var place = ref PlaceOf(_places, practitioner.Value, HashOf(practitioner.Value));
        return place.Name is null ? otherwise : place.Node;
    }

    public void Add(PractitionerId practitioner, int node)
    {
        if (_count >= _places.Length / 2)
        {
            var before = _places;
            _places = new Place[before.Length * 2];
            foreach (var place in before)
            {
                if (place.Name is { } name)
                {
                    PlaceOf(_places, name, place.Hash) = place;
                }
            }
        }

        var hash = HashOf(practitioner.Value);
        PlaceOf(_places, practitioner.Value, hash) = new Place(practitioner.Value, hash, node);
        _count++;
    }

    // Where the name is, or the empty place where it would be.
    private static ref Place PlaceOf(Place[] places, string name, uint hash)
    {
        var index = hash & (uint)(places.Length - 1);
        while (places[index].Name is { } other && (places[index].Hash != hash || other != name))
        {
            index = (index + 1) & (uint)(places.Length - 1);
        }

        return ref places[index];
    }

    private static uint HashOf(string name)
    {
        var hash = (ulong)name.Length;
        foreach (var character in name)
        {
            hash = unchecked((BitOperations.RotateLeft(hash, 7) ^ character) * SpreadFactor);
        }

        return (uint)(hash >> 32);
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(string? Name, uint Hash, int Node);
}
