namespace Poczekalnia.Scenarios.Reading;

/// <summary>Shares whole items out by weights, so that the portions add up to the whole (largest remainder).</summary>
internal static class Portions
{
    /// <summary>The portions in the order of the weights; of equal remainders the earlier gets the item.</summary>
    public static long[] Share(long whole, IReadOnlyList<long> weights)
    {
        Int128 total = 0;
        foreach (var weight in weights)
        {
            total += weight;
        }

        var portions = new long[weights.Count];
        if (total == 0)
        {
            return portions;
        }

        var remainders = new (Int128 Remainder, int Index)[weights.Count];
        var left = whole;
        for (var i = 0; i < portions.Length; i++)
        {
            var exact = (Int128)whole * weights[i];
            portions[i] = (long)(exact / total);
            remainders[i] = (exact % total, i);
            left -= portions[i];
        }

        var largest = remainders.OrderByDescending(pair => pair.Remainder).ThenBy(pair => pair.Index);
        foreach (var (_, index) in largest.Take((int)left))
        {
            portions[index]++;
        }

        return portions;
    }
}
