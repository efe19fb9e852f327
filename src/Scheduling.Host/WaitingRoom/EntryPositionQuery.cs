using Microsoft.AspNetCore.Http;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Reports;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.WaitingRoom;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Http.Queries;
using Scheduling.Host.Storage;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.WaitingRoom;

/// <summary>
/// <c>GET /waiting-entries/{id}/position</c>: how many wait before an entry. Its own
/// order comes from its events, the others are counted in the read model, a moment behind.
/// </summary>
internal sealed class EntryPositionQuery(QueryNeeds needs) : IQuery
{
    public static QueryRoute Route { get; } = new(
        "/waiting-entries/{id:guid}/position", [Patient, Staff, Administrator, Integrator, Operator],
        needs => new EntryPositionQuery(needs),
        new RouteText("see-position", "How many wait before an entry, and by what order.", typeof(Body))
        {
            Example = new(
                Staff, Address: new Dictionary<string, string> { ["id"] = $"{Examples.Entry("see-position")}" }),
        });

    public async Task<IResult> Answer(Ask ask)
    {
        var stream = (StreamId)new EntryId(ask.Id);
        var (_, state, _) = (await needs.Store.Load([stream], null, ask.Stop))[stream];
        var isForeign = ask.Caller.Patient is { } self && OwnThings.PatientOf(state) is { } owner && owner != self;
        if (state is WaitingEntry.Absent || isForeign)
        {
            return ask.No(Refusals.NotFound(stream));
        }

        if (state is not WaitingEntry.Waiting { Terms: var terms })
        {
            return ask.No(Refusals.EntryNotWaiting);
        }

        var report = (StreamId)terms.Placed.Report;
        var told = (await needs.Store.Load([report], null, ask.Stop))[report].State is CentralReport.Open open
            ? open.Told
            : null;
        var (before, beforeInClass) = await Count(terms.Placed.Scope, terms.Order, ask.Stop);
        return new JsonAnswer(new Body(
            terms.Placed.Scope, new Order(terms.Order.Class, terms.Order.Since, terms.Order.Number), before,
            beforeInClass, told?.Days, told?.At));
    }

    // The comparison of rows is that of OrderKey.
    private async Task<(long Before, long BeforeInClass)> Count(
        ScopeCode scope, OrderKey order, CancellationToken stop)
    {
        const string sql = """
            select count(*), count(*) filter (where class_rank = read.rank_of($2))
            from read.entry
            where scope = $1 and state = 'waiting' and (class_rank, since, number) < (read.rank_of($2), $3, $4)
            """;
        await using var command = needs.Source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = scope.Value });
        command.Parameters.Add(new() { Value = EnumText.Of(order.Class) });
        command.Parameters.Add(new() { Value = StoredTime.Of(order.Since) });
        command.Parameters.Add(new() { Value = order.Number });
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return (reader.GetInt64(0), reader.GetInt64(1));
    }

    /// <summary>What an entry is ordered by, the first part first.</summary>
    private sealed record Order(AllocationClass Class, Instant Since, long Number);

    /// <param name="Before">How many wait before it in the scope; 0 for the first.</param>
    /// <param name="BeforeInClass">How many of them are of its class.</param>
    /// <param name="ForecastDays">What the patient was last told: days to a date, as the law reckons it.</param>
    /// <param name="ForecastAt">When that was.</param>
    private sealed record Body(
        ScopeCode Scope, Order Order, long Before, long BeforeInClass, int? ForecastDays, Instant? ForecastAt);
}
