using Scheduling.Domain;

namespace Poczekalnia.Simulation;

/// <summary>SplitMix64. Ours, so that a seed means the same run on every runtime, for ever.</summary>
public sealed class Prng(ulong seed)
{
    private ulong _state = seed;

    /// <summary>
    /// A source of its own for a named part of a run: what one actor draws disturbs no other, and two runs that differ
    /// in a rule draw the same numbers.
    /// </summary>
    public static Prng Of(ulong seed, params ReadOnlySpan<string> name)
    {
        Span<byte> bytes = stackalloc byte[16];
        Ids.Derive("prng", name).TryWriteBytes(bytes);
        var mixed = new Prng(seed ^ BitConverter.ToUInt64(bytes) ^ BitConverter.ToUInt64(bytes[8..]));
        return new Prng(mixed.Next());
    }

    public ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }

    /// <summary>A number in [0, <paramref name="limit"/>).</summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    /// <summary>A number in [<paramref name="first"/>, <paramref name="last"/>], both included.</summary>
    public int Between(int first, int last) => first + Below(last - first + 1);
}
