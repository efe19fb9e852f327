using NodaTime;
using NodaTime.Text;
using Poczekalnia.Scenarios;
using Scheduling.Domain;
using Scheduling.Domain.Identifiers;

namespace Poczekalnia.Import;

/// <summary>Reads one record of a page and checks every field it uses.</summary>
internal static class NfzRecordReader
{
    private static readonly YearMonthPattern MonthPattern = YearMonthPattern.Iso;

    public static NfzRecord Read(NfzField attributes, MedicalCategory category, NfzBranchCode branch, ImportNotes notes)
    {
        CheckCategory(attributes["case"], category);
        var specialty = attributes["id-resort-part-VIII"].Text();
        var (forecast, situationOn) = ReadForecast(attributes["dates"]);
        return new NfzRecord(
            attributes.Name,
            category,
            attributes["benefit"].Text(),
            ReadProviderCode(attributes["provider-code"]),
            attributes["registry-number"].Text(),
            attributes["id-resort-part-VII"].Text(),
            specialty,
            ReadArea(attributes["teryt-place"], branch),
            ReadLocation(attributes["latitude"], attributes["longitude"], notes),
            ReadAges(attributes, specialty),
            ReadStatistics(attributes["statistics"]),
            forecast,
            situationOn);
    }

    private static void CheckCategory(NfzField field, MedicalCategory category)
    {
        var number = field.Count();
        var expected = category == MedicalCategory.Stable ? 1 : 2;
        if (number != expected)
        {
            field.Wrong($"is {number} on a page of case={expected}.");
        }
    }

    // Three digits of the branch and its department, a stroke, six digits.
    private static string ReadProviderCode(NfzField field)
    {
        var text = field.Text();
        var isCode = text.Length == 10 && text[3] == '/' && text.Remove(3, 1).All(char.IsAsciiDigit);
        if (text.Length > 0 && !isCode)
        {
            field.Wrong($"'{text}' is no provider code like 121/100010.");
        }

        return text;
    }

    private static TerytCode ReadArea(NfzField field, NfzBranchCode branch)
    {
        var text = field.Text();
        if (text.Length == 0)
        {
            return default;
        }

        if (!TerytCode.TryParse(text, out var code) || code.Level != TerytLevel.Gmina)
        {
            field.Wrong($"'{text}' is no TERYT code of a gmina, seven digits.");
        }
        else if (branch != default && NfzBranchCode.FromTeryt(code) != branch)
        {
            field.Wrong(
                $"{text} lies in TERYT voivodeship {code.AtLevel(TerytLevel.Voivodeship)}, and the page is of NFZ "
                + $"branch {branch}, which is TERYT {branch.ToTeryt()}.");
        }

        return code;
    }

    // The interface has been seen to exchange the two numbers; in Poland a latitude is never a longitude.
    private static GeoPoint? ReadLocation(NfzField latitudeField, NfzField longitudeField, ImportNotes notes)
    {
        var (latitude, longitude) = (latitudeField.NumberOrNull(), longitudeField.NumberOrNull());
        if (latitude is not { } north || longitude is not { } east)
        {
            return null;
        }

        if (IsInPoland(east, north))
        {
            notes.Warn($"{latitudeField.Name}: latitude and longitude were exchanged and are put right.");
            (north, east) = (east, north);
        }

        if (!IsInPoland(north, east))
        {
            latitudeField.Wrong($"{north}, {east} does not lie in Poland.");
            return null;
        }

        return new GeoPoint((int)decimal.Round(north * 100_000), (int)decimal.Round(east * 100_000));
    }

    private static bool IsInPoland(decimal north, decimal east) =>
        north is >= 48.9m and <= 54.9m && east is >= 14.0m and <= 24.2m;

    private static ValueList<AgeRange> ReadAges(NfzField attributes, string specialty)
    {
        var field = attributes["age-range"];

        // Only this word of the name is looked at: a children's clinic that takes adults says so nowhere else.
        var adultsToo = attributes["place"].Text().Contains("DOROSŁYCH", StringComparison.OrdinalIgnoreCase);
        if (NfzAges.TryRead(specialty, field.TextOrNull(), adultsToo) is { } ages)
        {
            return ages;
        }

        field.Wrong("is no list of children's ages like 0-3,4-9,---,16-18.");
        return [];
    }

    private static NfzStatistics? ReadStatistics(NfzField statistics)
    {
        var data = statistics["provider-data"];
        if (statistics.IsNull || data.IsNull)
        {
            return null;
        }

        var update = data["update"].Text();
        if (!MonthPattern.Parse(update).TryGetValue(default, out var month))
        {
            data["update"].Wrong($"'{update}' is no month like 2026-07.");
        }

        return new NfzStatistics(
            data["awaiting"].Count(),
            data["removed"].Count(),
            data["average-period"].IsNull ? null : data["average-period"].Count(),
            month);
    }

    private static (PublishedForecast, LocalDate?) ReadForecast(NfzField dates)
    {
        if (dates.IsNull)
        {
            return (new PublishedForecast.NoData(), null);
        }

        var text = dates["pcus"].Text();
        var forecast = NfzForecast.TryRead(dates["applicable"].Flag(), text);
        if (forecast is null && text.Length > 0)
        {
            dates["pcus"].Wrong(
                $"'{text}' is no forecast: '10 dni', '1 dzień', '2 mies.', '3 mies. 2 tyg.', "
                + "or '-' when not applicable.");
        }

        var situation = dates["date-situation-as-at"].Text();
        if (!LocalDatePattern.Iso.Parse(situation).TryGetValue(default, out var date))
        {
            dates["date-situation-as-at"].Wrong($"'{situation}' is no date.");
        }

        return (forecast ?? new PublishedForecast.NoData(), date);
    }
}
