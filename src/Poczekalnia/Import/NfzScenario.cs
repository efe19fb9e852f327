using System.Globalization;
using System.Text;
using NodaTime;
using NodaTime.Text;
using Poczekalnia.Scenarios;
using Scheduling.Domain;

namespace Poczekalnia.Import;

/// <summary>
/// Writes the scenario of an imported answer: the same pages give the same text, byte by byte. It holds codes and
/// figures only, no names, addresses or telephones.
/// </summary>
internal static class NfzScenario
{
    private const int RunDays = 90;

    /// <summary>The text of the scenario.</summary>
    /// <param name="name">The scenario's name.</param>
    public static string Write(string name, ScopeCode scope, NfzAnswer answer, ImportNotes notes)
    {
        var clinics = NfzClinic.Pair(answer, notes);
        var text = new StringBuilder();
        var month = NfzClinic.MonthOf(answer);
        WarnOfMonths(answer, month, notes);
        WriteHead(text, name, scope, answer, clinics, month);
        text.Append(NfzAssumptions.Text);
        text.Append("\nplaces:\n");
        var elsewhere = 0;
        foreach (var clinic in clinics)
        {
            elsewhere += WritePlace(text, clinic) ? 0 : 1;
        }

        if (elsewhere > 0)
        {
            notes.Warn(
                $"{Number(elsewhere)} clinics without coordinates stand at the seat of their voivodeship: "
                + "the seats of powiaty are known for śląskie only.");
        }

        return text.ToString();
    }

    private static void WarnOfMonths(NfzAnswer answer, YearMonth? month, ImportNotes notes)
    {
        var others = answer.Records.Count(record => record.Statistics is { } statistics && statistics.Month != month);
        if (others > 0)
        {
            notes.Warn(
                $"{Number(others)} of {Number(answer.Records.Count)} records are not of {Month(month)}.");
        }
    }

    private static void WriteHead(
        StringBuilder text,
        string name,
        ScopeCode scope,
        NfzAnswer answer,
        IReadOnlyList<NfzClinic> clinics,
        YearMonth? month)
    {
        var from = FirstMonday(answer);
        var stable = Totals(clinics.Select(clinic => clinic.Stable));
        var urgent = Totals(clinics.Select(clinic => clinic.Urgent));
        text.Append(CultureInfo.InvariantCulture, $"""
            # Written by 'poczekalnia import nfz' from saved pages: change the importer, not this file.
            # {Number(clinics.Count)} clinics.
            # {Number(stable.Awaiting)} stable and {Number(urgent.Awaiting)} urgent patients wait;
            # {Number(stable.Served)} stable and {Number(urgent.Served)} urgent were served in {Month(month)}.
            scenario: {name}
            description: >-
              What the common waiting room does to the queues of {Number(clinics.Count)} real clinics of one
              voivodeship (NFZ branch {answer.Branch}, TERYT {answer.Branch.ToTeryt()}), compared with today's
              separate queues.
            source: >-
              Narodowy Fundusz Zdrowia, open data "Terminy leczenia" (interface 1.4), answer of
              {Date(answer.PublishedOn)}, queues at the end of {Month(month)}. Slots a month = persons removed from
              the queue in that month; arrivals are assumed equal to them, as one snapshot shows no trend; reports
              lie evenly over the published mean wait.
            from: {Date(from)}T00:00
            for: {Number(RunDays)}d
            compare: separate
            scopes:
              - code: {scope}
                policy: specialist-2026
                openedOn: {Date(from)}

            """);
    }

    private static (int Awaiting, int Served) Totals(IEnumerable<NfzRecord?> records)
    {
        var known = records.Select(record => record?.Statistics).OfType<NfzStatistics>().ToList();
        return (known.Sum(statistics => statistics.Awaiting), known.Sum(statistics => statistics.Removed));
    }

    // The run begins with a week: on the Monday of the latest situation, or the one after it.
    private static LocalDate FirstMonday(NfzAnswer answer)
    {
        var latest = answer.Records
            .Select(record => record.SituationOn)
            .OfType<LocalDate>()
            .DefaultIfEmpty(answer.PublishedOn)
            .Max();
        return latest.DayOfWeek == IsoDayOfWeek.Monday ? latest : latest.Next(IsoDayOfWeek.Monday);
    }

