using System.Globalization;
using Microsoft.AspNetCore.Http;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Http.Queries;

/// <summary>A value as the answer, in the JSON that everything here is written in.</summary>
/// <param name="tag">
/// Changes whenever the value does, and becomes the ETag; who has it already gets 304 and no body.
/// </param>
internal sealed class JsonAnswer(object value, string? tag) : IResult
{
    /// <param name="version">The version of the one stream it shows.</param>
    public JsonAnswer(object value, long? version = null)
        : this(value, version?.ToString(CultureInfo.InvariantCulture))
    {
    }

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (tag is not null)
        {
            httpContext.Response.Headers.ETag = $"\"{tag}\"";
            var known = httpContext.Request.GetTypedHeaders().IfNoneMatch;
            if (known.Any(each => each.Tag.Value is "*" || each.Tag.Value == $"\"{tag}\""))
            {
                httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
                return;
            }
        }

        httpContext.Response.ContentType = "application/json";
        await httpContext.Response.Body.WriteAsync(CanonicalJson.Write(value), httpContext.RequestAborted);
    }
}
