using System.Text.Json;
using System.Text.Json.Serialization;

namespace Scheduling.Domain.Serialization.Converters;

/// <summary>An identity as lower-case UUID text, 36 characters.</summary>
internal sealed class IdentityConverter<T>(Func<Guid, T> make) : JsonConverter<T>
    where T : struct, IIdentity
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.TryGetGuid(out var value)
            ? make(value)
            : throw new JsonException($"No {typeof(T).Name}: a UUID is expected.");

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.Value);
}

/// <summary>A code that is a plain string.</summary>
internal sealed class TextConverter<T>(Func<T, string> text, Func<string, T> parse) : JsonConverter<T>
{
    public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException($"No {typeof(T).Name}: a string is expected.");
        }

        try
        {
            return parse(reader.GetString()!);
        }
        catch (FormatException broken)
        {
            throw new JsonException(broken.Message, broken);
        }
    }

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        CanonicalText.WriteString(writer, text(value));
}

/// <summary>Identities and codes, written out: a test finds one that is missing.</summary>
internal static class IdentityConverters
{
    public static IEnumerable<JsonConverter> All { get; } =
    [
        new IdentityConverter<PatientId>(value => new(value)),
        new IdentityConverter<PlaceId>(value => new(value)),
        new IdentityConverter<SlotId>(value => new(value)),
        new IdentityConverter<AppointmentId>(value => new(value)),
        new IdentityConverter<EntryId>(value => new(value)),
        new IdentityConverter<ReportId>(value => new(value)),
        new IdentityConverter<ReferralId>(value => new(value)),
        new IdentityConverter<ProcessId>(value => new(value)),
        new TextConverter<PractitionerId>(code => code.Value, text => new(text)),
        new TextConverter<PolicyRef>(policy => policy.Value, text => new(text)),
        new TextConverter<ScopeCode>(code => code.Value, ScopeCode.Parse),
        new TextConverter<TerytCode>(code => code.Value, TerytCode.Parse),
        new TextConverter<StreamId>(
            stream => stream.ToString(),
            text => StreamId.TryParse(text, out var stream)
                ? stream
                : throw new FormatException($"'{text}' is no stream.")),
        new TextConverter<string>(text => text, text => text),
    ];
}
