using System.Globalization;
using System.Text.Json;
using NodaTime;
using NodaTime.Text;

namespace Scheduling.Domain.Serialization;

/// <summary>
/// One object of a text of rules, read strictly: a member is asked for by name, and one that nobody asked for is an
/// error. What is wrong is collected, so that a reader sees everything at once.
/// </summary>
internal sealed class StrictObject
{
    private readonly Dictionary<string, JsonElement> _members = [];
    private readonly List<string> _order = [];
    private readonly HashSet<string> _asked = [];
    private readonly List<DataError> _errors;
    private readonly string _path;

    internal StrictObject(JsonElement element, string path, List<DataError> errors)
    {
        (_path, _errors) = (path, errors);
        foreach (var member in element.EnumerateObject())
        {
            if (_members.TryAdd(member.Name, member.Value))
            {
                _order.Add(member.Name);
            }
            else
            {
                _errors.Add(new DataError(PathOf(member.Name), "It stands here twice. Keep one of the two."));
            }
        }
    }

    public StrictValue Get(string name)
    {
        _asked.Add(name);
        if (_members.TryGetValue(name, out var value))
        {
            return new StrictValue(value, PathOf(name), _errors);
        }

        _errors.Add(new DataError(PathOf(name), "It is missing. Add it."));
        return new StrictValue(null, PathOf(name), _errors);
    }

    public StrictValue? GetIfAny(string name)
    {
        _asked.Add(name);
        return _members.ContainsKey(name) ? Get(name) : null;
    }

    /// <summary>Reports every member that nobody asked for.</summary>
    public void Done(string what)
    {
        foreach (var name in _order.Where(name => !_asked.Contains(name)))
        {
            var known = string.Join(", ", _asked.Order(StringComparer.Ordinal));
            _errors.Add(new DataError(PathOf(name), $"Nobody reads this {what}. Remove it or use one of: {known}."));
        }
    }

    private string PathOf(string name) => _path.Length == 0 ? name : $"{_path}.{name}";
}

/// <summary>One value of a text of rules. A missing or wrong one reads as nothing after its error was noted.</summary>
internal readonly struct StrictValue(JsonElement? element, string path, List<DataError> errors)
{
    private static readonly LocalTimePattern Minute = LocalTimePattern.CreateWithInvariantCulture("HH':'mm");

    public string AsText()
    {
        if (Is(JsonValueKind.String, "a text") is not { } value)
        {
            return "";
        }

        var text = value.GetString()!;
        return text.Trim().Length > 0 ? text : Wrong("It is empty. Write a text.", "");
    }

    public int AsNumber(int from, int to)
    {
        var range = string.Create(CultureInfo.InvariantCulture, $"a whole number from {from} to {to}");
        if (Is(JsonValueKind.Number, range) is not { } value)
        {
            return from;
        }

        return value.TryGetInt32(out var number) && number >= from && number <= to
            ? number
            : Wrong($"{value.GetRawText()} does not do. Write {range}.", from);
    }

    public LocalDate AsDate() =>
        AsText() is { Length: > 0 } text
            ? LocalDatePattern.Iso.Parse(text) is { Success: true } date
                ? date.Value
                : Wrong($"'{text}' is no date. Write one such as 2026-10-01.", default(LocalDate))
            : default;

    public LocalTime AsTime() =>
        AsText() is { Length: > 0 } text
            ? Minute.Parse(text) is { Success: true } time
                ? time.Value
                : Wrong($"'{text}' is no time of day. Write one such as 10:00.", default(LocalTime))
            : default;

    /// <summary>One of some names; the first of them stands in where the text has none.</summary>
    public string AsOneOf(params ReadOnlySpan<string> names)
    {
        var text = AsText();
        return text.Length == 0 ? names[0]
            : names.Contains(text) ? text
            : Wrong($"'{text}' is not supported. Write {OneOf(names)}.", names[0]);
    }

    public bool AsSwitch(string yes, string no) => AsOneOf(yes, no) == yes;

    /// <summary>
    /// Whether the text has just this; what is wrong with anything else is for its own reader to say.
    /// </summary>
    public bool Says(string text) => element is { ValueKind: JsonValueKind.String } value && value.GetString() == text;

    /// <summary>The items of a list that is not empty; nothing where the text has none.</summary>
    public ValueList<StrictValue>? AsList()
    {
        if (Is(JsonValueKind.Array, "a list") is not { } value)
        {
            return null;
        }

        if (value.GetArrayLength() == 0)
        {
            return Wrong<ValueList<StrictValue>?>("The list is empty. Write at least one item.", null);
        }

        var items = new List<StrictValue>();
        foreach (var item in value.EnumerateArray())
        {
            var at = string.Create(CultureInfo.InvariantCulture, $"{path}[{items.Count}]");
            items.Add(new StrictValue(item, at, errors));
        }

        return ValueList.From(items);
    }

    public StrictObject? AsObject() =>
        Is(JsonValueKind.Object, "an object") is { } value ? new StrictObject(value, path, errors) : null;

    /// <summary>The same place with nothing in it: its error has been noted.</summary>
    public StrictValue Nothing() => new(null, path, errors);

    /// <summary>Notes that the value is wrong in a way only its reader can know.</summary>
    public void Refuse(string cure) => errors.Add(new DataError(path, cure));

    private static string OneOf(ReadOnlySpan<string> names) =>
        names.Length == 1 ? $"'{names[0]}', the only value there is" : $"one of: {string.Join(", ", names!)}";

    private JsonElement? Is(JsonValueKind kind, string name)
    {
        if (element is not { } value)
        {
            return null;
        }

        return value.ValueKind == kind ? value : Wrong<JsonElement?>($"This is no {kind}. Write {name}.", null);
    }

    private T Wrong<T>(string cure, T standIn)
    {
        Refuse(cure);
        return standIn;
    }
}
