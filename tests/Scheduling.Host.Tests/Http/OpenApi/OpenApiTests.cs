using System.Text.Json;
using Microsoft.OpenApi;
using Scheduling.Domain;
using Scheduling.Host.Http;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Notices;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Http.OpenApi;

/// <summary>The document of the API says what is served, and all it says is so.</summary>
public sealed class OpenApiTests(Postgres postgres)
{
    private static readonly string[] Methods = ["get", "post", "put", "delete", "patch"];

    [Fact]
    public async Task It_is_a_document_of_OpenAPI_3_1_as_others_read_it()
    {
        await using var town = await ServedTown.New(postgres);
        var document = (await town.Send(null, "GET", OpenApiQuery.Address)).Body;

        var (read, diagnostic) = OpenApiDocument.Parse(document.GetRawText(), "json");

        diagnostic!.SpecificationVersion.Should().Be(OpenApiSpecVersion.OpenApi3_1);
        diagnostic.Errors.Should().BeEmpty();
        diagnostic.Warnings.Should().BeEmpty();
        read!.Paths.Should().HaveCountGreaterThan(30);
    }

    [Fact]
    public async Task It_describes_every_address_that_is_served_and_no_other()
    {
        await using var town = await ServedTown.New(postgres);
        var document = (await town.Send(null, "GET", OpenApiQuery.Address)).Body;

        town.Endpoints.Where(endpoint => endpoint.Metadata.GetMetadata<RouteText>() is null)
            .Select(endpoint => endpoint.DisplayName).Should().BeEmpty("every address is described where it is mapped");
        Operations(document).Count().Should().Be(town.Endpoints.Count);
        Operations(document).Select(each => each.Operation.GetProperty("operationId").GetString())
            .Should().OnlyHaveUniqueItems();
    }

