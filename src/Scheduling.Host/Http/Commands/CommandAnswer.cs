using Microsoft.AspNetCore.Http;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Http.Commands;

/// <summary>The answer to a command that was accepted. One that comes again gets the same.</summary>
/// <param name="made">What the command made, if anything.</param>
internal sealed class CommandAnswer(Outcome outcome, StreamId? made) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = made is not null && outcome.RecordedSomething
            ? StatusCodes.Status201Created
            : StatusCodes.Status200OK;
        response.ContentType = "application/json";
        if (made is { } stream)
        {
            response.Headers.Location = Resources.PathOf(stream);
        }

        var body = new Body(
            outcome.RecordedSomething ? "recorded" : "already-so", made?.Value, outcome.First, outcome.Last);
        await response.Body.WriteAsync(CanonicalJson.Write(body), httpContext.RequestAborted);
    }

    /// <param name="Outcome">Whether anything was recorded, or all was already so.</param>
    /// <param name="Id">What was made.</param>
    /// <param name="First">The position of the first event; 0 when nothing was recorded.</param>
    /// <param name="Last">The position of the last event; 0 when nothing was recorded.</param>
    internal sealed record Body(string Outcome, Guid? Id, long First, long Last);
}
