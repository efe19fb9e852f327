using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Http.OpenApi;

/// <summary>
/// The types of requests and answers as JSON Schema (2020-12), read off what reads and writes them: the same members
/// are required, and the same names of an enum are taken.
/// </summary>
internal sealed class JsonSchemas
{
    private static readonly Dictionary<Type, Func<JsonObject>> Plain = new()
    {
        [typeof(Guid)] = () => Text("uuid"),
        [typeof(string)] = () => Text(),
        [typeof(PractitionerId)] = () => Text(),
        [typeof(PolicyRef)] = () => Matching(@"^[a-z0-9-]+@\d+#[0-9a-f]{12}$", "id@version#hash of a policy"),
        [typeof(ScopeCode)] = () => Matching(@"^\d{2}\.\d{4}\.\d{3}\.\d{2}$", "a service scope of the NFZ"),
        [typeof(TerytCode)] = () => Matching(@"^(\d{2}|\d{4}|\d{7})$", "a voivodeship, powiat or gmina"),
        [typeof(StreamId)] = () => Matching("^[a-z]+/[0-9a-f-]{36}$", "kind and identity of a record"),
        [typeof(Instant)] = () => Text("date-time", "an instant in UTC"),
        [typeof(LocalDate)] = () => Text("date", "a day in Poland"),
        [typeof(LocalDateTime)] = () => Matching(
            @"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$", "a local time in Poland, without offset"),
        [typeof(LocalTime)] = () => Matching(@"^\d{2}:\d{2}(:\d{2})?$", "a time of day in Poland"),
        [typeof(int)] = () => Integer("int32"),
        [typeof(long)] = () => Integer("int64"),
        [typeof(bool)] = () => new JsonObject { ["type"] = "string", ["enum"] = new JsonArray("yes", "no") },
        [typeof(DaySet)] = () => Numbers(1, 7, "days of the week, Monday is 1, increasing"),
        [typeof(HourSet)] = () => Numbers(0, 23, "hours of the day, increasing"),
        [typeof(JsonElement)] = () => [],
    };

    private readonly SortedDictionary<string, JsonObject> _components = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Type> _named = [];

    /// <summary>The schemas that have a name, by it.</summary>
    public JsonObject Components =>
        new(_components.Select(each => KeyValuePair.Create(each.Key, (JsonNode?)each.Value)));

    /// <summary>The schema of a type, or where it stands.</summary>
    /// <param name="isStrict">Whether an unknown member is an error, as it is in requests.</param>
    public JsonObject Of(Type type, bool isStrict)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return Plain.TryGetValue(type, out var make) ? make()
            : type.IsAssignableTo(typeof(IIdentity)) ? Text("uuid")
            : type.IsEnum ? Named(type, () => OfEnum(type))
            : ItemOf(type) is { } item ? new JsonObject { ["type"] = "array", ["items"] = Of(item, isStrict) }
            : Named(type, () => OfObject(type, isStrict));
    }

    private JsonObject Named(Type type, Func<JsonObject> make)
    {
        var name = type.DeclaringType is { } owner && !owner.IsAbstract ? owner.Name + type.Name : type.Name;
        if (_named.TryAdd(name, type))
        {
            // Its place is taken first: a type may speak of itself.
            _components[name] = [];
            _components[name] = make();
        }
        else if (_named[name] != type)
        {
            throw new InvalidOperationException($"Two types of the API are called {name}.");
        }

        return new JsonObject { ["$ref"] = $"#/components/schemas/{name}" };
    }

    private static JsonObject OfEnum(Type type) =>
        new()
        {
            ["type"] = "string",
            ["enum"] = new JsonArray(
                [.. Enum.GetNames(type).Select(each => (JsonNode)JsonNamingPolicy.KebabCaseLower.ConvertName(each))]),
        };

    private JsonObject OfObject(Type type, bool isStrict)
    {
        var shape = CanonicalJson.TypeInfo(type);
        if (shape.Kind != JsonTypeInfoKind.Object)
        {
            throw new InvalidOperationException($"Nobody has said what {type} is in JSON.");
        }

        var members = new JsonObject();
        foreach (var member in shape.Properties)
        {
            members[member.Name] = Of(member.PropertyType, isStrict);
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = members };
        var required = shape.Properties.Where(IsRequired).Select(member => (JsonNode)member.Name).ToArray();
        if (required.Length > 0)
        {
            schema["required"] = new JsonArray(required);
        }

        if (isStrict)
        {
            schema["additionalProperties"] = false;
        }

        return schema;
    }

    private static bool IsRequired(JsonPropertyInfo member) => member.IsRequired;

    private static Type? ItemOf(Type type) =>
        type.IsArray ? type.GetElementType()
        : type.GetTypeInfo().ImplementedInterfaces.Append(type)
            .FirstOrDefault(each => each.IsGenericType && each.GetGenericTypeDefinition() == typeof(IReadOnlyList<>))
            ?.GetGenericArguments()[0];

    private static JsonObject Text(string? format = null, string? meaning = null) =>
        Described(meaning, ("type", "string"), ("format", format));

    private static JsonObject Matching(string pattern, string meaning) =>
        Described(meaning, ("type", "string"), ("pattern", pattern));

    private static JsonObject Integer(string format) => Described(null, ("type", "integer"), ("format", format));

    private static JsonObject Numbers(int least, int most, string meaning)
    {
        var list = Described(meaning, ("type", "array"));
        list["items"] = new JsonObject { ["type"] = "integer", ["minimum"] = least, ["maximum"] = most };
        return list;
    }

    private static JsonObject Described(string? meaning, params ReadOnlySpan<(string Name, string? Value)> members)
    {
        var schema = new JsonObject();
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                schema[name] = value;
            }
        }

        if (meaning is not null)
        {
            schema["description"] = meaning;
        }

        return schema;
    }
}
