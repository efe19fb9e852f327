using Microsoft.AspNetCore.Builder;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.Limits;

namespace Scheduling.Host.Http.OpenApi;

/// <summary>
/// What the document of the API says of one address. It goes with the endpoint, so that whoever maps a new address
/// describes it there; a test finds one that nobody described.
/// </summary>
/// <param name="Operation">The name of what is asked for, unlike all others.</param>
/// <param name="Summary">What it does, as a sentence.</param>
/// <param name="Answer">The type of the answer that is no problem; nothing where it is no JSON.</param>
internal sealed record RouteText(string Operation, string Summary, Type? Answer)
{
    /// <summary>Who may ask; nothing where everybody may, without a token.</summary>
    public IReadOnlyCollection<AccessRole>? Roles { get; init; }

    /// <summary>The type of the body; nothing where there is none.</summary>
    public Type? Request { get; init; }

    /// <summary>Whether an Idempotency-Key must come with it.</summary>
    public bool NeedsKey { get; init; }

    /// <summary>The part of the address that names the record of which If-Match gives the version; nothing where none
    /// is taken.</summary>
    public string? Versioned { get; init; }

    /// <summary>What may stand behind the question mark.</summary>
    public IReadOnlyList<QueryPart> Query { get; init; } = [];

    /// <summary>The status of the answer that is no problem.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Whether the answer has an ETag.</summary>
    public bool HasETag { get; init; }

    /// <summary>What kind of text the answer is.</summary>
    public string Media { get; init; } = "application/json";

    /// <summary>Whether callers may ask only so often.</summary>
    public bool IsSearch { get; init; }

    /// <summary>One request that does well.</summary>
    public RouteExample Example { get; init; } = RouteExample.Plain;
}

/// <summary>A part of the query.</summary>
/// <param name="Type">What it is: as in JSON, without the quotes.</param>
/// <param name="Example">A text that does well; nothing where the example leaves it out.</param>
internal sealed record QueryPart(
    string Name, Type Type, string Meaning, string? Example = null, bool IsRequired = false);

/// <summary>A request that does well where there is what <see cref="Examples"/> names.</summary>
/// <param name="Role">Who asks; nothing for the first who may.</param>
/// <param name="Body">What is said; made when it is asked for.</param>
/// <param name="Address">Parts of the address that are not the usual identities.</param>
internal sealed record RouteExample(
    AccessRole? Role = null,
    Func<object>? Body = null,
    IReadOnlyDictionary<string, string>? Address = null)
{
    /// <summary>Nothing but the address.</summary>
    public static RouteExample Plain { get; } = new();
}

/// <summary>Puts a text beside its endpoint.</summary>
internal static class RouteTexts
{
    public static void Describe(this IEndpointConventionBuilder endpoint, RouteText text)
    {
        endpoint.WithMetadata(text);
        if (text.IsSearch)
        {
            endpoint.RequireRateLimiting(SearchLimit.Policy);
        }
    }
}
