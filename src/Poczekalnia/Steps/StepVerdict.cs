namespace Poczekalnia.Steps;

/// <summary>The answer to one expectation.</summary>
/// <param name="Expected">The expectation in words.</param>
/// <param name="Found">What is true.</param>
/// <param name="Why">How that came about, where the engine can say; asked only when the expectation is not met.</param>
internal sealed record StepVerdict(string Expected, bool Met, string Found, Func<string>? Why = null)
{
    /// <summary>Met when what is found reads the same as what is expected.</summary>
    public static StepVerdict Of(string subject, string expected, string found, Func<string>? why = null) =>
        new($"{subject}: {expected}", expected == found, found, why);

    /// <summary>Names in a list, or that there are none.</summary>
    public static string List(IEnumerable<string> names, string none = "none")
    {
        var text = string.Join(", ", names);
        return text.Length == 0 ? none : text;
    }
}
