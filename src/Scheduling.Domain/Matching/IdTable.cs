using System.Numerics;
using System.Runtime.InteropServices;

namespace Scheduling.Domain.Matching;

/// <summary>
/// From an identity to a small number: eight bytes a place, nothing for the garbage collector to follow. It is made of
/// many small tables, so that none of them grows long enough to keep anybody waiting.
/// </summary>
/// <param name="idOf">The identity behind a number; the table keeps only 32 bits of it.</param>
internal sealed class IdTable(Func<int, Guid> idOf)
{
    /// <summary>No such identity.</summary>
    public const int None = -1;

    private const int PartBits = 8;
    private const int SmallestPart = 4;
    private const ulong SpreadFactor = 0x9E3779B97F4A7C15UL;

    private readonly Part[] _parts = new Part[1 << PartBits];

    public long Bytes => (_parts.Length * 16L) + (_parts.Sum(part => (long)(part.Places?.Length ?? 0)) * 8);

    public int Find(Guid id)
    {
        var hash = HashOf(id);
        var places = _parts[PartOf(hash)].Places;
        return places is not null && places[PlaceOf(places, hash, id)] is var place && place.IsTaken
            ? place.Handle
            : None;
    }

    /// <summary>Gives an identity a number, instead of another if it had one.</summary>
    public void Set(Guid id, int handle)
    {
        var hash = HashOf(id);
        ref var part = ref _parts[PartOf(hash)];
        part.Places ??= new Place[SmallestPart];
        ref var place = ref part.Places[PlaceOf(part.Places, hash, id)];
        if (!place.IsTaken)
        {
            part.Count++;
        }

        place = new Place(hash, handle);
        if (part.Count > part.Places.Length / 4 * 3)
        {
            part.Places = Grown(part.Places);
        }
    }

    /// <summary>Takes an identity's number away, if it still is this one.</summary>
    public void Remove(Guid id, int handle)
    {
        var hash = HashOf(id);
        ref var part = ref _parts[PartOf(hash)];
        var index = PlaceOf(part.Places!, hash, id);
        if (part.Places![index].Handle == handle && part.Places[index].IsTaken)
        {
            part.Count--;
            CloseGap(part.Places, index);
        }
    }

    // Who was pushed on by others moves up again, so that a search may end at the first empty place.
    private static void CloseGap(Place[] places, int gap)
    {
        var mask = places.Length - 1;
        for (var index = (gap + 1) & mask; places[index].IsTaken; index = (index + 1) & mask)
        {
            var home = (int)(places[index].Hash & (uint)mask);
            if (((index - home) & mask) >= ((index - gap) & mask))
            {
                places[gap] = places[index];
                gap = index;
            }
        }

        places[gap] = default;
    }

    private static Place[] Grown(Place[] places)
    {
        var grown = new Place[places.Length * 2];
        foreach (var place in places)
        {
            if (place.IsTaken)
            {
                var index = (int)(place.Hash & (uint)(grown.Length - 1));
                while (grown[index].IsTaken)
                {
                    index = (index + 1) & (grown.Length - 1);
                }

                grown[index] = place;
            }
        }

        return grown;
    }

    // Where the identity is, or the empty place where it would be.
    private int PlaceOf(Place[] places, uint hash, Guid id)
    {
        var index = (int)(hash & (uint)(places.Length - 1));
        while (places[index] is var place && place.IsTaken && (place.Hash != hash || idOf(place.Handle) != id))
        {
            index = (index + 1) & (places.Length - 1);
        }

        return index;
    }

    private static int PartOf(uint hash) => (int)(hash >> (32 - PartBits));

    private static uint HashOf(Guid id)
    {
        var halves = MemoryMarshal.Cast<Guid, ulong>(new ReadOnlySpan<Guid>(in id));
        var mixed = unchecked((halves[0] ^ BitOperations.RotateLeft(halves[1], 32)) * SpreadFactor);
        return (uint)(unchecked((mixed ^ (mixed >> 29)) * SpreadFactor) >> 32);
    }

    private struct Part
    {
        public Place[]? Places;
        public int Count;
    }

    // A number is kept one higher, so that a place without one is all zeros.
    private readonly record struct Place
    {
        private readonly int _next;

        public Place(uint hash, int handle) => (Hash, _next) = (hash, handle + 1);

        public uint Hash { get; }

        public int Handle => _next - 1;

        public bool IsTaken => _next != 0;
    }
}
