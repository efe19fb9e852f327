using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Http.Access;

namespace Scheduling.Host.Http.OpenApi;

/// <summary>
/// The API as a document of OpenAPI 3.1, made from the endpoints that are served and what stands beside each.
/// </summary>
internal static partial class OpenApiWriter
{
    private const string Bearer = "bearer";

    /// <summary>The document.</summary>
    public static JsonObject Write(IEnumerable<Endpoint> endpoints)
    {
        var schemas = new JsonSchemas();
        var problem = schemas.Of(typeof(HttpProblem.ProblemBody), isStrict: false);
        var paths = new JsonObject();
        var statuses = new HashSet<int>();
        foreach (var endpoint in endpoints.OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<RouteText>() is { } text)
            {
                var path = Constraint().Replace(endpoint.RoutePattern.RawText!, "}");
                statuses.UnionWith(OpenApiParts.StatusesOf(text));
                var operations = (JsonObject)(paths[path] ??= new JsonObject());
                foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods)
                {
                    operations[method.ToLowerInvariant()] = Operation(path, text, schemas);
                }
            }
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.1",
            ["info"] = new JsonObject
            {
                ["title"] = "Poczekalnia",
                ["version"] = typeof(OpenApiWriter).Assembly.GetName().Version!.ToString(3),
                ["summary"] = "Central registration of appointments, with a common waiting room.",
                ["description"] = "What all requests have in common stands in docs/http.md, what the rules refuse in "
                    + "docs/refusals.md. The roles of an operation stand in its x-roles; its example does well where "
                    + "there is what it names, asked for by the role of x-example.",
                ["license"] = new JsonObject { ["name"] = "Apache-2.0", ["identifier"] = "Apache-2.0" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["security"] = new JsonArray(new JsonObject { [Bearer] = new JsonArray() }),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    [Bearer] = new JsonObject
                    {
                        ["type"] = "http", ["scheme"] = "bearer", ["bearerFormat"] = "JWT",
                        ["description"] = "On one machine: ./run host token --role operator",
                    },
                },
                ["parameters"] = OpenApiParts.Parameters(),
                ["headers"] = OpenApiParts.Headers(),
                ["responses"] = OpenApiParts.Problems(problem, statuses),
                ["schemas"] = schemas.Components,
            },
            ["x-refusals"] = OpenApiParts.Refusals(),
        };
    }

    private static JsonObject Operation(string path, RouteText text, JsonSchemas schemas)
    {
        var operation = new JsonObject
        {
            ["operationId"] = text.Operation,
            ["summary"] = text.Summary,
            ["tags"] = new JsonArray(path.Split('/')[1]),
        };
        if (text.Roles is { } roles)
        {
            operation["x-roles"] = new JsonArray([.. roles.Select(role => (JsonNode)EnumText.Of(role))]);
        }
        else
        {
            operation["security"] = new JsonArray();
        }

        var parameters = Parameters(path, text, schemas);
        if (parameters.Count > 0)
        {
            operation["parameters"] = parameters;
        }

        if (text.Request is { } request)
        {
            operation["requestBody"] = Body(schemas.Of(request, isStrict: true), text.Example.Body);
        }

        operation["responses"] = Answers(text, schemas);
        operation["x-example"] = Example(text);
        return operation;
    }

    private static JsonArray Parameters(string path, RouteText text, JsonSchemas schemas)
    {
        var parameters = new JsonArray();
        foreach (Match part in Part().Matches(path))
        {
            var name = part.Groups[1].Value;
            var given = text.Example.Address?.GetValueOrDefault(name);
            parameters.Add(new JsonObject
            {
                ["name"] = name, ["in"] = "path", ["required"] = true,
                ["schema"] = schemas.Of(IsIdentity(given) ? typeof(Guid) : typeof(string), isStrict: true),
                ["example"] = given ?? $"{Examples.InAddress(name, text.Operation)}",
            });
        }

        foreach (var part in text.Query)
        {
            var parameter = new JsonObject
            {
                ["name"] = part.Name, ["in"] = "query", ["required"] = part.IsRequired,
                ["description"] = part.Meaning, ["schema"] = schemas.Of(part.Type, isStrict: true),
            };
            if (part.Example is { } example)
            {
                parameter["example"] = part.Type == typeof(int) || part.Type == typeof(long)
                    ? JsonNode.Parse(example)
                    : example;
            }

            parameters.Add(parameter);
        }

        parameters.Add(OpenApiParts.Parameter(OpenApiParts.Correlation));
        parameters.Add(OpenApiParts.Parameter(OpenApiParts.Language));
        if (text.NeedsKey)
        {
            parameters.Add(OpenApiParts.Parameter(OpenApiParts.Key));
        }

        if (text.Versioned is not null)
        {
            parameters.Add(OpenApiParts.Parameter(OpenApiParts.IfMatch));
        }

        return parameters;
    }

    private static bool IsIdentity(string? given) => given is null || Guid.TryParse(given, out _);

    private static JsonObject Body(JsonObject schema, Func<object>? example)
    {
        var content = new JsonObject { ["schema"] = schema };
        if (example is not null)
        {
            content["example"] = JsonNode.Parse(CanonicalJson.Write(example()));
        }

        return new JsonObject
        {
            // No body at all says the same as an empty object.
            ["required"] = example is not null,
            ["content"] = new JsonObject { ["application/json"] = content },
        };
    }

    private static JsonObject Answers(RouteText text, JsonSchemas schemas)
    {
        var content = new JsonObject
        {
            ["schema"] = text.Answer is null
                ? new JsonObject { ["type"] = "string" }
                : schemas.Of(text.Answer, isStrict: false),
        };
        var headers = new JsonObject { [Correlation.Header] = OpenApiParts.Header(OpenApiParts.Correlation) };
        if (text.HasETag)
        {
            headers["ETag"] = OpenApiParts.Header(OpenApiParts.ETag);
        }

        var well = new JsonObject
        {
            ["description"] = text.NeedsKey ? "It was done, now or when it came before." : "What was asked for.",
            ["headers"] = headers,
            ["content"] = new JsonObject { [text.Media] = content },
        };
        var answers = new JsonObject();
        if (text.Status != StatusCodes.Status200OK)
        {
            // What was so already made nothing.
            answers["200"] = well.DeepClone();
            headers = (JsonObject)well["headers"]!;
            headers["Location"] = OpenApiParts.Header(OpenApiParts.Location);
        }

        answers[$"{text.Status}"] = well;
        foreach (var status in OpenApiParts.StatusesOf(text))
        {
            answers[$"{status}"] = OpenApiParts.Problem(status);
        }

        return answers;
    }

    private static JsonObject Example(RouteText text)
    {
        var example = new JsonObject { ["status"] = text.Status };
        if ((text.Example.Role ?? text.Roles?.First()) is not { } role)
        {
            return example;
        }

        example["role"] = EnumText.Of(role);
        switch (role)
        {
            case AccessRole.Patient:
                example["patient"] = $"{Examples.Patient(text.Operation)}";
                break;
            case AccessRole.Staff or AccessRole.Administrator or AccessRole.Integrator:
                example["place"] = $"{Examples.Place(text.Operation)}";
                break;
            case AccessRole.Analyst or AccessRole.Operator:
                break;
        }

        return example;
    }

    [GeneratedRegex(@":[^}]*\}")]
    private static partial Regex Constraint();

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Part();
}
