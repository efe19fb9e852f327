namespace Scheduling.Domain;

/// <summary>The sentences of the refusals.</summary>
public static class RefusalText
{
    /// <summary>The sentence of a refusal.</summary>
    public static string Of(Refusal refusal, Language language) => refusal.Code + language;
}
