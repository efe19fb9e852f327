namespace Poczekalnia.Scenarios.Reading;

/// <summary>Finds the word that was probably meant.</summary>
internal static class Nearest
{
    // A word further away than a third of its length is another word, not a slip.
    private const int LettersPerSlip = 3;

    /// <summary>"Did you mean …?" with the nearest word, or the list of all of them.</summary>
    public static string Cure(string word, IEnumerable<string> known)
    {
        var words = known.Distinct().Order(StringComparer.Ordinal).ToList();
        var nearest = words
            .Select(other => (other, slips: Slips(word, other)))
            .Where(pair => pair.slips <= Math.Max(1, pair.other.Length / LettersPerSlip))
            .OrderBy(pair => pair.slips)
            .Select(pair => pair.other)
            .FirstOrDefault();
        return nearest is not null ? $"Did you mean '{nearest}'?"
            : words.Count == 0 ? "There is none to choose from."
            : $"Known here: {string.Join(", ", words)}.";
    }

    // Letters to insert, leave out, replace or exchange with their neighbour, without regard to case.
    private static int Slips(string left, string right)
    {
        var slips = new int[left.Length + 1, right.Length + 1];
        for (var i = 0; i <= left.Length; i++)
        {
            for (var j = 0; j <= right.Length; j++)
            {
                slips[i, j] = i == 0 ? j : j == 0 ? i : Math.Min(
                    Math.Min(slips[i - 1, j], slips[i, j - 1]) + 1,
                    slips[i - 1, j - 1] + (Same(i - 1, j - 1) ? 0 : 1));
                if (i > 1 && j > 1 && Same(i - 1, j - 2) && Same(i - 2, j - 1))
                {
                    slips[i, j] = Math.Min(slips[i, j], slips[i - 2, j - 2] + 1);
                }
            }
        }

        return slips[left.Length, right.Length];

        bool Same(int i, int j) => char.ToUpperInvariant(left[i]) == char.ToUpperInvariant(right[j]);
    }
}
