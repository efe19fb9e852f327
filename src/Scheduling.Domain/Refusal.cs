namespace Scheduling.Domain;

/// <summary>A refusal a person can be told about. Two refusals of one code differ by their arguments only.</summary>
/// <param name="Code">Stable and public; see <see cref="Refusals"/>.</param>
/// <param name="Arguments">What the sentence names, in the order of the sentence.</param>
public sealed record Refusal(string Code, ValueList<RefusalArgument> Arguments)
{
    /// <summary>The same refusal as a sentence.</summary>
    public string In(Language language) => RefusalText.Of(this, language);

    public override string ToString() => In(Language.English);
}

/// <summary>One value of a refusal's sentence, as text.</summary>
public readonly record struct RefusalArgument(string Name, string Value);

/// <summary>The languages the engine speaks.</summary>
public enum Language
{
    Polish,
    English,
}
