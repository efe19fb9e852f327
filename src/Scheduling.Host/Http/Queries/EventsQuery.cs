using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Storage;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Http.Queries;

/// <summary>The events of one stream, or all by position, a page at a time; no event has personal data.</summary>
internal sealed class EventsQuery(EventStore store)
{
    /// <summary>The address of one stream's events.</summary>
    public const string OfStream = "/streams/{kind}/{id:guid}/events";

    /// <summary>The address of all events.</summary>
    public const string OfAll = "/events";

    /// <summary>Events of a page when the request does not say.</summary>
    public const int UsualPage = 100;

    /// <summary>Events of a page at most.</summary>
    public const int LongestPage = 1_000;

    /// <summary>Who may look.</summary>
    public static AccessRole[] Roles { get; } = [Integrator, Operator];

    /// <summary>What the document of the API says of one stream's events.</summary>
    public static RouteText TextOfStream { get; } =
        new("see-stream", "The events of one record, in order.", typeof(Page))
        {
            Roles = Roles, HasETag = true,
            Example = new(Address: new Dictionary<string, string>
            {
                ["kind"] = "place", ["id"] = $"{Examples.Place("see-stream")}",
            }),
        };

    /// <summary>What the document of the API says of all events.</summary>
    public static RouteText TextOfAll { get; } =
        new("see-events", "All events in the order of their positions, without gaps, a page at a time.", typeof(Page))
        {
            Roles = Roles,
            Query =
            [
                new(
                    "after", typeof(long), "The position behind which the page begins; the `next` of the one before.",
                    "0"),
                new("limit", typeof(int), $"Events of a page, at most {LongestPage}; {UsualPage} if not given.", "10"),
            ],
        };

    public async Task HandleStream(HttpContext context) =>
        await (await Answer(context, async () =>
        {
            var text = $"{context.Request.RouteValues["kind"]}/{context.Request.RouteValues["id"]}";
            return StreamId.TryParse(text, out var stream)
                && await store.ReadStream(stream, 1, context.RequestAborted) is { Count: > 0 } events
                    ? new JsonAnswer(new Page([.. events.Select(Line.Of)], null), events[^1].Version)
                    : HttpProblem.Of("no-such-route", context);
        })).ExecuteAsync(context);

    public async Task HandleAll(HttpContext context) =>
        await (await Answer(context, async () =>
        {
            if (!TryRead(context, "after", 0, long.MaxValue, out var after))
            {
                return Wrong("after", context);
            }

            if (!TryRead(context, "limit", UsualPage, LongestPage, out var most))
            {
                return Wrong("limit", context);
            }

            var events = await store.ReadAfter(after, (int)most, null, context.RequestAborted);
            return new JsonAnswer(new Page(
                [.. events.Select(Line.Of)], events.Count == most ? events[^1].Position : null));
        })).ExecuteAsync(context);

    private static async Task<IResult> Answer(HttpContext context, Func<Task<IResult>> answer) =>
        Doorkeeper.Admit(context, Roles, out _) is { } turnedAway ? turnedAway : await answer();

    private static bool TryRead(HttpContext context, string name, long usual, long most, out long value)
    {
        value = usual;
        return context.Request.Query[name].ToString() is not { Length: > 0 } text
            || (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= most);
    }

    private static HttpProblem Wrong(string name, HttpContext context) =>
        HttpProblem.Of(Refusals.Malformed(name, $"a whole number, at most {LongestPage} for limit"), context);

    /// <param name="Next">What to ask for as <c>after</c> next; nothing on the last page.</param>
    private sealed record Page(ValueList<Line> Events, long? Next);

    private sealed record Line(
        long Position, StreamId Stream, long Version, string Type, Instant At, Guid? Correlation, Guid? Causation,
        JsonElement Data)
    {
        public static Line Of(StoredEvent stored)
        {
            using var data = JsonDocument.Parse(EventJson.Write(stored.Event));
            return new Line(
                stored.Position, stored.Stream, stored.Version, EventNames.NameOf(stored.Event), stored.Event.At,
                stored.Correlation, stored.Causation, data.RootElement.Clone());
        }
    }
}
