using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Host.Commands;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Http.Queries;
using Scheduling.Host.Matching;

namespace Scheduling.Host.Http.VirtualClocks;

/// <summary>The addresses at which a server with a virtual clock is driven; no other server has them.</summary>
/// <param name="issuer">Of tokens for work on this machine; nothing where they come from elsewhere.</param>
internal sealed class ClockRoutes(VirtualNode node, LocalIssuer? issuer)
{
    private static readonly AccessRole[] Roles = [AccessRole.Operator];

    public void Map(WebApplication app)
    {
        Map(app, "GET", "/clock", Show, new RouteText(
            "see-clock", "Where the clock stands, and when something is due next.", typeof(ClockReading)));
        Map(app, "POST", "/clock/advance", Advance, new RouteText(
            "advance-clock", "Moves the clock; all that is due on the way is done.", typeof(ClockReading))
        {
            Request = typeof(AdvanceRequest), Example = new(Body: () => new AdvanceRequest("1d")),
        });
        Map(app, "POST", "/clock/hold", context => Hold(context, true), new RouteText(
            "hold-engine", "From now on the engine works only when the clock is advanced.", typeof(ClockReading)));
        Map(app, "POST", "/clock/release", context => Hold(context, false), new RouteText(
            "release-engine", "From now on the engine works as soon as something was asked.", typeof(ClockReading)));
        Map(app, "POST", "/interruptions", Interrupt, new RouteText(
            "interrupt-engine", "Takes something from the engine or gives it back.", typeof(ClockReading))
        {
            Request = typeof(InterruptionRequest),
            Example = new(Body: () => new InterruptionRequest(Interruption.MatcherStarted)),
        });
        if (issuer is not null)
        {
            Map(app, "POST", "/tokens", IssueToken, new RouteText(
                "issue-token", "A token for anybody, for work on this machine.", typeof(TokenAnswer))
            {
                Request = typeof(TokenRequest),
                Example = new(Body: () => new TokenRequest(AccessRole.Analyst, "analyst")),
            });
        }
    }

    private static void Map(
        WebApplication app, string method, string pattern, Func<HttpContext, Task<IResult>> answer, RouteText text) =>
        app.MapMethods(pattern, [method], async (HttpContext context) =>
            await (Doorkeeper.Admit(context, Roles, out _) ?? await answer(context)).ExecuteAsync(context))
            .Describe(text with { Roles = Roles });

    private async Task<IResult> Show(HttpContext context) => new JsonAnswer(await node.Read(context.RequestAborted));

    private async Task<IResult> Advance(HttpContext context)
    {
        var (request, wrong) = await Read<AdvanceRequest>(context);
        if (request is null)
        {
            return wrong!;
        }

        var reading = await node.Read(context.RequestAborted);
        try
        {
            var target = request.To is { } to ? ClockCommands.Read(to, reading.Now) : reading.NextDue ?? reading.Now;
            return await node.Advance(target, request.Settles, context.RequestAborted) is { } reached
                ? new JsonAnswer(reached)
                : HttpProblem.Of("clock-is-past", context, ("now", $"{reading.Now}"));
        }
        catch (UnusableException noTime)
        {
            return HttpProblem.Of(Refusals.Malformed("$.to", noTime.Message), context);
        }
    }

    private async Task<IResult> Hold(HttpContext context, bool isHeld)
    {
        await node.Hold(isHeld, context.RequestAborted);
        return await Show(context);
    }

    private async Task<IResult> Interrupt(HttpContext context)
    {
        var (request, wrong) = await Read<InterruptionRequest>(context);
        if (request is null)
        {
            return wrong!;
        }

        await node.Interrupt(request.What, request.After, request.At, context.RequestAborted);
        return await Show(context);
    }

    // Whoever may do everything anyway may have a token of anybody.
    private async Task<IResult> IssueToken(HttpContext context)
    {
        var (request, wrong) = await Read<TokenRequest>(context);
        if (request is null)
        {
            return wrong!;
        }

        var caller = new Caller(
            request.Role, request.Subject, request.Patient, request.Place, request.Channel ?? Channel.Place);
        return new JsonAnswer(new TokenAnswer(
            issuer!.Issue(caller, SystemClock.Instance.GetCurrentInstant(), LocalIssuer.UsualLife)));
    }

    private static async Task<(T? Request, IResult? Wrong)> Read<T>(HttpContext context)
        where T : class
    {
        var (body, wrong) = await RequestBody.Read(context, CommandEndpoint.BodyMax);
        return wrong is not null ? (null, wrong)
            : RequestBody.Parse(body, typeof(T), out var malformed) is T request ? (request, null)
            : (null, HttpProblem.Of(malformed!, context));
    }

    /// <param name="To">An instant, a local time in Poland, or a length from now; nothing for the next thing that is
    /// due.</param>
    /// <param name="Settles">Whether what is due there is done too.</param>
    private sealed record AdvanceRequest(string? To = null, bool Settles = true);

    /// <param name="After">Of a stop of the engine: so many commands of its own it still records.</param>
    /// <param name="At">Of a start of the engine: at which instant; what was due until then nobody did in time.</param>
    private sealed record InterruptionRequest(Interruption What, long After = 0, Instant? At = null);

    private sealed record TokenRequest(
        AccessRole Role, string Subject, PatientId? Patient = null, PlaceId? Place = null, Channel? Channel = null);

    private sealed record TokenAnswer(string Token);
}
