using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Http.Queries;

/// <summary>
/// What stands behind the question mark, read strictly. The first thing that is wrong is remembered and everything is
/// read on, so that whoever reads need look once, at the end.
/// </summary>
internal sealed class QueryText(IQueryCollection query)
{
    /// <summary>The first parameter that cannot be understood, and why.</summary>
    public Refusal? Wrong { get; private set; }

    /// <summary>The refusal of a parameter that nobody reads, or nothing.</summary>
    public Refusal? FindUnknown(IReadOnlyCollection<string> known) =>
        query.Keys.FirstOrDefault(name => !known.Contains(name)) is { } name
            ? Refusals.Malformed(name, $"there is no such parameter; known are {string.Join(", ", known)}")
            : null;

    /// <summary>Remembers that a parameter is wrong, unless another was before it.</summary>
    public void Refuse(string name, string why) => Wrong ??= Refusals.Malformed(name, why);

    /// <summary>The text of a parameter; nothing when it is not there or empty.</summary>
    public string? Text(string name)
    {
        var values = query[name];
        if (values.Count > 1)
        {
            Refuse(name, "it stands there twice");
        }

        return values.Count == 0 || string.IsNullOrEmpty(values[0]) ? null : values[0];
    }

    /// <summary>Texts with commas between them, or one by one, or both; nothing when there are none.</summary>
    public IReadOnlyList<string>? Texts(string name)
    {
        var texts = query[name].SelectMany(each => (each ?? "").Split(',')).Where(text => text.Length > 0).ToList();
        return texts.Count == 0 ? null : texts;
    }

    /// <summary>A value of any kind; nothing when it is not there.</summary>
    /// <param name="parse">Nothing for a text that is none.</param>
    /// <param name="expected">What is expected, for whoever wrote something else.</param>
    public T? Value<T>(string name, Func<string, T?> parse, string expected)
        where T : struct =>
        Text(name) is { } text ? Parsed(name, text, parse, expected) : null;

    /// <summary>Values of any kind; nothing when there are none.</summary>
    public IReadOnlyList<T>? Values<T>(string name, Func<string, T?> parse, string expected)
        where T : struct =>
        Texts(name)?.Select(text => Parsed(name, text, parse, expected)).OfType<T>().ToList();

    /// <summary>A whole number, both ends included.</summary>
    public int? Number(string name, int least, int most) =>
        Value<int>(
            name,
            text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= least && number <= most ? number : null,
            $"a whole number from {least} to {most}");

    /// <summary>A local day.</summary>
    public LocalDate? Day(string name) =>
        Value<LocalDate>(
            name,
            text => LocalDatePattern.Iso.Parse(text) is { Success: true, Value: var day } ? day : null,
            "a day such as 2026-09-21");

    /// <summary>One of the names of an enumeration.</summary>
    public T? Name<T>(string name)
        where T : struct, Enum =>
        Value<T>(
            name,
            text => EnumText.TryRead<T>(Encoding.UTF8.GetBytes(text), out var value) ? value : null,
            string.Join(" or ", Enum.GetValues<T>().Select(EnumText.Of)));

    /// <summary>An identity.</summary>
    public static Guid? ToIdentity(string text) => Guid.TryParseExact(text, "D", out var id) ? id : null;

    private T? Parsed<T>(string name, string text, Func<string, T?> parse, string expected)
        where T : struct
    {
        if (parse(text) is { } value)
        {
            return value;
        }

        Refuse(name, $"expected is {expected}");
        return null;
    }
}
