using System.Text.Json;
using System.Text.RegularExpressions;

namespace Poczekalnia.Tests.CaseFiles;

/// <summary>
/// As much of JSON Schema 2020-12 as the schema of case files uses. A keyword it does not know is an error, so nothing
/// in the schema is passed over in silence.
/// </summary>
internal sealed class SchemaValidator(JsonElement schema)
{
    private static readonly string[] Silent =
        ["$schema", "$defs", "title", "description", "then", "additionalProperties"];

    /// <summary>Every way in which a value is not what the schema says.</summary>
    public IReadOnlyList<string> Validate(JsonElement value)
    {
        var errors = new List<string>();
        Validate(value, schema, "$", errors);
        return errors;
    }

    private void Validate(JsonElement value, JsonElement rules, string path, List<string> errors)
    {
        foreach (var rule in rules.EnumerateObject().Where(rule => !Silent.Contains(rule.Name)))
        {
            if (!Holds(rule, value, rules, path, errors))
            {
                errors.Add($"{path}: {rule.Name} {rule.Value.GetRawText()} does not hold for {value.GetRawText()}");
            }
        }

        if (rules.TryGetProperty("additionalProperties", out var others) && value.ValueKind == JsonValueKind.Object)
        {
            Others(value, rules, others, path, errors);
        }
    }

    private bool Holds(
        JsonProperty rule, JsonElement value, JsonElement rules, string path, List<string> errors) => rule.Name switch
        {
            "type" => IsOf(rule.Value.GetString()!, value),
            "const" => JsonElement.DeepEquals(rule.Value, value),
            "enum" => rule.Value.EnumerateArray().Any(each => JsonElement.DeepEquals(each, value)),
            "pattern" => value.ValueKind != JsonValueKind.String
                || Regex.IsMatch(value.GetString()!, rule.Value.GetString()!),
            "minimum" => value.ValueKind != JsonValueKind.Number || value.GetInt64() >= rule.Value.GetInt64(),
            "maximum" => value.ValueKind != JsonValueKind.Number || value.GetInt64() <= rule.Value.GetInt64(),
            "required" => rule.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _)),
            "dependentRequired" => rule.Value.EnumerateObject().All(each =>
                !value.TryGetProperty(each.Name, out _)
                || each.Value.EnumerateArray().All(name => value.TryGetProperty(name.GetString()!, out _))),
            "uniqueItems" => value.EnumerateArray().Select(item => item.GetRawText()).Distinct().Count()
                == value.GetArrayLength(),
            "properties" => Properties(rule.Value, value, path, errors),
            "items" => Items(rule.Value, value, path, errors),
            "allOf" => Both(rule.Value.EnumerateArray(), value, path, errors),
            "$ref" => Both([Referred(rule.Value.GetString()!)], value, path, errors),
            "if" => Conditional(rule.Value, value, rules, path, errors),
            _ => throw new NotSupportedException(rule.Name),
        };

    private static bool IsOf(string type, JsonElement value) => type switch
    {
        "object" => value.ValueKind == JsonValueKind.Object,
        "array" => value.ValueKind == JsonValueKind.Array,
        "string" => value.ValueKind == JsonValueKind.String,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new NotSupportedException(type),
    };

    private bool Properties(JsonElement properties, JsonElement value, string path, List<string> errors)
    {
        foreach (var property in properties.EnumerateObject())
        {
            if (value.TryGetProperty(property.Name, out var member))
            {
                Validate(member, property.Value, $"{path}.{property.Name}", errors);
            }
        }

        return true;
    }

    private bool Items(JsonElement rules, JsonElement value, string path, List<string> errors)
    {
        foreach (var item in value.EnumerateArray())
        {
            Validate(item, rules, $"{path}[]", errors);
        }

        return true;
    }

    private bool Both(IEnumerable<JsonElement> all, JsonElement value, string path, List<string> errors)
    {
        foreach (var rules in all)
        {
            Validate(value, rules, path, errors);
        }

        return true;
    }

    private bool Conditional(
        JsonElement condition, JsonElement value, JsonElement rules, string path, List<string> errors)
    {
        var against = new List<string>();
        Validate(value, condition, path, against);
        return against.Count > 0 || Both([rules.GetProperty("then")], value, path, errors);
    }

    private void Others(JsonElement value, JsonElement rules, JsonElement others, string path, List<string> errors)
    {
        var known = rules.TryGetProperty("properties", out var properties) ? properties : default;
        foreach (var member in value.EnumerateObject())
        {
            if (known.ValueKind == JsonValueKind.Object && known.TryGetProperty(member.Name, out _))
            {
                continue;
            }

            if (others.ValueKind == JsonValueKind.False)
            {
                errors.Add($"{path}: {member.Name} is not known");
            }
            else
            {
                Validate(member.Value, others, $"{path}.{member.Name}", errors);
            }
        }
    }

    private JsonElement Referred(string reference) =>
        schema.GetProperty("$defs").GetProperty(reference["#/$defs/".Length..]);
}
