using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks.Measuring;

/// <summary>A running hash of who was found, in order: two ways of asking the same must agree.</summary>
internal sealed class Answers
{
    private ulong _hash = 14_695_981_039_346_656_037;

    /// <summary>How many questions had an answer.</summary>
    public int Found { get; private set; }

    public void Add(WaitingRecord? entry)
    {
        var number = 0L;
        if (entry is not null)
        {
            Found++;
            number = entry.Order.Number;
        }

        unchecked
        {
            _hash = (_hash ^ (ulong)number) * 1_099_511_628_211;
        }
    }

    /// <exception cref="InvalidOperationException">Others were found: the figures would mean nothing.</exception>
    public void MustEqual(Answers other, string where)
    {
        if (_hash != other._hash || Found != other.Found)
        {
            throw new InvalidOperationException($"Other answers in {where}: {Found} found, {other.Found} before.");
        }
    }
}
