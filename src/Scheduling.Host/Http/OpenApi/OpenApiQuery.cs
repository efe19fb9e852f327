using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Scheduling.Host.Http.OpenApi;

/// <summary>Answers with the document of the API.</summary>
/// <param name="sources">The endpoints that are served, once they all are.</param>
internal sealed class OpenApiQuery(IEnumerable<EndpointDataSource> sources)
{
    /// <summary>Where the document is.</summary>
    public const string Address = "/openapi/v1.json";

    /// <summary>Where it can be read and tried out by people.</summary>
    public const string Pages = "swagger";

    private readonly Lazy<byte[]> _document = new(() => System.Text.Encoding.UTF8.GetBytes(
        OpenApiWriter.Write(sources.SelectMany(source => source.Endpoints)).ToJsonString()));

    public static RouteText Text { get; } =
        new("api-description", "This document.", typeof(System.Text.Json.JsonElement));

    public Task Handle(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        return context.Response.Body.WriteAsync(_document.Value, context.RequestAborted).AsTask();
    }
}
