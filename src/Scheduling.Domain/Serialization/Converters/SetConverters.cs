using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scheduling.Domain.Serialization.Converters;

/// <summary>A set of small numbers as an increasing list of them.</summary>
/// <param name="first">The number that bit 0 stands for.</param>
/// <param name="all">The mask of the full set.</param>
internal sealed class SetConverter<T>(int first, int all, Func<T, int> mask, Func<int, T> make) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var members = 0;
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A list of numbers is expected.");
        }

        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            // Increasing, so that one set has one text.
            if (reader.TokenType != JsonTokenType.Number
                || !reader.TryGetInt32(out var number)
                || number < first
                || number - first >= BitOperations.PopCount((uint)all)
                || members >> (number - first) != 0)
            {
                throw new JsonException("An increasing list of numbers in range is expected.");
            }

            members |= 1 << (number - first);
        }

        return make(members);
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        for (var left = mask(value); left != 0; left &= left - 1)
        {
            writer.WriteNumberValue(first + BitOperations.TrailingZeroCount(left));
        }

        writer.WriteEndArray();
    }
}

/// <summary>Days of the week as 1 (Monday) to 7, hours of the day as 0 to 23.</summary>
internal static class SetConverters
{
    public static IEnumerable<JsonConverter> All { get; } =
    [
        new SetConverter<DaySet>(1, DaySet.All, days => days.Mask, mask => new(mask)),
        new SetConverter<HourSet>(0, HourSet.All, hours => hours.Mask, mask => new(mask)),
    ];
}
