using System.Globalization;
using Microsoft.AspNetCore.Http;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Http;

/// <summary>An answer that is no success, as RFC 9457 has it; the code is stable and public.</summary>
/// <param name="Detail">A sentence for a person, in the language that was asked for.</param>
internal sealed record HttpProblem(int Status, string Code, string Detail) : IResult
{
    /// <summary>What a problem is sent as.</summary>
    public const string MediaType = "application/problem+json";

    // What is away or busy may be back by then; whoever asks sooner only adds to it.
    private const int ComeBackAfterSeconds = 1;

    /// <summary>When to come back; nothing where that will not help.</summary>
    public int? RetryAfterSeconds { get; init; } =
        Status is StatusCodes.Status503ServiceUnavailable ? ComeBackAfterSeconds : null;

    /// <summary>A refusal of the rules, or of the Host itself.</summary>
    public static HttpProblem Of(Refusal refusal, HttpContext context) =>
        new(StatusOf(refusal.Code), refusal.Code, refusal.In(LanguageOf(context)));

    /// <summary>What the Host refuses before any rule is asked.</summary>
    public static HttpProblem Of(
        string code, HttpContext context, params ReadOnlySpan<(string Name, string Value)> arguments) =>
        new(StatusOf(code), code, HttpRefusals.In(LanguageOf(context), code, arguments));

    /// <summary>The status of a refusal: what the request lacks 4xx, what may pass by itself 503.</summary>
    public static int StatusOf(string code) =>
        Statuses.TryGetValue(code, out var status) ? status : StatusCodes.Status409Conflict;

    // Whoever is not told here met a state that does not allow it: 409.
    private static readonly Dictionary<string, int> Statuses = new()
    {
        ["malformed"] = StatusCodes.Status400BadRequest,
        ["reason-missing"] = StatusCodes.Status400BadRequest,
        ["no-contact"] = StatusCodes.Status400BadRequest,
        ["registration-date-invalid"] = StatusCodes.Status400BadRequest,
        ["referral-missing"] = StatusCodes.Status400BadRequest,
        ["plan-too-long"] = StatusCodes.Status400BadRequest,
        ["endpoint-not-public"] = StatusCodes.Status400BadRequest,
        ["key-missing"] = StatusCodes.Status400BadRequest,
        ["pesel-invalid"] = StatusCodes.Status400BadRequest,
        ["contact-invalid"] = StatusCodes.Status400BadRequest,
        ["bad-request"] = StatusCodes.Status400BadRequest,
        ["unauthenticated"] = StatusCodes.Status401Unauthorized,
        ["role-not-allowed"] = StatusCodes.Status403Forbidden,
        ["gateway-only"] = StatusCodes.Status403Forbidden,
        ["channel-not-allowed"] = StatusCodes.Status403Forbidden,
        ["actor-not-allowed"] = StatusCodes.Status403Forbidden,
        ["other-place"] = StatusCodes.Status403Forbidden,
        ["not-found"] = StatusCodes.Status404NotFound,
        ["patient-not-found"] = StatusCodes.Status404NotFound,
        ["no-such-route"] = StatusCodes.Status404NotFound,
        ["method-not-allowed"] = StatusCodes.Status405MethodNotAllowed,
        ["stale-version"] = StatusCodes.Status412PreconditionFailed,
        ["body-too-large"] = StatusCodes.Status413PayloadTooLarge,
        ["media-type"] = StatusCodes.Status415UnsupportedMediaType,
        ["key-reused"] = StatusCodes.Status422UnprocessableEntity,
        ["too-many-requests"] = StatusCodes.Status429TooManyRequests,
        ["stream-inconsistent"] = StatusCodes.Status500InternalServerError,
        ["internal-error"] = StatusCodes.Status500InternalServerError,
        ["busy"] = StatusCodes.Status503ServiceUnavailable,
        ["database-away"] = StatusCodes.Status503ServiceUnavailable,
        ["stopping"] = StatusCodes.Status503ServiceUnavailable,
    };

    /// <summary>The codes whose status is written out.</summary>
    public static IReadOnlyCollection<string> CodesWithStatus => Statuses.Keys;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        response.ContentType = MediaType;
        if (RetryAfterSeconds is { } seconds)
        {
            response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        }

        if (Status == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        var body = new ProblemBody(
            $"/problems/{Code}", Code, Code, Status, Detail, httpContext.Request.Path, Correlation.Of(httpContext));
        await response.Body.WriteAsync(CanonicalJson.Write(body), httpContext.RequestAborted);
    }

    /// <summary>The first language asked for that the engine speaks; Polish where none is.</summary>
    public static Language LanguageOf(HttpContext context)
    {
        var asks = context.Request.GetTypedHeaders().AcceptLanguage;
        foreach (var asked in asks.OrderByDescending(each => each.Quality ?? 1))
        {
            switch (asked.Value.Value?.Split('-')[0].ToLowerInvariant())
            {
                case "en": return Language.English;
                case "pl": return Language.Polish;
                default: continue;
            }
        }

        return Language.Polish;
    }

    internal sealed record ProblemBody(
        string Type, string Title, string Code, int Status, string Detail, string Instance, Guid CorrelationId);
}
