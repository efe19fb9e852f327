using Microsoft.AspNetCore.Http;
using Scheduling.Host.Http.Access;

namespace Scheduling.Host.Http.Queries;

/// <summary>The one way from a question to its answer: who asks, and whether all of it is understood.</summary>
internal sealed class QueryEndpoint(QueryRoute route, IQuery query)
{
    public async Task Handle(HttpContext context) => await (await Answer(context)).ExecuteAsync(context);

    private async Task<IResult> Answer(HttpContext context)
    {
        if (Doorkeeper.Admit(context, route.Roles, out var caller) is { } turnedAway)
        {
            return turnedAway;
        }

        var text = new QueryText(context.Request.Query);
        return text.FindUnknown(route.Parameters) is { } unknown
            ? HttpProblem.Of(unknown, context)
            : await query.Answer(new Ask(caller, text, context));
    }
}
