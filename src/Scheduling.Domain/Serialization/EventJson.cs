using System.Buffers;
using System.Text;
using System.Text.Json;
using NodaTime;
using Scheduling.Domain.Serialization.Upcasters;

namespace Scheduling.Domain.Serialization;

/// <summary>
/// Events as they are stored: the data as canonical JSON, the stored name and the instant beside them.
/// </summary>
public static class EventJson
{
    /// <summary>Writes the data. Of an unknown event they are written as they came.</summary>
    public static void Write(Utf8JsonWriter writer, DomainEvent happened)
    {
        if (happened is UnknownEvent unknown)
        {
            writer.WriteRawValue(unknown.Data, skipInputValidation: true);
            return;
        }

        JsonSerializer.Serialize(writer, happened, EventNames.TypeInfoOf(happened.GetType()));
    }

    /// <summary>The data as UTF-8.</summary>
    public static byte[] Write(DomainEvent happened)
    {
        var target = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(target, CanonicalJson.WriterOptions);
        Write(writer, happened);
        writer.Flush();
        return target.WrittenSpan.ToArray();
    }

    /// <summary>
    /// Reads an event back. An older shape is lifted first; a name nobody knows gives an <see cref="UnknownEvent"/>.
    /// </summary>
    /// <exception cref="JsonException">The data are not those of an event of that name.</exception>
    public static DomainEvent Read(StreamKind stream, string name, ReadOnlySpan<byte> data, Instant at)
    {
        if (Upcaster.For(Upcaster.All, stream, name) is not null)
        {
            (name, data) = Upcaster.Lift(Upcaster.All, stream, name, data);
        }

        if (EventNames.TypeOf(stream, name) is not { } type)
        {
            var text = Encoding.UTF8.GetString(CanonicalJson.Canonicalise(data.ToArray()));
            return new UnknownEvent(name, text, at);
        }

        var happened = (DomainEvent?)JsonSerializer.Deserialize(data, EventNames.TypeInfoOf(type));
        return happened is null ? throw new JsonException("null is no event.") : happened with { At = at };
    }

    /// <inheritdoc cref="Read(StreamKind, string, ReadOnlySpan{byte}, Instant)"/>
    public static DomainEvent Read(StreamKind stream, string name, JsonElement data, Instant at) =>
        Read(stream, name, System.Runtime.InteropServices.JsonMarshal.GetRawUtf8Value(data), at);
}
