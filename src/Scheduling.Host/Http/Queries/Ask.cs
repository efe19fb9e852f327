using Microsoft.AspNetCore.Http;
using Scheduling.Domain;
using Scheduling.Host.Http.Access;

namespace Scheduling.Host.Http.Queries;

/// <summary>One question as it came.</summary>
/// <param name="Caller">Who asks.</param>
/// <param name="Query">What stands behind the question mark.</param>
internal sealed record Ask(Caller Caller, QueryText Query, HttpContext Context)
{
    /// <summary>Somebody may go away before the answer is there.</summary>
    public CancellationToken Stop => Context.RequestAborted;

    /// <summary>The identity in the address.</summary>
    public Guid Id => Guid.Parse(Part("id"));

    /// <summary>A part of the address, by its name in the pattern.</summary>
    public string Part(string name) => (string)Context.Request.RouteValues[name]!;

    /// <summary>The answer that says no.</summary>
    public HttpProblem No(Refusal refusal) => HttpProblem.Of(refusal, Context);
}
