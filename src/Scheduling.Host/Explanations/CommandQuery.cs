using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Npgsql;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Http;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Http.Queries;
using Scheduling.Host.Storage;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Explanations;

/// <summary>
/// <c>GET /commands/{id}</c>: what became of a command, and why it was refused; by its identity, or by the correlation
/// that stood in the answer. A place sees its own.
/// </summary>
internal sealed class CommandQuery(QueryNeeds needs) : IQuery
{
    private const int CommandsMax = 100;

    public static QueryRoute Route { get; } = new(
        "/commands/{id:guid}", [Staff, Administrator, Integrator, Operator], needs => new CommandQuery(needs),
        new RouteText("see-command", "What became of a command, and why it was refused.", typeof(Body))
        {
            Example = new(Operator, Address: new Dictionary<string, string>
            {
                ["id"] = $"{Examples.InAddress("command", "see-command")}",
            }),
        });

    public async Task<IResult> Answer(Ask ask)
    {
        var language = HttpProblem.LanguageOf(ask.Context);
        var commands = await Rows.Read(
            needs.Source,
            """
            select id, correlation, operation, arguments::text, role, channel, place, decided_at, policy,
                first_position, last_position, refusal::text
            from scheduling.commands
            where (id = $1 or correlation = $1) and ($2 = '00000000-0000-0000-0000-000000000000' or place = $2)
            order by ordinal limit $3
            """,
            row => CommandAt(row, language), ask.Stop, ask.Id, ask.Caller.Place?.Value ?? Guid.Empty, CommandsMax);
        return commands.Count == 0
            ? ask.No(new Refusal("not-found", [new RefusalArgument("stream", $"command/{ask.Id}")]))
            : new JsonAnswer(new Body(ValueList.From(commands)));
    }

    private static Command CommandAt(NpgsqlDataReader row, Language language)
    {
        var refusal = row.Text(11) is { } text
            ? CanonicalJson.Read<Refusal>(System.Text.Encoding.UTF8.GetBytes(text))
            : null;
        return new Command(
            row.GetGuid(0), row.GetGuid(1), row.GetString(2), JsonElement.Parse(row.GetString(3)), row.GetString(4),
            row.GetString(5), row.Identity(6) is { } place ? new PlaceId(place) : null,
            StoredTime.ToInstant(row.GetDateTime(7)),
            row.Text(8) is { } policy ? new PolicyRef(policy) : null,
            row.IsDBNull(9) ? null : row.GetInt64(9), row.IsDBNull(10) ? null : row.GetInt64(10),
            refusal is null ? "accepted" : "refused", refusal?.Code, refusal?.In(language), refusal?.Arguments);
    }

    /// <param name="Arguments">What was asked, without personal data.</param>
    /// <param name="First">The position of its first event; nothing when it recorded none.</param>
    /// <param name="Last">The position of its last event.</param>
    /// <param name="Answer"><c>accepted</c> or <c>refused</c>.</param>
    /// <param name="Code">Of the refusal.</param>
    /// <param name="Why">The refusal as a sentence.</param>
    /// <param name="Names">What the sentence names.</param>
    private sealed record Command(
        Guid Id, Guid Correlation, string Operation, JsonElement Arguments, string Role, string Channel,
        PlaceId? Place, Instant DecidedAt, PolicyRef? Policy, long? First, long? Last, string Answer, string? Code,
        string? Why, ValueList<RefusalArgument>? Names);

    private sealed record Body(ValueList<Command> Commands);
}
