using Scheduling.Domain;

namespace Scheduling.Host.Notices;

/// <summary>Languages as messages name them (BCP 47).</summary>
internal static class LanguageTag
{
    public static string Of(Language language) =>
        language switch
        {
            Language.Polish => "pl",
            Language.English => "en",
        };
}
