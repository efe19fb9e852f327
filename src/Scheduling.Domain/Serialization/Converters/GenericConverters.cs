using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scheduling.Domain.Serialization.Converters;

/// <summary>Enum values by their stored names: see <see cref="EnumText"/>.</summary>
internal sealed class EnumConverter<T> : JsonConverter<T>
    where T : struct, Enum
{
    private const int NameLengthMax = 64;

    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Span<byte> name = stackalloc byte[NameLengthMax];
        return ShortText.TryCopy(ref reader, name, out var length)
            && EnumText.TryRead<T>(name[..length], out var value)
                ? value
                : throw new JsonException($"No stored name of {typeof(T).Name}.");
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(EnumText.JsonOf(value));
}

/// <summary>A list in its own order.</summary>
internal sealed class ValueListConverter<T>(JsonConverter<T> item) : JsonConverter<ValueList<T>>
{
    public override ValueList<T> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new JsonException("A list is expected.");
        }

        var items = new List<T>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType == JsonTokenType.Null)
            {
                throw new JsonException("A list has no empty items.");
            }

            items.Add(item.Read(ref reader, typeof(T), options)!);
        }

        return ValueList.From(items);
    }

    public override void Write(Utf8JsonWriter writer, ValueList<T> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var each in value.AsSpan())
        {
            item.Write(writer, each, options);
        }

        writer.WriteEndArray();
    }
}

/// <summary>Yes or no as the string, for canonical JSON has no booleans.</summary>
internal sealed class YesNoConverter : JsonConverter<bool>
{
    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType != JsonTokenType.String ? throw new JsonException("\"yes\" or \"no\" is expected.")
        : reader.ValueTextEquals("yes"u8) || (reader.ValueTextEquals("no"u8)
            ? false
            : throw new JsonException("\"yes\" or \"no\" is expected."));

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value ? "yes"u8 : "no"u8);
}

/// <summary>Makes the converters of enums and lists.</summary>
internal sealed class GenericConverters : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum || IsList(typeToConvert);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options)
    {
        if (typeToConvert.IsEnum)
        {
            return (JsonConverter)Activator.CreateInstance(typeof(EnumConverter<>).MakeGenericType(typeToConvert))!;
        }

        var item = typeToConvert.GetGenericArguments()[0];
        return (JsonConverter)Activator.CreateInstance(
            typeof(ValueListConverter<>).MakeGenericType(item), options.GetConverter(item))!;
    }

    private static bool IsList(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueList<>);
}

/// <summary>For a member that never stands in JSON: to find it there is an error.</summary>
internal sealed class AbsentConverter<T> : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new JsonException("The instant of an event stands beside its data, not in them.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        throw new JsonException("The instant of an event stands beside its data, not in them.");
}
