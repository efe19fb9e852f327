using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Http;

/// <summary>What a request says, read strictly: an unknown member, a missing one and one that stands twice are
/// errors.</summary>
internal static class RequestBody
{
    private const int Step = 8 * 1024;

    /// <summary>The bytes of a body, or why it cannot be read. No body at all is an empty object.</summary>
    public static async Task<(byte[] Body, HttpProblem? Wrong)> Read(HttpContext context, int most)
    {
        using var body = new MemoryStream();
        var step = new byte[Step];
        while (await context.Request.Body.ReadAsync(step, context.RequestAborted) is > 0 and var read)
        {
            body.Write(step, 0, read);
            if (body.Length > most)
            {
                return ([], HttpProblem.Of(
                    "body-too-large", context, ("most", most.ToString(CultureInfo.InvariantCulture))));
            }
        }

        return body.Length == 0 ? ("{}"u8.ToArray(), null)
            : context.Request.HasJsonContentType() ? (body.ToArray(), null)
            : ([], HttpProblem.Of("media-type", context));
    }

    /// <summary>The body as a value, or which field is wrong.</summary>
    public static object? Parse(byte[] body, Type type, out Refusal? malformed)
    {
        try
        {
            malformed = null;
            return CanonicalJson.Read(body, type);
        }
        catch (JsonException wrong)
        {
            malformed = Refusals.Malformed(wrong.Path ?? "$", FirstSentenceOf(wrong.Message));
            return null;
        }
    }

    // The rest says where in the text it stands, which the path says better.
    private static string FirstSentenceOf(string message)
    {
        var end = message.IndexOf(" Path:", StringComparison.Ordinal);
        return (end < 0 ? message : message[..end]).TrimEnd('.');
    }
}
