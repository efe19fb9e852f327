using NodaTime;
using Poczekalnia.Scenarios;
using Scheduling.Domain;

namespace Poczekalnia.Import;

/// <summary>
/// One queue as the fund's open interface "Terminy leczenia" 1.4 publishes it: one clinic, one category. Names,
/// addresses and telephones are not read.
/// </summary>
/// <param name="At">Where it stands: file and index, for messages.</param>
/// <param name="Registry">Number of the provider's book in the register of providers.</param>
/// <param name="Cell">Part VII of the resort code: the organisational cell.</param>
/// <param name="Specialty">Part VIII of the resort code: what the cell is for.</param>
/// <param name="Area">The gmina of the place.</param>
/// <param name="Location">As published, put right where latitude and longitude were exchanged; nothing: none.</param>
/// <param name="Ages">Whom the clinic takes, adjacent bands joined.</param>
/// <param name="Statistics">What the provider reported; nothing: no data.</param>
/// <param name="SituationOn">The day of the forecast; nothing where there is none.</param>
internal sealed record NfzRecord(
    FieldName At,
    MedicalCategory Category,
    string Benefit,
    string ProviderCode,
    string Registry,
    string Cell,
    string Specialty,
    TerytCode Area,
    GeoPoint? Location,
    ValueList<AgeRange> Ages,
    NfzStatistics? Statistics,
    PublishedForecast Forecast,
    LocalDate? SituationOn)
{
    /// <summary>What the two records of one clinic have in common.</summary>
    public (string, string, string, string, TerytCode) Clinic => (ProviderCode, Registry, Cell, Specialty, Area);
}

/// <summary>What a provider reports about its queue once a month.</summary>
/// <param name="Awaiting">Persons who wait at the end of the month.</param>
/// <param name="Removed">Persons who left the queue in the month: the nearest thing to served.</param>
/// <param name="MeanWaitDays">Mean real wait of those who left, in days; nothing: not given.</param>
internal sealed record NfzStatistics(int Awaiting, int Removed, int? MeanWaitDays, YearMonth Month);

/// <summary>A field of a page, such as <c>data[3].attributes.teryt-place</c>, in its file.</summary>
internal readonly record struct FieldName(string File, string Field)
{
    public FieldName Child(string name) => this with { Field = Field.Length == 0 ? name : $"{Field}.{name}" };

    public override string ToString() => Field.Length == 0 ? File : $"{File}: {Field}";
}

/// <summary>Collects what is wrong with the pages; with a single error nothing is imported.</summary>
internal sealed class ImportNotes
{
    private readonly List<string> _errors = [];
    private readonly List<string> _warnings = [];

    public IReadOnlyList<string> Errors => _errors;

    public IReadOnlyList<string> Warnings => _warnings;

    public void Error(FieldName at, string what) => _errors.Add($"{at}: {what}");

    public void Warn(string what) => _warnings.Add(what);
}
