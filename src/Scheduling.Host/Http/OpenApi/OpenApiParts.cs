using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Scheduling.Domain;
using Scheduling.Host.Http.Commands;

namespace Scheduling.Host.Http.OpenApi;

/// <summary>What many operations of the document have in common, each once: headers, problems, codes.</summary>
internal static class OpenApiParts
{
    public const string Correlation = "Correlation";
    public const string Language = "Language";
    public const string Key = "IdempotencyKey";
    public const string IfMatch = "IfMatch";
    public const string ETag = "ETag";
    public const string Location = "Location";
    private const string RetryAfter = "RetryAfter";

    /// <summary>Where a header of requests stands.</summary>
    public static JsonObject Parameter(string name) => Reference("parameters", name);

    /// <summary>Where a header of answers stands.</summary>
    public static JsonObject Header(string name) => Reference("headers", name);

    /// <summary>Where the problems of a status stand.</summary>
    public static JsonObject Problem(int status) => Reference("responses", NameOf(status));

    public static JsonObject Parameters() =>
        new()
        {
            [Correlation] = InHeader(
                Http.Correlation.Header, false, Uuid(),
                "Common to all that one request sets going; made when missing."),
            [Language] = InHeader(
                "Accept-Language", false, Text(), "In which language problems are told: pl or en.", "en"),
            [Key] = InHeader(
                CommandEndpoint.KeyHeader, true,
                new JsonObject { ["type"] = "string", ["minLength"] = 1, ["maxLength"] = CommandEndpoint.KeyMax },
                "Your name for the request: under the same one it is done once, however often it comes."),
            [IfMatch] = InHeader(
                Commands.IfMatch.Header, false, Text(),
                "The ETag of the record that the address ends with, as you have seen it: with another version it is "
                + "refused (stale-version) and nothing is changed."),
        };

    public static JsonObject Headers() =>
        new()
        {
            [Correlation] = InAnswer(Uuid(), "The one of the request."),
            [ETag] = InAnswer(Text(), "The version of the record, for If-Match."),
            [Location] = InAnswer(Text(), "Where what was made can be seen."),
            [RetryAfter] = InAnswer(new JsonObject { ["type"] = "integer" }, "Come back after so many seconds."),
        };

    /// <summary>The problems by status, each with the codes that have it.</summary>
    /// <param name="statuses">Those that an operation answers with.</param>
    public static JsonObject Problems(JsonObject schema, IReadOnlySet<int> statuses)
    {
        var problems = new JsonObject();
        foreach (var codes in AllCodes().GroupBy(HttpProblem.StatusOf)
            .Where(codes => statuses.Contains(codes.Key)).OrderBy(codes => codes.Key))
        {
            var headers = new JsonObject { [Http.Correlation.Header] = Header(Correlation) };
            if (codes.Key is StatusCodes.Status503ServiceUnavailable or StatusCodes.Status429TooManyRequests)
            {
                headers["Retry-After"] = Header(RetryAfter);
            }

            var content = new JsonObject
            {
                ["schema"] = new JsonObject
                {
                    ["allOf"] = new JsonArray(schema.DeepClone(), new JsonObject
                    {
                        ["properties"] = new JsonObject
                        {
                            ["code"] = new JsonObject
                            {
                                ["enum"] = new JsonArray([.. codes.Select(code => (JsonNode)code)]),
                            },
                        },
                    }),
                },
            };
            problems[NameOf(codes.Key)] = new JsonObject
            {
                ["description"] = string.Join(", ", codes),
                ["headers"] = headers,
                ["content"] = new JsonObject { [HttpProblem.MediaType] = content },
            };
        }

        return problems;
    }

    /// <summary>What each code means.</summary>
    public static JsonObject Refusals() =>
        new(AllCodes().Select(code => KeyValuePair.Create(code, (JsonNode?)new JsonObject
        {
            ["status"] = HttpProblem.StatusOf(code),
            ["pl"] = SentenceOf(code, Domain.Language.Polish),
            ["en"] = SentenceOf(code, Domain.Language.English),
        })));

    /// <summary>The statuses with which an operation may fail.</summary>
    public static IEnumerable<int> StatusesOf(RouteText text)
    {
        bool IsSo(int status) =>
            status switch
            {
                StatusCodes.Status400BadRequest => text.Request is not null || text.NeedsKey || text.Query.Count > 0,
                StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden => text.Roles is not null,
                StatusCodes.Status404NotFound => true,
                StatusCodes.Status409Conflict or StatusCodes.Status422UnprocessableEntity => text.NeedsKey,
                StatusCodes.Status412PreconditionFailed => text.Versioned is not null,
                StatusCodes.Status413PayloadTooLarge or StatusCodes.Status415UnsupportedMediaType =>
                    text.Request is not null,
                StatusCodes.Status429TooManyRequests => text.IsSearch,
                StatusCodes.Status500InternalServerError or StatusCodes.Status503ServiceUnavailable => true,
                _ => false,
            };
        return AllCodes().Select(HttpProblem.StatusOf).Distinct().Order().Where(IsSo);
    }

    private static IEnumerable<string> AllCodes() => RefusalText.Codes.Concat(HttpRefusals.Codes);

    private static string SentenceOf(string code, Language language) =>
        RefusalText.Find(code)?.In(language) ?? HttpRefusals.In(language, code);

    private static string NameOf(int status) =>
        string.Create(CultureInfo.InvariantCulture, $"Problem{status}");

    private static JsonObject InHeader(
        string name, bool isRequired, JsonObject schema, string meaning, string? example = null)
    {
        var header = new JsonObject
        {
            ["name"] = name, ["in"] = "header", ["required"] = isRequired, ["description"] = meaning,
            ["schema"] = schema,
        };
        if (example is not null)
        {
            header["example"] = example;
        }

        return header;
    }

    private static JsonObject InAnswer(JsonObject schema, string meaning) =>
        new() { ["description"] = meaning, ["schema"] = schema };

    private static JsonObject Text() => new() { ["type"] = "string" };

    private static JsonObject Uuid() => new() { ["type"] = "string", ["format"] = "uuid" };

    private static JsonObject Reference(string kind, string name) => new() { ["$ref"] = $"#/components/{kind}/{name}" };
}
