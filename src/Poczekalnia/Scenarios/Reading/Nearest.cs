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

    // Levenshtein's distance, letters compared without regard to case.
    private static int Slips(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]);
                var best = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = row[j];
                row[j] = best;
            }
        }

        return row[^1];
    }
}
