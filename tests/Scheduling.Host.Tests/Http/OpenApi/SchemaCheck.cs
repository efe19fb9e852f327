using System.Text.Json;
using System.Text.RegularExpressions;

namespace Scheduling.Host.Tests.Http.OpenApi;

/// <summary>What of a value is not as a schema of the document says; enough of JSON Schema for that document.</summary>
internal sealed class SchemaCheck(JsonElement document)
{
    public IEnumerable<string> Check(JsonElement value, JsonElement schema, string path = "$")
    {
        if (schema.TryGetProperty("$ref", out var reference))
        {
            return Check(value, Resolve(reference.GetString()!), path);
        }

        return Own(value, schema, path)
            .Concat(schema.TryGetProperty("allOf", out var all)
                ? all.EnumerateArray().SelectMany(each => Check(value, each, path))
                : []);
    }

    /// <summary>What a reference leads to.</summary>
    public JsonElement Resolve(string reference)
    {
        reference.Should().StartWith("#/");
        return reference[2..].Split('/').Aggregate(document, (at, name) => at.GetProperty(name));
    }

    private IEnumerable<string> Own(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("type", out var type) && !IsOf(value, type.GetString()!))
        {
            yield return $"{path} is no {type}";
            yield break;
        }

        if (schema.TryGetProperty("enum", out var names)
            && !names.EnumerateArray().Any(name => name.GetString() == value.GetString()))
        {
            yield return $"{path}: {value} is not among {names}";
        }

        if (schema.TryGetProperty("pattern", out var pattern)
            && !Regex.IsMatch(value.GetString()!, pattern.GetString()!))
        {
            yield return $"{path}: {value} is not as {pattern}";
        }

        if (schema.TryGetProperty("items", out var items))
        {
            foreach (var wrong in value.EnumerateArray().SelectMany((each, i) => Check(each, items, $"{path}[{i}]")))
            {
                yield return wrong;
            }
        }

        foreach (var wrong in Members(value, schema, path))
        {
            yield return wrong;
        }
    }

    private IEnumerable<string> Members(JsonElement value, JsonElement schema, string path)
    {
        if (schema.TryGetProperty("required", out var required))
        {
            foreach (var name in required.EnumerateArray().Select(each => each.GetString()!))
            {
                if (!value.TryGetProperty(name, out _))
                {
                    yield return $"{path} has no {name}";
                }
            }
        }

        if (!schema.TryGetProperty("properties", out var members))
        {
            yield break;
        }

        foreach (var member in value.EnumerateObject())
        {
            if (members.TryGetProperty(member.Name, out var known))
            {
                foreach (var wrong in Check(member.Value, known, $"{path}.{member.Name}"))
                {
                    yield return wrong;
                }
            }
            else if (schema.TryGetProperty("type", out _))
            {
                yield return $"{path} has the unknown member {member.Name}";
            }
        }
    }

    private static bool IsOf(JsonElement value, string type) =>
        type switch
        {
            "string" => value.ValueKind == JsonValueKind.String,
            "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
            "array" => value.ValueKind == JsonValueKind.Array,
            "object" => value.ValueKind == JsonValueKind.Object,
            _ => throw new ArgumentException($"'{type}' is no type of this document."),
        };
}
