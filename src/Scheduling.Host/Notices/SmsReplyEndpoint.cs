using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Scheduling.Domain;
using Scheduling.Host.Http;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Http.Queries;

namespace Scheduling.Host.Notices;

/// <summary>
/// Where a gateway brings replies to reminders. It has a secret of its own and no role: a token of any role is turned
/// away, for whoever could send replies could cancel anybody's visit.
/// </summary>
/// <param name="secret">Nothing where nobody may.</param>
internal sealed class SmsReplyEndpoint(SmsReplies replies, RequestLedger ledger, string? secret)
{
    public const string Pattern = "/sms-replies";

    /// <summary>The name of what is asked for.</summary>
    public const string Operation = "take-sms-reply";

    private const int BodyMax = 4 * 1024;

    public void Map(WebApplication app) =>
        app.MapPost(Pattern, async context => await (await Answer(context)).ExecuteAsync(context))
            .Describe(new RouteText(
                Operation, "The gateway, with its own secret as bearer token, brings a reply to a reminder.",
                typeof(Body))
            {
                Request = typeof(SmsReply), NeedsKey = true,
                Example = new(Body: () => new SmsReply(Examples.Contact.Mobile!, "NIE")),
            });

    private async Task<IResult> Answer(HttpContext context)
    {
        if (!IsTheGateway(context))
        {
            return HttpProblem.Of(Caller.From(context.User) is null ? "unauthenticated" : "gateway-only", context);
        }

        if (CommandEndpoint.ReadKey(context, out var key) is { } keyless)
        {
            return keyless;
        }

        var (body, wrong) = await RequestBody.Read(context, BodyMax);
        if (wrong is not null)
        {
            return wrong;
        }

        if (RequestBody.Parse(body, typeof(SmsReply), out var malformed) is not SmsReply reply)
        {
            return HttpProblem.Of(malformed!, context);
        }

        var id = Ids.Derive("sms-reply", key);
        if (await ledger.Open(id, $"POST {Pattern}", body, context.RequestAborted) is null)
        {
            return HttpProblem.Of(Refusals.KeyReused, context);
        }

        var answer = await replies.Take(reply, id, Correlation.Of(context), context.RequestAborted);
        return answer.Refusal == Refusals.Busy
            ? HttpProblem.Of(Refusals.Busy, context)
            : new JsonAnswer(new Body(LanguageTag.Of(answer.Language), answer.Outcome, answer.Text));
    }

    private bool IsTheGateway(HttpContext context) =>
        secret is not null
        && AuthenticationHeaderValue.TryParse(context.Request.Headers.Authorization, out var shown)
        && shown is { Scheme: "Bearer", Parameter: { } token }
        && CryptographicOperations.FixedTimeEquals(Hash(token), Hash(secret));

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <param name="Text">For the gateway to send back, one text message.</param>
    private sealed record Body(string Language, ReplyOutcome Outcome, string Text);
}
