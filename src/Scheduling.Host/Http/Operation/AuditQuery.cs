using System.Globalization;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Host.Auditing;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Http.Queries;

namespace Scheduling.Host.Http.Operation;

/// <summary>What the auditor has found, whichever node looked, a page at a time.</summary>
internal sealed class AuditQuery(AuditFindings findings)
{
    public const string Address = "/audit";

    private const int UsualPage = 100;
    private const int LongestPage = 1_000;

    public static AccessRole[] Roles { get; } = [AccessRole.Operator];

    public static RouteText Text { get; } =
        new("see-audit", "What the auditor has found and when it last looked, a page at a time.", typeof(Page))
        {
            Roles = Roles,
            Query =
            [
                new(
                    "after", typeof(long), "The number behind which the page begins; the `next` of the one before.",
                    "0"),
                new(
                    "limit", typeof(int), $"Findings of a page, at most {LongestPage}; {UsualPage} if not given.",
                    "10"),
            ],
        };

    public async Task Handle(HttpContext context) => await (await Answer(context)).ExecuteAsync(context);

    private async Task<IResult> Answer(HttpContext context)
    {
        if (Doorkeeper.Admit(context, Roles, out _) is { } turnedAway)
        {
            return turnedAway;
        }

        if (!TryRead(context, "after", 0, long.MaxValue, out var after)
            || !TryRead(context, "limit", UsualPage, LongestPage, out var most))
        {
            return HttpProblem.Of(
                Refusals.Malformed("after, limit", $"whole numbers, at most {LongestPage} for limit"), context);
        }

        var look = await findings.FindLastLook(context.RequestAborted);
        var page = await findings.Page(after, (int)most, context.RequestAborted);
        return new JsonAnswer(new Page(
            ValueList.From(page), page.Count == most ? page[^1].Number : null, look?.At, look?.UpTo));
    }

    private static bool TryRead(HttpContext context, string name, long usual, long most, out long value)
    {
        value = usual;
        return context.Request.Query[name].ToString() is not { Length: > 0 } text
            || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= most);
    }

    /// <param name="Next">What to ask for as <c>after</c> next; nothing on the last page.</param>
    /// <param name="LookedAt">When any node last looked; nothing where none has yet.</param>
    /// <param name="LookedUpTo">The position up to which it looked.</param>
    private sealed record Page(ValueList<KeptFinding> Findings, long? Next, Instant? LookedAt, long? LookedUpTo);
}
