using Microsoft.AspNetCore.Http;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Patients;

/// <summary>The answer to a change of the register. One that comes again gets the same.</summary>
internal sealed class PatientAnswer(PatientId patient, RegisterOutcome outcome) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = outcome.Made ? StatusCodes.Status201Created : StatusCodes.Status200OK;
        response.ContentType = "application/json";
        if (outcome.Made)
        {
            response.Headers.Location = $"/patients/{patient}";
        }

        if (outcome.Version > 0)
        {
            response.Headers.ETag = $"\"{outcome.Version}\"";
        }

        var became = outcome.Made ? "registered" : outcome.Version == 0 ? "erased" : "known";
        await response.Body.WriteAsync(
            CanonicalJson.Write(new Body(became, patient)), httpContext.RequestAborted);
    }

    /// <param name="Outcome">Whether the person was registered now, is known, or is erased.</param>
    internal sealed record Body(string Outcome, PatientId Patient);
}
