using System.Numerics;
using System.Runtime.InteropServices;

namespace Poczekalnia.Checks.Views;

/// <summary>
/// Finds things by the bytes that name them in the file, so that what occurs millions of times is made once.
/// </summary>
public sealed class ByteMap<T>
    where T : class
{
    private const ulong Multiplier = 0x9E37_79B9_7F4A_7C15;

    // As many as a power of two, at most half of them in use.
    private Pair[] _pairs = new Pair[256];
    private int _count;

    public T? Find(ReadOnlySpan<byte> bytes)
    {
        var hash = HashOf(bytes);
        for (var at = hash & (_pairs.Length - 1); ; at = (at + 1) & (_pairs.Length - 1))
        {
            ref readonly var pair = ref _pairs[at];
            if (pair.Bytes is null)
            {
                return null;
            }

            if (pair.Hash == hash && bytes.SequenceEqual(pair.Bytes))
            {
                return pair.Thing;
            }
        }
    }

    /// <summary>Adds what <see cref="Find"/> has not found.</summary>
    public T Add(ReadOnlySpan<byte> bytes, T thing)
    {
        if (2 * ++_count > _pairs.Length)
        {
            var before = _pairs;
            _pairs = new Pair[2 * before.Length];
            foreach (var pair in before.Where(pair => pair.Bytes is not null))
            {
                Put(pair);
            }
        }

        Put(new Pair(HashOf(bytes), bytes.ToArray(), thing));
        return thing;
    }

    private void Put(Pair pair)
    {
        var at = pair.Hash & (_pairs.Length - 1);
        while (_pairs[at].Bytes is not null)
        {
            at = (at + 1) & (_pairs.Length - 1);
        }

        _pairs[at] = pair;
    }

    private static int HashOf(ReadOnlySpan<byte> bytes)
    {
        var hash = (ulong)bytes.Length;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            hash = Mix(hash ^ word);
        }

        foreach (var rest in bytes[(bytes.Length & ~7)..])
        {
            hash = Mix(hash ^ rest);
        }

        return (int)(hash >> 33);
    }

    private static ulong Mix(ulong value) => unchecked(BitOperations.RotateLeft(value * Multiplier, 29) * Multiplier);

    private readonly record struct Pair(int Hash, byte[]? Bytes, T Thing);
}
