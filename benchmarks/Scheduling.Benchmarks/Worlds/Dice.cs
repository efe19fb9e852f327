using Poczekalnia.Simulation;

namespace Scheduling.Benchmarks.Worlds;

/// <summary>
/// Draws from the simulator's source of chance. Fractions are fine here: a world is made, not decided.
/// </summary>
public sealed class Dice(Prng prng)
{
    private const double OneBeyond = 1UL << 53;

    public static Dice Of(ulong seed, params ReadOnlySpan<string> name) => new(Prng.Of(seed, name));

    public int Below(int limit) => prng.Below(limit);

    public int Between(int first, int last) => prng.Between(first, last);

    /// <summary>From 0 up to, not including, 1.</summary>
    public double Fraction() => (prng.Next() >> 11) / OneBeyond;

    /// <summary>Whether something of that share is the case.</summary>
    public bool Hits(double share) => Fraction() < share;

    public T Of<T>(ReadOnlySpan<T> items) => items[Below(items.Length)];

    public Guid Identity()
    {
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, prng.Next());
        BitConverter.TryWriteBytes(bytes[8..], prng.Next());
        return new Guid(bytes);
    }
}
