using NodaTime;

namespace Scheduling.Domain;

/// <summary>Where a scope stands on its way into the central registration (art. 23i).</summary>
public enum ScopeStatus
{
    /// <summary>Providers keep their own waiting lists.</summary>
    NotListed,

    /// <summary>
    /// Listed; its last day is the last for publishing schedules (pl. <i>przekazanie harmonogramów</i>).
    /// </summary>
    Publishing,

    /// <summary>
    /// Schedules must be there, or the fund suspends payment (art. 154a(1)); central booking is not yet a duty.
    /// </summary>
    Published,

    /// <summary>The fund pays only for visits booked centrally (art. 154a(2)).</summary>
    Compulsory,
}

/// <summary>One service of the annex (pl. <i>zakres świadczeń</i>) with the dates that count for it.</summary>
/// <param name="Key">The short name by which the engine's texts call it, such as <c>cardiology</c>.</param>
/// <param name="Items">The items of the annex among which it stands, such as <c>I.2-9</c>.</param>
/// <param name="Polish">Its name in Polish.</param>
/// <param name="English">Its name in English.</param>
/// <param name="Codes">The fund's codes, where they are known; most are not.</param>
/// <param name="Listed">First day on the list.</param>
/// <param name="PublishBy">Last day for publishing schedules.</param>
/// <param name="BookingFrom">First day on which central booking is a duty.</param>
/// <param name="WindowDays">Days ahead that may be booked.</param>
/// <param name="PolicyId">The policy that decides it.</param>
public sealed record ServiceScope(
    string Key,
    string Items,
    string Polish,
    string English,
    ValueList<ScopeCode> Codes,
    LocalDate Listed,
    LocalDate PublishBy,
    LocalDate BookingFrom,
    int WindowDays,
    string PolicyId)
{
    /// <summary>Where the scope stands on a local day.</summary>
    public ScopeStatus StatusOn(LocalDate date) =>
        date < Listed ? ScopeStatus.NotListed
        : date <= PublishBy ? ScopeStatus.Publishing
        : date < BookingFrom ? ScopeStatus.Published
        : ScopeStatus.Compulsory;

    /// <summary>Its name in a language.</summary>
    public string NameIn(Language language) =>
        language switch
        {
            Language.Polish => Polish,
            Language.English => English,
        };
}

/// <summary>
/// The services of the central registration with their dates (Dz.U. 2025 poz. 1871, annex): a table, because eight
/// waves join it until the end of 2027. Read by <see cref="ScopeTableText"/>.
/// </summary>
/// <param name="Ref">Identity, version and content.</param>
/// <param name="ValidFrom">First local day on which it counts.</param>
/// <param name="Scopes">In the order of the text; no key and no code stands twice.</param>
public sealed record ScopeTable(PolicyRef Ref, LocalDate ValidFrom, ValueList<ServiceScope> Scopes)
{
    /// <summary>The scope of a key; nothing for an unknown one.</summary>
    public ServiceScope? Find(string key) => Scopes.FirstOrDefault(scope => scope.Key == key);

    /// <summary>The scope of a code; nothing for a code that the table does not know.</summary>
    public ServiceScope? Find(ScopeCode code) => Scopes.FirstOrDefault(scope => scope.Codes.Contains(code));

    /// <summary>Where the scope of a code stands on a local day; a code that nobody listed is not listed.</summary>
    public ScopeStatus StatusOn(ScopeCode code, LocalDate date) => Find(code)?.StatusOn(date) ?? ScopeStatus.NotListed;
}
