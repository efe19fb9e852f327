using Microsoft.AspNetCore.Http;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.BookingWindows;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Http.Queries;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Scopes;

/// <summary>
/// <c>GET /booking-windows/{scope}</c>: how far ahead a scope may be booked (pl. <i>okres weryfikacji terminów</i>).
/// </summary>
internal sealed class BookingWindowQuery(QueryNeeds needs) : IQuery
{
    public static QueryRoute Route { get; } = new(
        "/booking-windows/{scope}", [Patient, Staff, Administrator, Integrator, Analyst, Operator],
        needs => new BookingWindowQuery(needs),
        new RouteText("see-window", "How far ahead a scope may be booked.", typeof(Body))
        {
            HasETag = true,
            Example = new(Address: new Dictionary<string, string> { ["scope"] = Examples.Scope.Value }),
        });

    public async Task<IResult> Answer(Ask ask)
    {
        if (!ScopeCode.TryParse(ask.Part("scope"), out var scope))
        {
            return ask.No(Refusals.Malformed("scope", "expected is a code such as 02.1100.001.02"));
        }

        var stream = StreamId.WindowOf(scope);
        var (version, state, _) = (await needs.Store.Load([stream], null, ask.Stop))[stream];
        return state is BookingWindow.Opened window
            ? new JsonAnswer(
                new Body(scope, version, window.Policy, window.Through, window.SweptThrough), version)
            : ask.No(Refusals.ScopeNotOpen(scope));
    }

    /// <param name="Through">The last day that may be booked, included.</param>
    /// <param name="SweptThrough">The last day whose slots were all offered to the waiting room.</param>
    private sealed record Body(
        ScopeCode Scope, long Version, PolicyRef? Policy, LocalDate? Through, LocalDate? SweptThrough);
}
