using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Scheduling.Domain.Serialization;

/// <summary>
/// The one text of a JSON value: keys sorted ordinally at every level, no whitespace, nothing but objects, arrays,
/// strings and 64-bit integers. In strings only <c>"</c>, <c>\</c> and the control characters are escaped, as RFC 8785
/// has it; everything else stands as UTF-8.
/// </summary>
internal static class CanonicalText
{
    private const int EscapedLengthMax = 6;
    private const int StackBytes = 512;

    // What Utf8JsonWriter writes as it is with any encoder, so that its own fast path may be used.
    public static readonly SearchValues<char> Plain = SearchValues.Create(
        string.Concat(Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Where(c => c is not ('"' or '\\'))));

    private static readonly SearchValues<char> Escaped = SearchValues.Create(
        string.Concat(Enumerable.Range(0, ' ').Select(c => (char)c)) + "\"\\");

    // Strict: half of a surrogate pair is no text, and a replacement character would be another one.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Writes a string value.</summary>
    public static void WriteString(Utf8JsonWriter writer, ReadOnlySpan<char> text)
    {
        if (!text.ContainsAnyExcept(Plain))
        {
            writer.WriteStringValue(text);
            return;
        }

        var lengthMax = LengthMax(text);
        var buffer = lengthMax <= StackBytes ? stackalloc byte[lengthMax] : new byte[lengthMax];
        writer.WriteRawValue(buffer[..PutString(text, buffer)], skipInputValidation: true);
    }

    /// <summary>Writes a value of any shape.</summary>
    /// <exception cref="FormatException">It holds what canonical JSON cannot: see the message.</exception>
    public static void Write(JsonElement value, IBufferWriter<byte> target) => Write(value, target, "$");

    private static void Write(JsonElement value, IBufferWriter<byte> target, string path)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(value, target, path);
                break;
            case JsonValueKind.Array:
                WriteArray(value, target, path);
                break;
            case JsonValueKind.String:
                Put(value.GetString()!, target);
                break;
            case JsonValueKind.Number:
                target.Write(Encoding.ASCII.GetBytes(Integer(value.GetRawText(), path)));
                break;
            case JsonValueKind.True:
            case JsonValueKind.False:
                throw new FormatException($"{path} is {value.GetRawText()}: write the string \"yes\" or \"no\".");
            case JsonValueKind.Null:
                throw new FormatException($"{path} is null: what is not there is left out.");
            case JsonValueKind.Undefined:
                throw new FormatException($"{path} is no JSON.");
        }
    }

    private static void WriteObject(JsonElement value, IBufferWriter<byte> target, string path)
    {
        var members = value.EnumerateObject().ToArray();
        Array.Sort(members, (left, right) => string.CompareOrdinal(left.Name, right.Name));
        target.Write("{"u8);
        for (var i = 0; i < members.Length; i++)
        {
            if (i > 0)
            {
                if (members[i].Name == members[i - 1].Name)
                {
                    throw new FormatException($"{path}.{members[i].Name} stands twice.");
                }

                target.Write(","u8);
            }

            Put(members[i].Name, target);
            target.Write(":"u8);
            Write(members[i].Value, target, $"{path}.{members[i].Name}");
        }

        target.Write("}"u8);
    }

    private static void WriteArray(JsonElement value, IBufferWriter<byte> target, string path)
    {
        target.Write("["u8);
        var index = 0;
        foreach (var item in value.EnumerateArray())
        {
            if (index > 0)
            {
                target.Write(","u8);
            }

            Write(item, target, $"{path}[{index}]");
            index++;
        }

        target.Write("]"u8);
    }

    private static string Integer(string raw, string path) =>
        long.TryParse(raw, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw new FormatException($"{path} is {raw}: a number is an integer of 64 bits.");

    private static void Put(string text, IBufferWriter<byte> target) =>
        target.Advance(PutString(text, target.GetSpan(LengthMax(text))));

    /// <summary>More bytes than this no string of that length takes, quotes included.</summary>
    public static int LengthMax(ReadOnlySpan<char> text) => (text.Length * EscapedLengthMax) + 2;

    /// <summary>Puts a string value with its quotes and says how many bytes it took.</summary>
    public static int PutString(ReadOnlySpan<char> text, Span<byte> target)
    {
        var at = 0;
        target[at++] = (byte)'"';
        while (text.IndexOfAny(Escaped) is var next and >= 0)
        {
            at += Encode(text[..next], target[at..]);
            at += PutEscape(text[next], target[at..]);
            text = text[(next + 1)..];
        }

        at += Encode(text, target[at..]);
        target[at++] = (byte)'"';
        return at;
    }

    private static int Encode(ReadOnlySpan<char> text, Span<byte> target)
    {
        try
        {
            return Utf8.GetBytes(text, target);
        }
        catch (EncoderFallbackException)
        {
            throw new FormatException($"\"{text}\" holds half of a character.");
        }
    }

    private static int PutEscape(char character, Span<byte> target)
    {
        ReadOnlySpan<byte> brief = character switch
        {
            '"' => "\\\""u8,
            '\\' => "\\\\"u8,
            '\b' => "\\b"u8,
            '\t' => "\\t"u8,
            '\n' => "\\n"u8,
            '\f' => "\\f"u8,
            '\r' => "\\r"u8,
            _ => default,
        };
        if (!brief.IsEmpty)
        {
            brief.CopyTo(target);
            return brief.Length;
        }

        return Encoding.ASCII.GetBytes($"\\u{(int)character:x4}", target);
    }
}
