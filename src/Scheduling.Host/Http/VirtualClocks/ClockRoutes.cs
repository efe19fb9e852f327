using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Host.CaseFiles;
using Scheduling.Host.Commands;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.Queries;
using Scheduling.Host.Matching;

namespace Scheduling.Host.Http.VirtualClocks;

/// <summary>
/// The addresses at which a server with a virtual clock is driven. Any other server refuses all of them.
/// </summary>
/// <param name="node">What is driven; nothing where the clock goes by itself.</param>
internal sealed class ClockRoutes(VirtualNode? node, LocalIssuer issuer)
{
    /// <summary>Who may drive.</summary>
    public static AccessRole[] Roles { get; } = [AccessRole.Operator];

    /// <summary>Every address, with its method.</summary>
    public static IReadOnlyList<(string Method, string Pattern)> Addresses { get; } =
    [
        ("GET", "/clock"), ("POST", "/clock/advance"), ("POST", "/clock/hold"), ("POST", "/clock/release"),
        ("POST", "/interruptions"), ("POST", "/tokens"),
    ];

    public void Map(WebApplication app)
    {
        Func<HttpContext, VirtualNode, Task<IResult>>[] answers =
            [Show, Advance, (context, driven) => Hold(context, driven, true),
                (context, driven) => Hold(context, driven, false), Interrupt, IssueToken];
        foreach (var ((method, pattern), answer) in Addresses.Zip(answers))
        {
            app.MapMethods(pattern, [method], async (HttpContext context) =>
                await (await Admitted(context, answer)).ExecuteAsync(context));
        }
    }

    private async Task<IResult> Admitted(HttpContext context, Func<HttpContext, VirtualNode, Task<IResult>> answer) =>
        Doorkeeper.Admit(context, Roles, out _) is { } turnedAway ? turnedAway
        : node is null ? HttpProblem.Of("clock-not-virtual", context)
        : await answer(context, node);

    private static async Task<IResult> Show(HttpContext context, VirtualNode driven) =>
        new JsonAnswer(await driven.Read(context.RequestAborted));

    private static async Task<IResult> Advance(HttpContext context, VirtualNode driven)
    {
        var (request, wrong) = await Read<AdvanceRequest>(context);
        if (request is null)
        {
            return wrong!;
        }

        var reading = await driven.Read(context.RequestAborted);
        try
        {
            var target = request.To is { } to ? ClockCommands.Read(to, reading.Now) : reading.NextDue ?? reading.Now;
            return await driven.Advance(target, request.Settles, context.RequestAborted) is { } reached
                ? new JsonAnswer(reached)
                : HttpProblem.Of("clock-is-past", context, ("now", $"{reading.Now}"));
        }
        catch (UnusableException noTime)
        {
            return HttpProblem.Of(Refusals.Malformed("$.to", noTime.Message), context);
        }
    }

    private static async Task<IResult> Hold(HttpContext context, VirtualNode driven, bool isHeld)
    {
        await driven.Hold(isHeld, context.RequestAborted);
        return await Show(context, driven);
    }

    private static async Task<IResult> Interrupt(HttpContext context, VirtualNode driven)
    {
        var (request, wrong) = await Read<InterruptionRequest>(context);
        if (request is null)
        {
            return wrong!;
        }

        await driven.Interrupt(request.What, request.After, request.At, context.RequestAborted);
        return await Show(context, driven);
    }

    // Whoever may do everything anyway may have a token of anybody.
    private async Task<IResult> IssueToken(HttpContext context, VirtualNode driven)
    {
        var (request, wrong) = await Read<TokenRequest>(context);
        if (request is null)
        {
            return wrong!;
        }

        var caller = new Caller(
            request.Role, request.Subject, request.Patient, request.Place, request.Channel ?? Channel.Place);
        return new JsonAnswer(new TokenAnswer(
            issuer.Issue(caller, SystemClock.Instance.GetCurrentInstant(), LocalIssuer.UsualLife)));
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