    [Fact]
    public async Task Every_reference_leads_somewhere_and_everything_it_keeps_is_used()
    {
        await using var town = await ServedTown.New(postgres);
        var document = (await town.Send(null, "GET", OpenApiQuery.Address)).Body;
        var check = new SchemaCheck(document);

        var named = References(document).ToHashSet();
        foreach (var reference in named)
        {
            check.Resolve(reference).ValueKind.Should().Be(JsonValueKind.Object, reference);
        }

        foreach (var kind in document.GetProperty("components").EnumerateObject().Where(
            kind => kind.Name is not "securitySchemes"))
        {
            kind.Value.EnumerateObject().Select(each => $"#/components/{kind.Name}/{each.Name}")
                .Where(each => !named.Contains(each)).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task Every_example_does_what_it_promises()
    {
        await using var town = await ServedTown.New(postgres);
        var document = (await town.Send(null, "GET", OpenApiQuery.Address)).Body;
        var check = new SchemaCheck(document);
        var world = new ExampleWorld(town.Town, town.Register);
        var wrong = new List<string>();
        foreach (var (path, method, operation) in Operations(document))
        {
            // Whoever sends that is no caller but the gateway: its own tests do.
            var name = operation.GetProperty("operationId").GetString()!;
            if (name == SmsReplyEndpoint.Operation)
            {
                continue;
            }

            await world.Prepare(name);
            var request = ExampleRequest.Of(path, operation);
            if (request.Body is { } body)
            {
                wrong.AddRange(check.Check(body, request.BodySchema!.Value).Select(each => $"{name}: {each}"));
            }

            var answer = await town.Send(request.Caller, method, request.Address, request.Body?.GetRawText());
            var promised = operation.GetProperty("x-example").GetProperty("status").GetInt32();
            if (answer.Status != promised)
            {
                wrong.Add($"{name}: {answer.Status} instead of {promised}: {answer.Body}");
            }
            else if (ExampleRequest.AnswerSchema(operation, promised) is { } schema)
            {
                wrong.AddRange(check.Check(answer.Body, schema).Select(each => $"{name} answers: {each}"));
            }
        }

        wrong.Should().BeEmpty();
    }

    [Fact]
    public async Task Every_code_that_somebody_can_get_stands_there_with_its_status()
    {
        await using var town = await ServedTown.New(postgres);
        var document = (await town.Send(null, "GET", OpenApiQuery.Address)).Body;

        document.GetProperty("x-refusals").EnumerateObject()
            .Select(each => (each.Name, each.Value.GetProperty("status").GetInt32()))
            .Should().Equal(RefusalText.Codes.Concat(HttpRefusals.Codes).Select(
                code => (code, HttpProblem.StatusOf(code))));
    }

    [Fact]
    public async Task The_pages_to_try_it_out_need_nobody_else()
    {
        await using var town = await ServedTown.New(postgres);

        var page = await town.Read($"/{OpenApiQuery.Pages}/index.html");
        var start = await town.Read($"/{OpenApiQuery.Pages}/index.js");

        page.Should().Contain("swagger-ui").And.NotContain("http://").And.NotContain("https://");
        start.Should().Contain(OpenApiQuery.Address).And.NotContain("validator.swagger.io");
    }

    private static IEnumerable<(string Path, string Method, JsonElement Operation)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where Methods.Contains(operation.Name)
        select (path.Name, operation.Name.ToUpperInvariant(), operation.Value);

    private static IEnumerable<string> References(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object => value.EnumerateObject().SelectMany(member =>
                member.Name == "$ref" ? [member.Value.GetString()!] : References(member.Value)),
            JsonValueKind.Array => value.EnumerateArray().SelectMany(References),
            _ => [],
        };

    /// <summary>A request as the document gives it.</summary>
    private sealed record ExampleRequest(Caller? Caller, string Address, JsonElement? Body, JsonElement? BodySchema)
    {
        public static ExampleRequest Of(string path, JsonElement operation)
        {
            var address = path;
            var query = new List<string>();
            foreach (var parameter in Parameters(operation))
            {
                if (parameter.TryGetProperty("example", out var example))
                {
                    var name = parameter.GetProperty("name").GetString()!;
                    switch (parameter.GetProperty("in").GetString())
                    {
                        case "path":
                            address = address.Replace(
                                $"{{{name}}}", Uri.EscapeDataString($"{example}"), StringComparison.Ordinal);
                            break;
                        case "query":
                            query.Add($"{name}={Uri.EscapeDataString($"{example}")}");
                            break;
                    }
                }
            }

            JsonElement? content = operation.TryGetProperty("requestBody", out var said)
                ? said.GetProperty("content").GetProperty("application/json")
                : null;
            return new ExampleRequest(
                CallerOf(operation.GetProperty("x-example")),
                query.Count == 0 ? address : $"{address}?{string.Join('&', query)}",
                content is { } some && some.TryGetProperty("example", out var body) ? body : null,
                content?.GetProperty("schema"));
        }

        public static JsonElement? AnswerSchema(JsonElement operation, int status) =>
            operation.GetProperty("responses").GetProperty($"{status}").GetProperty("content")
                .TryGetProperty("application/json", out var content)
                ? content.GetProperty("schema")
                : null;

        private static List<JsonElement> Parameters(JsonElement operation) =>
            operation.TryGetProperty("parameters", out var all) ? [.. all.EnumerateArray()] : [];

        private static Caller? CallerOf(JsonElement example)
        {
            if (!example.TryGetProperty("role", out var role))
            {
                return null;
            }

            Guid? Of(string name) => example.TryGetProperty(name, out var id) ? id.GetGuid() : null;
            return new Caller(
                Enum.Parse<AccessRole>(role.GetString()!, ignoreCase: true), $"example {role}",
                Of("patient") is { } patient ? new PatientId(patient) : null,
                Of("place") is { } place ? new PlaceId(place) : null,
                Of("patient") is null ? Channel.Place : Channel.Ikp);
        }
    }
}
