using Microsoft.AspNetCore.Http;
using Scheduling.Domain;

namespace Scheduling.Host.Http;

/// <summary>
/// The identity that everything has in common that one outside request sets going: taken from the request, echoed in
/// the answer, stored with the events.
/// </summary>
internal static class Correlation
{
    /// <summary>The header that brings it and takes it back; a UUID.</summary>
    public const string Header = "X-Correlation-Id";

    /// <summary>The one of a request; of one that brings none, the same whenever it is asked.</summary>
    public static Guid Of(HttpContext context)
    {
        if (context.Items[Header] is Guid known)
        {
            return known;
        }

        var correlation = Guid.TryParse(context.Request.Headers[Header], out var given)
            ? given
            : Ids.Derive("request", context.TraceIdentifier, context.Connection.Id);
        context.Items[Header] = correlation;
        return correlation;
    }
}
