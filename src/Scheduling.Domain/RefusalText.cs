namespace Scheduling.Domain;

/// <summary>What a refusal says to people.</summary>
/// <param name="Polish">What is wrong and what to do; arguments stand in braces.</param>
/// <param name="English">The same.</param>
/// <param name="Rule">Where the refusal comes from: an article, a rule of the policy, or a bound of the engine.</param>
public sealed record RefusalSentence(string Polish, string English, string Rule)
{
    /// <summary>The sentence with its braces.</summary>
    public string In(Language language) =>
        language switch
        {
            Language.Polish => Polish,
            Language.English => English,
        };
}

/// <summary>The sentences of the refusals; see <see cref="RefusalSentences"/> for their wording.</summary>
public static class RefusalText
{
    /// <summary>
    /// The sentence of a refusal. One that has none is shown by its code and arguments: a test finds it, and nobody
    /// who is refused loses the answer over it.
    /// </summary>
    public static string Of(Refusal refusal, Language language)
    {
        if (Find(refusal.Code) is not { } sentence)
        {
            return string.Join("; ", refusal.Arguments.Select(a => $"{a.Name} = {a.Value}").Prepend(refusal.Code));
        }

        var text = sentence.In(language);
        foreach (var (name, value) in refusal.Arguments)
        {
            text = text.Replace($"{{{name}}}", RefusalWords.Of(name, value, language), StringComparison.Ordinal);
        }

        return text;
    }

    /// <summary>Every code that has a sentence.</summary>
    public static IEnumerable<string> Codes => RefusalSentences.ByCode.Keys;

    /// <summary>The sentence of a code; nothing where nobody wrote one.</summary>
    public static RefusalSentence? Find(string code) => RefusalSentences.ByCode.GetValueOrDefault(code);
}
