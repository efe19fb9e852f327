using System.Text.Json;

namespace Scheduling.Domain.Serialization.Converters;

/// <summary>Takes a short string out of a reader without making a string of it.</summary>
internal static class ShortText
{
    /// <summary><see langword="false"/> when the string is longer than the target, or no string at all.</summary>
    public static bool TryCopy(ref Utf8JsonReader reader, scoped Span<byte> target, out int length)
    {
        length = 0;
        if (reader.TokenType != JsonTokenType.String
            || (reader.HasValueSequence ? reader.ValueSequence.Length : reader.ValueSpan.Length) > target.Length)
        {
            return false;
        }

        length = reader.CopyString(target);
        return true;
    }
}
