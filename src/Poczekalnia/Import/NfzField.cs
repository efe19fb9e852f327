using System.Text.Json;

namespace Poczekalnia.Import;

/// <summary>
/// A value of a page with its name. What cannot be read is noted with file and field, and a default handed on.
/// </summary>
internal readonly struct NfzField(JsonElement? value, FieldName name, ImportNotes notes)
{
    public FieldName Name => name;

    /// <summary>Whether it is missing or <c>null</c>, which this interface uses for "no data".</summary>
    public bool IsNull => value is null or { ValueKind: JsonValueKind.Null };

    public bool IsObject => value is { ValueKind: JsonValueKind.Object };

    public NfzField this[string key] => new(
        value is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(key, out var child)
            ? child
            : null,
        name.Child(key),
        notes);

    public void Wrong(string what) => notes.Error(name, what);

    public string Text()
    {
        if (value is { ValueKind: JsonValueKind.String } element && element.GetString() is { Length: > 0 } text)
        {
            return text;
        }

        Wrong($"must be a text and is {Shown()}.");
        return "";
    }

    public string? TextOrNull() => IsNull ? null : Text();

    public int Count()
    {
        if (value is { ValueKind: JsonValueKind.Number } element && element.TryGetInt32(out var count) && count >= 0)
        {
            return count;
        }

        Wrong($"must be a whole number, 0 or more, and is {Shown()}.");
        return 0;
    }

    public bool Flag()
    {
        if (value is { ValueKind: JsonValueKind.True or JsonValueKind.False } element)
        {
            return element.GetBoolean();
        }

        Wrong($"must be true or false and is {Shown()}.");
        return false;
    }

    public decimal? NumberOrNull()
    {
        if (IsNull)
        {
            return null;
        }

        if (value is { ValueKind: JsonValueKind.Number } element && element.TryGetDecimal(out var number))
        {
            return number;
        }

        Wrong($"must be a number or null and is {Shown()}.");
        return null;
    }

    public IReadOnlyList<NfzField> Items()
    {
        if (value is not { ValueKind: JsonValueKind.Array } element)
        {
            Wrong($"must be a list and is {Shown()}.");
            return [];
        }

        var items = new List<NfzField>();
        foreach (var item in element.EnumerateArray())
        {
            var index = items.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);
            items.Add(new NfzField(item, name with { Field = $"{name.Field}[{index}]" }, notes));
        }

        return items;
    }

    private string Shown() => value?.ValueKind switch
    {
        null or JsonValueKind.Undefined => "missing",
        JsonValueKind.Null => "null",
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => $"the text '{value.Value.GetString()}'",
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.Value.GetRawText(),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
