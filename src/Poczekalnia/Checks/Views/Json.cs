using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Poczekalnia.Checks.Views;

/// <summary>
/// Reads members of a line; what is missing or malformed is a <see cref="FormatException"/> with its name.
/// </summary>
public static class Json
{
    /// <summary>No word, name, policy or stream of a case file is longer.</summary>
    public const int ShortText = 256;

    public static JsonElement Need(this JsonElement body, ReadOnlySpan<byte> name) =>
        body.TryGetProperty(name, out var member) ? member : throw Wrong(name, "is missing");

    public static JsonElement? Maybe(this JsonElement body, ReadOnlySpan<byte> name) =>
        body.TryGetProperty(name, out var member) ? member : null;

    public static string Text(this JsonElement body, ReadOnlySpan<byte> name) => TextOf(body.Need(name), name);

    public static string? MaybeText(this JsonElement body, ReadOnlySpan<byte> name) =>
        body.Maybe(name) is { } member ? TextOf(member, name) : null;

    public static Guid Id(this JsonElement body, ReadOnlySpan<byte> name) => IdOf(body.Need(name), name);

    public static Guid? MaybeId(this JsonElement body, ReadOnlySpan<byte> name) =>
        body.Maybe(name) is { } member ? IdOf(member, name) : null;

    public static long Whole(this JsonElement body, ReadOnlySpan<byte> name) => WholeOf(body.Need(name), name);

    public static int Number(this JsonElement body, ReadOnlySpan<byte> name) => checked((int)body.Whole(name));

    public static long? MaybeWhole(this JsonElement body, ReadOnlySpan<byte> name) =>
        body.Maybe(name) is { } member ? WholeOf(member, name) : null;

    public static T Word<T>(this JsonElement body, ReadOnlySpan<byte> name)
        where T : struct, Enum
    {
        Span<char> letters = stackalloc char[ShortText];
        return Words.Read<T>(letters[..body.ShortTextOf(name, letters)]);
    }

    /// <summary>Copies a text that is short and has no escapes, as nearly all are; how many letters it has.</summary>
    public static int ShortTextOf(this JsonElement body, ReadOnlySpan<byte> name, Span<char> letters)
    {
        var member = body.Need(name);
        if (member.ValueKind != JsonValueKind.String)
        {
            throw Wrong(name, "is no text");
        }

        var raw = JsonMarshal.GetRawUtf8Value(member)[1..^1];
        if (raw.Length <= letters.Length && raw.IndexOf((byte)'\\') < 0 && Ascii.IsValid(raw))
        {
            return Encoding.ASCII.GetChars(raw, letters);
        }

        var text = member.GetString()!;
        if (text.Length > letters.Length)
        {
            throw Wrong(name, $"is longer than {letters.Length} letters");
        }

        text.CopyTo(letters);
        return text.Length;
    }

    public static DateOnly Day(this JsonElement body, ReadOnlySpan<byte> name)
    {
        Span<char> letters = stackalloc char[ShortText];
        return Moments.ReadDay(letters[..body.ShortTextOf(name, letters)]);
    }

    public static List<JsonElement> List(this JsonElement body, ReadOnlySpan<byte> name) =>
        body.Need(name) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray()]
            : throw Wrong(name, "is no list");

    public static Guid[] Ids(this JsonElement body, ReadOnlySpan<byte> name) =>
        [.. body.List(name).Select(member => IdOf(member, "an item"u8))];

    private static FormatException Wrong(ReadOnlySpan<byte> name, string why) =>
        new($"'{Encoding.UTF8.GetString(name)}' {why}");

    private static string TextOf(JsonElement member, ReadOnlySpan<byte> name) =>
        member.ValueKind == JsonValueKind.String ? member.GetString()! : throw Wrong(name, "is no text");

    private static Guid IdOf(JsonElement member, ReadOnlySpan<byte> name) =>
        member.ValueKind == JsonValueKind.String && member.TryGetGuid(out var id)
            ? id
            : throw Wrong(name, "is no UUID");

    private static long WholeOf(JsonElement member, ReadOnlySpan<byte> name) =>
        member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number)
            ? number
            : throw Wrong(name, "is no whole number");
}
