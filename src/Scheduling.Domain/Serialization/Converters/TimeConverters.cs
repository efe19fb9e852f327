using System.Text.Json;
using System.Text.Json.Serialization;
using NodaTime;

namespace Scheduling.Domain.Serialization.Converters;

/// <summary>Reads the text of a time; <see langword="false"/> when it is none.</summary>
internal delegate bool ReadTime<T>(ReadOnlySpan<byte> text, out T value);

/// <summary>Writes the text of a time and says how many bytes it took.</summary>
internal delegate int WriteTime<in T>(T value, Span<byte> target);

/// <summary>One of the four kinds of time: see <see cref="TimeText"/>.</summary>
internal sealed class TimeConverter<T>(WriteTime<T> write, ReadTime<T> read) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[TimeText.LengthMax];
        return reader.TokenType == JsonTokenType.String
            && ShortText.TryCopy(ref reader, text, out var length)
            && read(text[..length], out var value)
                ? value
                : throw new JsonException($"No {typeof(T).Name} as it is stored.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        Span<byte> text = stackalloc byte[TimeText.LengthMax];
        writer.WriteStringValue(text[..write(value, text)]);
    }
}

/// <summary>The kinds of time that are stored.</summary>
internal static class TimeConverters
{
    public static IEnumerable<JsonConverter> All { get; } =
    [
        new TimeConverter<Instant>(TimeText.Write, TimeText.TryRead),
        new TimeConverter<LocalDate>(TimeText.Write, TimeText.TryRead),
        new TimeConverter<LocalDateTime>(TimeText.Write, TimeText.TryRead),
        new TimeConverter<LocalTime>(TimeText.Write, TimeText.TryRead),
    ];
}
