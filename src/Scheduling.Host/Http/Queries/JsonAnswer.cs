using Microsoft.AspNetCore.Http;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Http.Queries;

/// <summary>A value as the answer, in the JSON that everything here is written in.</summary>
/// <param name="version">The version of the one stream it shows, which becomes the ETag.</param>
internal sealed class JsonAnswer(object value, long? version = null) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (version is { } shown)
        {
            httpContext.Response.Headers.ETag = $"\"{shown}\"";
        }

        httpContext.Response.ContentType = "application/json";
        await httpContext.Response.Body.WriteAsync(CanonicalJson.Write(value), httpContext.RequestAborted);
    }
}
