using System.Text;
using System.Text.Json;

namespace Poczekalnia.CaseFiles;

/// <summary>One line of a case file that has been verified.</summary>
public sealed class CaseLine
{
    private static readonly string[] KnownTypes =
        ["event", "command", "notice", "policy", "interruption", "manifest", "end"];

    private JsonElement? _body;

    internal CaseLine(long number, ReadOnlyMemory<byte> utf8)
    {
        Number = number;
        Utf8 = utf8;
        Type = TypeOf(utf8.Span);
    }

    /// <summary>The number of the line, from 1.</summary>
    public long Number { get; }

    /// <summary>
    /// <c>manifest</c>, <c>policy</c>, <c>command</c>, <c>event</c>, <c>notice</c>, <c>interruption</c>, <c>end</c>, or
    /// one of a later version.
    /// </summary>
    public string Type { get; }

    /// <summary>The line as it stands in the file, without its line feed.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>The line as JSON, parsed when it is first asked for.</summary>
    public JsonElement Body => _body ??= JsonElement.Parse(Utf8.Span);

    /// <summary>
    /// The text of a member of the line itself that has nothing but plain values behind it, as type and stream have
    /// nearly always; empty when that is not so and the line must be read. Then nothing closes after the member but
    /// the line; and within a string the quotes of what is sought would be escaped.
    /// </summary>
    /// <param name="opening">The comma, the name and the quote that opens the text.</param>
    internal static ReadOnlySpan<byte> LateText(ReadOnlySpan<byte> line, ReadOnlySpan<byte> opening)
    {
        var at = line.LastIndexOf(opening);
        if (at < 0 || line[at..].IndexOf((byte)'}') != line.Length - at - 1)
        {
            return default;
        }

        var text = line[(at + opening.Length)..];
        return text[..text.IndexOf((byte)'"')];
    }

    private static string TypeOf(ReadOnlySpan<byte> line)
    {
        var name = LateText(line, ",\"type\":\""u8);
        foreach (var type in KnownTypes)
        {
            if (Ascii.Equals(name, type))
            {
                return type;
            }
        }

        return SearchedTypeOf(line);
    }

    private static string SearchedTypeOf(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isType = reader.ValueTextEquals("type"u8);
            reader.Read();
            if (isType)
            {
                return reader.GetString()!;
            }

            reader.Skip();
        }

        return "";
    }
}
