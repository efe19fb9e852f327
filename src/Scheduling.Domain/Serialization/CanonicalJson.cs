using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using Scheduling.Domain.Serialization.Converters;

namespace Scheduling.Domain.Serialization;

/// <summary>
/// Records as canonical JSON, one text per value: members in camelCase and ordinal order, what is not there left out,
/// enums by their stored names, no booleans (<c>"yes"</c>, <c>"no"</c>) and no fractions. Reading is strict: an unknown
/// member, a missing one and one that stands twice are errors.
/// </summary>
/// <remarks>What is serialised of a record is what makes it: the parameters and settable
/// members, nothing computed.</remarks>
public static class CanonicalJson
{
    /// <summary>How every writer of canonical JSON is set up; strings are escaped by their own converter.</summary>
    public static JsonWriterOptions WriterOptions { get; } =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly JsonSerializerOptions Options = MakeOptions();

    /// <summary>Writes a value by the type it has.</summary>
    public static void Write(Utf8JsonWriter writer, object value) =>
        JsonSerializer.Serialize(writer, value, Options.GetTypeInfo(value.GetType()));

    /// <summary>The text of a value, as UTF-8.</summary>
    public static byte[] Write(object value)
    {
        var target = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(target, WriterOptions);
        Write(writer, value);
        writer.Flush();
        return target.WrittenSpan.ToArray();
    }

    /// <exception cref="JsonException">The text is no <typeparamref name="T"/>.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8) => (T)Read(utf8, typeof(T));

    /// <exception cref="JsonException">The text is no value of the type.</exception>
    public static object Read(ReadOnlySpan<byte> utf8, Type type) =>
        JsonSerializer.Deserialize(utf8, Options.GetTypeInfo(type)) ?? throw new JsonException("null is no value.");

    /// <exception cref="JsonException">The value is none of the type.</exception>
    public static object Read(JsonElement json, Type type) =>
        json.Deserialize(Options.GetTypeInfo(type)) ?? throw new JsonException("null is no value.");

    /// <summary>The canonical text of any JSON text, such as a policy file.</summary>
    /// <exception cref="FormatException">It holds a boolean, a null, a fraction or a member twice.</exception>
    /// <exception cref="JsonException">It is no JSON.</exception>
    public static byte[] Canonicalise(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        return Canonicalise(document.RootElement);
    }

    /// <inheritdoc cref="Canonicalise(ReadOnlyMemory{byte})"/>
    public static byte[] Canonicalise(string text)
    {
        using var document = JsonDocument.Parse(text);
        return Canonicalise(document.RootElement);
    }

    /// <inheritdoc cref="Canonicalise(ReadOnlyMemory{byte})"/>
    public static byte[] Canonicalise(JsonElement value)
    {
        var target = new ArrayBufferWriter<byte>();
        CanonicalText.Write(value, target);
        return target.WrittenSpan.ToArray();
    }

    /// <summary>How a type is read and written: its members, and which of them must be there.</summary>
    public static JsonTypeInfo TypeInfo(Type type) => Options.GetTypeInfo(type);

    private static JsonSerializerOptions MakeOptions()
    {
        var options = new JsonSerializerOptions
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            RespectNullableAnnotations = true,
            AllowDuplicateProperties = false,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { Shape } },
        };
        IEnumerable<JsonConverter> converters =
        [
            .. TimeConverters.All, .. IdentityConverters.All, .. SetConverters.All,
            new YesNoConverter(), new GenericConverters(),
        ];
        foreach (var converter in converters)
        {
            options.Converters.Add(converter);
        }

        options.MakeReadOnly();
        return options;
    }

    private static void Shape(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        var members = type.Properties
            .Where(member => member.AssociatedParameter is not null || member.Set is not null)
            .OrderBy(member => member.Name, StringComparer.Ordinal)
            .ToArray();
        type.Properties.Clear();
        foreach (var member in members)
        {
            Shape(type.Type, member);
            type.Properties.Add(member);
        }
    }

    private static void Shape(Type owner, JsonPropertyInfo member)
    {
        if (member.PropertyType == typeof(double) || member.PropertyType == typeof(float)
            || member.PropertyType == typeof(decimal))
        {
            throw new NotSupportedException($"{owner.Name}.{member.Name}: a stored number is an integer.");
        }

        if (owner.IsAssignableTo(typeof(DomainEvent)) && member.PropertyType == typeof(Instant) && member.Name == "at")
        {
            member.ShouldSerialize = (_, _) => false;
            member.CustomConverter = new AbsentConverter<Instant>();
            member.IsRequired = false;
            return;
        }

        // What may be left out when written need not be there when read.
        member.IsRequired = !member.IsSetNullable && member.AssociatedParameter is not { HasDefaultValue: true };
    }
}
