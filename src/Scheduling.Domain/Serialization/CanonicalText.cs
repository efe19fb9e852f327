using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Scheduling.Domain.Serialization;

/// <summary>
/// The one way to write a text of rules: members sorted by name at every level, no whitespace, UTF-8. Two texts that
/// say the same have the same hash.
/// </summary>
internal static class CanonicalText
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The first twelve hexadecimal digits of the SHA-256 of the canonical text.</summary>
    public static string ShortHashOf(string json) => Convert.ToHexStringLower(SHA256.HashData(Of(json)))[..12];

    /// <summary>The canonical UTF-8 bytes of a text that is JSON.</summary>
    public static byte[] Of(string json)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Options))
        {
            Write(writer, JsonElement.Parse(json));
        }

        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            writer.WriteStartObject();
            foreach (var member in element.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
            {
                writer.WritePropertyName(member.Name);
                Write(writer, member.Value);
            }

            writer.WriteEndObject();
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (var item in element.EnumerateArray())
            {
                Write(writer, item);
            }

            writer.WriteEndArray();
        }
        else
        {
            element.WriteTo(writer);
        }
    }
}
