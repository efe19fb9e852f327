using NodaTime;
using Scheduling.Domain;

namespace Poczekalnia.Import;

/// <summary>One clinic with what was published about both categories of its queue.</summary>
/// <param name="Key">Its name in the scenario: provider code and cell, such as <c>121-100010-032</c>.</param>
/// <param name="Stable">Nothing where the interface has no such record.</param>
/// <param name="Urgent">Nothing where the interface has no such record.</param>
internal sealed record NfzClinic(string Key, NfzRecord? Stable, NfzRecord? Urgent)
{
    /// <summary>What both records say alike.</summary>
    public NfzRecord Either => Stable ?? Urgent!;

    /// <summary>Persons served in the month, both categories: what is taken for its capacity.</summary>
    public int Served => (Stable?.Statistics?.Removed ?? 0) + (Urgent?.Statistics?.Removed ?? 0);

    /// <summary>Pairs the records of each clinic, in the order of their keys.</summary>
    public static IReadOnlyList<NfzClinic> Pair(NfzAnswer answer, ImportNotes notes)
    {
        var clinics = answer.Records.GroupBy(record => record.Clinic).ToList();
        var cells = clinics.ToLookup(group => KeyOf(group.First()));
        var paired = clinics
            .Select(group => new NfzClinic(
                cells[KeyOf(group.First())].Count() == 1
                    ? KeyOf(group.First())
                    : $"{KeyOf(group.First())}-{group.First().Registry}-{group.First().Area}",
                group.FirstOrDefault(record => record.Category == MedicalCategory.Stable),
                group.FirstOrDefault(record => record.Category == MedicalCategory.Urgent)))
            .OrderBy(clinic => clinic.Key, StringComparer.Ordinal)
            .ToList();
        Warn(paired, notes);
        return paired;
    }

    /// <summary>The month that most records report; of two equally frequent the later.</summary>
    public static YearMonth? MonthOf(NfzAnswer answer) =>
        answer.Records
            .Where(record => record.Statistics is not null)
            .GroupBy(record => record.Statistics!.Month)
            .OrderByDescending(group => group.Count())
            .ThenByDescending(group => group.Key)
            .Select(group => (YearMonth?)group.Key)
            .FirstOrDefault();

    private static string KeyOf(NfzRecord record) =>
        $"{record.ProviderCode.Replace('/', '-')}-{record.Cell}";

    private static void Warn(List<NfzClinic> clinics, ImportNotes notes)
    {
        foreach (var clinic in clinics.Where(clinic => clinic.Stable is null || clinic.Urgent is null))
        {
            var missing = clinic.Stable is null ? "stable" : "urgent";
            notes.Warn($"{clinic.Key}: no record of {missing} cases; nothing is known of them.");
        }

        foreach (var clinic in clinics)
        {
            foreach (var record in new[] { clinic.Stable, clinic.Urgent }.OfType<NfzRecord>())
            {
                var category = record.Category == MedicalCategory.Stable ? "stable" : "urgent";
                if (record.Statistics is null)
                {
                    notes.Warn($"{clinic.Key}: no data of the queue of {category} cases.");
                }
            }

            if (clinic.Served == 0)
            {
                notes.Warn($"{clinic.Key}: served nobody in the month, so it has no slots.");
            }
        }
    }
}
