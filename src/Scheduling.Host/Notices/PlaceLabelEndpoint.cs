using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Scheduling.Domain;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Host.Http;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Http.Queries;
using Scheduling.Host.Storage;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Notices;

/// <summary>Sets what patients know a place by. Sent again it is the same, so it needs no key.</summary>
internal sealed class PlaceLabelEndpoint(PlaceLabels labels, EventStore store)
{
    public const string Pattern = "/service-places/{place:guid}/label";
    private const int BodyMax = 1024;

    /// <summary>Who may; an administrator for the own place only.</summary>
    public static IReadOnlyList<AccessRole> Roles { get; } = [Administrator, Operator];

    public void Map(WebApplication app) =>
        app.MapPut(Pattern, async context => await (await Answer(context)).ExecuteAsync(context))
            .Describe(new RouteText("set-place-label", "Sets what patients know a place by.", typeof(Said))
            {
                Roles = Roles, Request = typeof(Said), Example = new(Operator, () => new Said("Cardiology, Łódź")),
            });

    private async Task<IResult> Answer(HttpContext context)
    {
        if (Doorkeeper.Admit(context, [.. Roles], out var caller) is { } turnedAway)
        {
            return turnedAway;
        }

        var place = new PlaceId(Guid.Parse((string)context.Request.RouteValues["place"]!));
        if (caller.Place is { } own && own != place)
        {
            return HttpProblem.Of(Refusals.OtherPlace(place), context);
        }

        var (body, wrong) = await RequestBody.Read(context, BodyMax);
        if (wrong is not null)
        {
            return wrong;
        }

        if (RequestBody.Parse(body, typeof(Said), out var malformed) is not Said said)
        {
            return HttpProblem.Of(malformed!, context);
        }

        if (said.Label.Trim() is not { Length: > 0 and <= PlaceLabels.LengthMax } label || label.Any(char.IsControl))
        {
            var most = PlaceLabels.LengthMax.ToString(CultureInfo.InvariantCulture);
            return HttpProblem.Of(Refusals.Malformed("$.label", $"1 to {most} characters of one line"), context);
        }

        StreamId stream = place;
        if ((await store.Load([stream], null, context.RequestAborted))[stream].State is not ServicePlace.Known)
        {
            return HttpProblem.Of(Refusals.NotFound(stream), context);
        }

        await labels.Set(place, label, context.RequestAborted);
        return new JsonAnswer(new Said(label));
    }

    private sealed record Said(string Label);
}
