using System.Globalization;
using System.Text.Json;

namespace Scheduling.Domain.Serialization;

/// <summary>Reads a whole text of rules: everything that is wrong with it is told, and nothing is thrown.</summary>
internal static class StrictText
{
    private const int VersionMax = 9999;

    /// <param name="read">Reads all members but <c>id</c> and <c>version</c>; nothing where there is no body.</param>
    /// <param name="name">Gives what was read its reference.</param>
    public static Parsed<T> Parse<T>(string json, Func<StrictObject, T?> read, Func<T, PolicyRef, T> name)
        where T : class
    {
        var errors = new List<DataError>();
        try
        {
            if (new StrictValue(JsonElement.Parse(json), "", errors).AsObject() is { } file)
            {
                var (id, version) = (file.Get("id").AsText(), file.Get("version").AsNumber(1, VersionMax));
                var value = read(file);
                if (value is not null && errors.Count == 0)
                {
                    return new Parsed<T>.Good(name(value, PolicyRef.Of(id, version, json)));
                }
            }
        }
        catch (JsonException broken)
        {
            var (line, column) = (broken.LineNumber + 1, broken.BytePositionInLine + 1);
            var where = string.Create(CultureInfo.InvariantCulture, $"line {line}, byte {column}");
            errors.Add(new DataError("", $"This is no JSON: it breaks off or goes wrong at {where}."));
        }
        catch (InvalidOperationException half)
        {
            // JSON can escape half of a character, which is no text.
            errors.Add(new DataError("", $"Write whole characters: {half.Message}"));
        }

        return new Parsed<T>.Bad(ValueList.From(errors));
    }
}
