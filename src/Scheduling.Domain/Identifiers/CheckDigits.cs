namespace Scheduling.Domain.Identifiers;

/// <summary>What the Polish numbers with check digits share: ASCII digits and a weighted sum of them.</summary>
internal static class CheckDigits
{
    /// <summary>Whether the text is that many ASCII digits, nothing else, and not merely zeros.</summary>
    /// <summary>Whether the text is that many ASCII digits and nothing else, but not merely zeros.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text, int length) =>
        text.Length == length && !text.ContainsAnyExceptInRange('0', '9') && text.ContainsAnyExcept('0');

    /// <summary>The sum of weight × digit over the leading digits of a text of digits.</summary>
    public static int WeightedSum(ReadOnlySpan<char> digits, ReadOnlySpan<byte> weights)
    {
        var sum = 0;
        for (var i = 0; i < weights.Length; i++)
        {
            sum += weights[i] * ValueOf(digits[i]);
        }

        return sum;
    }

    public static int ValueOf(char digit) => digit - '0';
}
