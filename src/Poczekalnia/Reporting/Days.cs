namespace Poczekalnia.Reporting;

/// <summary>What a set of waits comes to, in whole days.</summary>
/// <param name="Count">How many waits.</param>
/// <param name="Mean">Rounded to a whole day; 0 where there is none.</param>
/// <param name="Median">Half wait so long or less (nearest rank).</param>
/// <param name="P90">Nine in ten wait so long or less (nearest rank).</param>
public readonly record struct Days(int Count, int Mean, int Median, int P90)
{
    public static Days Of(IEnumerable<int> waits)
    {
        int[] sorted = [.. waits.Order()];
        return sorted.Length == 0
            ? default
            : new Days(
                sorted.Length, (int)Math.Round(sorted.Average(day => (decimal)day)), Rank(sorted, 50),
                Rank(sorted, 90));
    }

    // The smallest value that at least so many per cent do not exceed.
    private static int Rank(int[] sorted, int percent) =>
        sorted[Math.Max(0, (((sorted.Length * percent) + 99) / 100) - 1)];
}
