using System.Text.Json;
using NodaTime;
using NodaTime.Text;
using Scheduling.Domain;
using Scheduling.Domain.Identifiers;

namespace Poczekalnia.Import;

/// <summary>What the interface answered, complete.</summary>
/// <param name="Branch">The branch of the fund it was asked for.</param>
/// <param name="PublishedOn">The local day of the answer.</param>
internal sealed record NfzAnswer(IReadOnlyList<NfzRecord> Records, NfzBranchCode Branch, LocalDate PublishedOn);

/// <summary>
/// Reads saved pages of the fund's open interface "Terminy leczenia" 1.4, all of one voivodeship and one benefit, and
/// checks that none is missing: pages follow one another, and as many records were seen as <c>meta.count</c> says.
/// </summary>
internal static class NfzPages
{
    /// <summary>The records in the order of files and of records in them, or nothing when a page is broken.</summary>
    /// <param name="pages">Names and texts of the files, in the order of names.</param>
    public static NfzAnswer? Read(IEnumerable<(string File, string Text)> pages, ImportNotes notes)
    {
        var read = new List<NfzPage>();
        foreach (var (file, text) in pages)
        {
            if (ReadPage(file, text, notes) is { } page)
            {
                read.Add(page);
            }
        }

        if (notes.Errors.Count == 0)
        {
            CheckComplete(read, notes);
            CheckOneSubject(read, notes);
        }

        return notes.Errors.Count > 0
            ? null
            : new NfzAnswer(
                [.. read.SelectMany(page => page.Records)], read[0].Branch, read.Max(page => page.ModifiedOn));
    }

    private static NfzPage? ReadPage(string file, string text, ImportNotes notes)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return ReadPage(new NfzField(document.RootElement, new FieldName(file, ""), notes), notes);
        }
        catch (JsonException broken)
        {
            var line = (broken.LineNumber ?? 0) + 1;
            var column = (broken.BytePositionInLine ?? 0) + 1;
            notes.Error(new FieldName(file, ""), $"is no JSON from line {line}, byte {column} on: it may be cut off.");
            return null;
        }
    }

    private static NfzPage? ReadPage(NfzField root, ImportNotes notes)
    {
        var errors = notes.Errors.Count;
        var meta = root["meta"];
        var data = root["data"].Items();
        if (data.Any(record => IsOfVersion13(record["attributes"])))
        {
            root.Wrong(
                "is of the 1.3 shape of the interface (dates.date); save the page of 1.4, which has dates.pcus. "
                + "1.3 tells a first free date and no forecast, and it is closed since July 2026.");
            return null;
        }

        var self = root["links"]["self"];
        var query = QueryOf(self.Text());
        var branch = Query(self, query, "province");
        if (!NfzBranchCode.TryParse(branch, out var code))
        {
            self.Wrong(
                $"province={branch} is no NFZ branch, 01 to 16. It is not the TERYT code: "
                + "12 here is śląskie, which is TERYT 24.");
        }

        var category = CategoryOf(self, Query(self, query, "case"));
        var page = new NfzPage(
            root.Name.File,
            meta["count"].Count(),
            meta["page"].Count(),
            category,
            code,
            [.. data.Select(record => NfzRecordReader.Read(record["attributes"], category, code, notes))],
            DateOf(meta["date-modified"]));
        return notes.Errors.Count == errors ? page : null;
    }

    private static bool IsOfVersion13(NfzField attributes) =>
        attributes["dates"].IsObject && attributes["dates"]["pcus"].IsNull && !attributes["dates"]["date"].IsNull;

    private static Dictionary<string, string> QueryOf(string link)
    {
        var query = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var pair in link[(link.IndexOf('?', StringComparison.Ordinal) + 1)..].Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                query[pair[..equals]] = Uri.UnescapeDataString(pair[(equals + 1)..]);
            }
        }

        return query;
    }

    private static string Query(NfzField self, Dictionary<string, string> query, string key)
    {
        if (query.TryGetValue(key, out var value))
        {
            return value;
        }

        self.Wrong($"names no {key}: the page was not asked for one {key} alone.");
        return "";
    }

    private static MedicalCategory CategoryOf(NfzField self, string text)
    {
        switch (text)
        {
            case "1":
                return MedicalCategory.Stable;
            case "2":
                return MedicalCategory.Urgent;
            default:
                self.Wrong($"case={text} is neither 1 (stable) nor 2 (urgent).");
                return MedicalCategory.Stable;
        }
    }

    private static LocalDate DateOf(NfzField modified)
    {
        var text = modified.Text();
        if (OffsetDateTimePattern.ExtendedIso.Parse(text) is { Success: true, Value: var instant })
        {
            return WarsawTime.DateOf(instant.ToInstant());
        }

        modified.Wrong($"'{text}' is no date and time.");
        return default;
    }

    private static void CheckComplete(List<NfzPage> pages, ImportNotes notes)
    {
        foreach (var category in new[] { MedicalCategory.Stable, MedicalCategory.Urgent })
        {
            var own = pages.Where(page => page.Category == category).OrderBy(page => page.Number).ToList();
            var word = category == MedicalCategory.Stable ? "stable (case=1)" : "urgent (case=2)";
            if (own.Count == 0)
            {
                notes.Error(new FieldName("the folder", ""), $"holds no page of {word} cases.");
                continue;
            }

            for (var i = 0; i < own.Count; i++)
            {
                var at = new FieldName(own[i].File, "meta.page");
                if (own[i].Number != i + 1)
                {
                    notes.Error(
                        at,
                        own[i].Number <= i
                            ? $"page {own[i].Number} of the {word} cases is there twice."
                            : $"page {i + 1} of the {word} cases is missing; {own[i].Number} is there.");
                    break;
                }

                if (own[i].Count != own[0].Count)
                {
                    notes.Error(
                        new FieldName(own[i].File, "meta.count"),
                        $"is {own[i].Count} and in {own[0].File} {own[0].Count}: the pages are of different days.");
                }
            }

            var seen = own.Sum(page => page.Records.Count);
            if (seen != own[0].Count)
            {
                notes.Error(
                    new FieldName(own[^1].File, "meta.count"),
                    $"says {own[0].Count} records of {word} cases, and {seen} are there: a page is missing or cut.");
            }
        }
    }

    private static void CheckOneSubject(List<NfzPage> pages, ImportNotes notes)
    {
        foreach (var page in pages.Where(page => page.Branch != pages[0].Branch))
        {
            notes.Error(
                new FieldName(page.File, "links.self"),
                $"is of NFZ branch {page.Branch} and {pages[0].File} of {pages[0].Branch}: import one at a time.");
        }

        var records = pages.SelectMany(page => page.Records).ToList();
        foreach (var record in records.Where(record => record.Benefit != records[0].Benefit))
        {
            notes.Error(
                record.At.Child("benefit"),
                $"is '{record.Benefit}' and elsewhere '{records[0].Benefit}': one scope at a time.");
        }

        foreach (var record in records
            .GroupBy(record => (record.Clinic, record.Category))
            .SelectMany(group => group.Skip(1)))
        {
            notes.Error(record.At, $"the clinic {record.ProviderCode}, cell {record.Cell}, is there twice.");
        }
    }

    private sealed record NfzPage(
        string File,
        int Count,
        int Number,
        MedicalCategory Category,
        NfzBranchCode Branch,
        IReadOnlyList<NfzRecord> Records,
        LocalDate ModifiedOn);
}