    /// <returns>Whether the place stands where it is or at the seat of its powiat.</returns>
    private static bool WritePlace(StringBuilder text, NfzClinic clinic)
    {
        var record = clinic.Either;
        var (seat, ofPowiat) = Seats.Of(record.Area);
        var located = record.Location is not null ? "published" : ofPowiat ? "seat of powiat" : "seat of voivodeship";
        var schedule = AgesOf(record.Ages) is { } ages
            ? $"{{ firstTime: {Number(clinic.Served)}/month, ages: {ages} }}"
            : $"{{ firstTime: {Number(clinic.Served)}/month }}";
        text.Append(CultureInfo.InvariantCulture, $"""
              - place: {clinic.Key}
                provider: {record.ProviderCode}
                teryt: "{record.Area}"
                at: {Point(record.Location ?? seat)}
                located: {located}
                schedule: {schedule}

            """);
        WriteByCategory(text, "queue", clinic, (_, statistics) =>
            $"{{ waiting: {Number(statistics.Awaiting)}, reportedOver: {Number(ReportedOver(statistics))}d }}");
        WriteByCategory(text, "arrivals", clinic, (_, statistics) => $"{Number(statistics.Removed)}/month");
        text.Append("    published:\n");
        WritePublished(text, "stable", clinic.Stable);
        WritePublished(text, "urgent", clinic.Urgent);
        return record.Location is not null || ofPowiat;
    }

    // Where the mean wait is not published, Little's law gives it: those who wait, by those served a day.
    private static int ReportedOver(NfzStatistics statistics) =>
        statistics.MeanWaitDays
        ?? (statistics.Removed == 0 ? 0 : (int)(statistics.Awaiting * 30L / statistics.Removed));

    private static void WriteByCategory(
        StringBuilder text, string key, NfzClinic clinic, Func<NfzRecord, NfzStatistics, string> write)
    {
        var parts = new List<string>();
        foreach (var (word, record) in new[] { ("stable", clinic.Stable), ("urgent", clinic.Urgent) })
        {
            if (record?.Statistics is { } statistics)
            {
                parts.Add($"{word}: {write(record, statistics)}");
            }
        }

        if (parts.Count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"    {key}: {{ {string.Join(", ", parts)} }}\n");
        }
    }

    private static void WritePublished(StringBuilder text, string word, NfzRecord? record)
    {
        var parts = new List<string>();
        if (record?.Statistics is { } statistics)
        {
            parts.Add($"served: {Number(statistics.Removed)}");
            if (statistics.MeanWaitDays is { } wait)
            {
                parts.Add($"meanWait: {Number(wait)}d");
            }
        }

        parts.Add("forecast: " + ((record?.Forecast ?? new PublishedForecast.NoData()) switch
        {
            PublishedForecast.In forecast => $"{Number(forecast.Days)}d",
            PublishedForecast.NotApplicable => "not applicable",
            PublishedForecast.NoData => "no data",
            _ => throw new System.Diagnostics.UnreachableException(),
        }));
        text.Append(CultureInfo.InvariantCulture, $"      {word}: {{ {string.Join(", ", parts)} }}\n");
    }

    // Nothing when everybody is taken. Of two separate ranges each has slots as the population has people.
    private static string? AgesOf(ValueList<AgeRange> ages) => ages switch
    {
        [{ From: 0, To: AgeRange.Oldest }] => null,
        [var one] => Ages(one),
        _ => $"{{ {string.Join(", ", ages.Select(AgesWithWeight))} }}",
    };

    private static string AgesWithWeight(AgeRange range) =>
        $"{Ages(range)}: {Number(NfzAssumptions.PeopleOf(range))}";

    private static string Ages(AgeRange range) =>
        range.To == AgeRange.Oldest ? $"{Number(range.From)}+" : $"{Number(range.From)}-{Number(range.To)}";

    private static string Point(GeoPoint point) =>
        FormattableString.Invariant($"{point.LatitudeE5 / 100_000m:0.00###}N {point.LongitudeE5 / 100_000m:0.00###}E");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Date(LocalDate date) => LocalDatePattern.Iso.Format(date);

    private static string Month(YearMonth? month) =>
        month is { } known ? YearMonthPattern.Iso.Format(known) : "an unknown month";
}
