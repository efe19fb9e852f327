namespace Scheduling.Domain.Serialization;

/// <summary>A rule: its value and where it comes from.</summary>
internal static class Sourced
{
    private static readonly string[] Beginnings = ["art. ", "Dz.U. ", "NFZ ", "assumed"];

    /// <summary>The value of a rule whose source was looked at.</summary>
    public static StrictValue Read(StrictValue rule)
    {
        if (rule.AsObject() is not { } pair)
        {
            return rule.Nothing();
        }

        var value = pair.Get("value");
        CheckSource(pair.Get("source"));
        pair.Done("member");
        return value;
    }

    /// <summary>A source names an article, a journal of laws or the fund, or owns up to an assumption.</summary>
    public static void CheckSource(StrictValue source)
    {
        var text = source.AsText();
        if (text.Length > 0 && !Beginnings.Any(beginning => text.StartsWith(beginning, StringComparison.Ordinal)))
        {
            source.Refuse($"'{text}' names no source. Begin with 'art. ', 'Dz.U. ', 'NFZ ' or 'assumed'.");
        }
    }
}
