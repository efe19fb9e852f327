using System.Globalization;
using System.Text.Json;
using NodaTime;

namespace Poczekalnia.Checks.Views;

/// <summary>Reads members of a line; what is missing or malformed is a <see cref="FormatException"/> with its name.</summary>
public static class Json
{
    public static JsonElement Need(this JsonElement body, string name) =>
        body.TryGetProperty(name, out var member) ? member : throw new FormatException($"'{name}' is missing");

    public static JsonElement? Maybe(this JsonElement body, string name) =>
        body.TryGetProperty(name, out var member) ? member : null;

    public static string Text(this JsonElement body, string name) => TextOf(body.Need(name), name);

    public static string? MaybeText(this JsonElement body, string name) =>
        body.Maybe(name) is { } member ? TextOf(member, name) : null;

    public static Guid Id(this JsonElement body, string name) => IdOf(body.Need(name), name);

    public static Guid? MaybeId(this JsonElement body, string name) =>
        body.Maybe(name) is { } member ? IdOf(member, name) : null;

    public static long Whole(this JsonElement body, string name) => WholeOf(body.Need(name), name);

    public static int Number(this JsonElement body, string name) => checked((int)body.Whole(name));

    public static long? MaybeWhole(this JsonElement body, string name) =>
        body.Maybe(name) is { } member ? WholeOf(member, name) : null;

    public static T Word<T>(this JsonElement body, string name)
        where T : struct, Enum =>
        Words.Read<T>(body.Text(name));

    public static Instant At(this JsonElement body, string name) => Moments.ReadInstant(body.Text(name));

    public static DateOnly Day(this JsonElement body, string name) => Moments.ReadDay(body.Text(name));

    public static List<JsonElement> List(this JsonElement body, string name) =>
        body.Need(name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray()]
            : throw new FormatException($"'{name}' is no list");

    public static Guid[] Ids(this JsonElement body, string name) =>
        [.. body.List(name).Select(member => IdOf(member, name))];

    private static string TextOf(JsonElement member, string name) =>
        member.ValueKind == JsonValueKind.String ? member.GetString()! : throw new FormatException($"'{name}' is no text");

    private static Guid IdOf(JsonElement member, string name) =>
        member.ValueKind == JsonValueKind.String && member.TryGetGuid(out var id)
            ? id
            : throw new FormatException($"'{name}' is no UUID");

    private static long WholeOf(JsonElement member, string name) =>
        member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number)
            ? number
            : throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"'{name}' is no whole number"));
}
