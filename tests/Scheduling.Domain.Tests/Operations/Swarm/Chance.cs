namespace Scheduling.Domain.Tests.Operations.Swarm;

/// <summary>SplitMix64: a seed means the same on every runtime, for ever.</summary>
public sealed class Chance(ulong seed)
{
    private ulong _state = seed;

    /// <summary>A number from 0 up to, not including, a limit.</summary>
    public int Below(int limit) => (int)Math.BigMul(Next(), (ulong)limit, out _);

    /// <summary>True so many times in a hundred.</summary>
    public bool Hits(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>One of the items, or nothing where there is none.</summary>
    public T? PickOrNone<T>(IReadOnlyList<T> items)
        where T : struct => items.Count == 0 ? null : Pick(items);

    public T Pick<T>()
        where T : struct, Enum => Pick(Enum.GetValues<T>());

    private ulong Next()
    {
        unchecked
        {
            var z = _state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
