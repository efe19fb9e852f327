using Microsoft.AspNetCore.Routing;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Http.Operation;
using Scheduling.Host.Notices;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Http;

/// <summary>Who may ask for what: nobody, unless a route says so.</summary>
public sealed class AccessTests(Postgres postgres)
{
    private static readonly string SomeId = $"{Ids.Derive("nobody's")}";

    [Fact]
    public async Task Every_role_may_ask_for_what_its_routes_say_and_for_nothing_else()
    {
        await using var town = await ServedTown.New(postgres);

        // Whoever asks from this machine may read the metrics; its own tests say who else.
        var routes =
            from endpoint in town.Endpoints.OfType<RouteEndpoint>()
            let roles = endpoint.Metadata.GetMetadata<RouteText>()?.Roles
            where roles is not null && endpoint.RoutePattern.RawText != MetricsQuery.Address
            from method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            select (method, endpoint.RoutePattern.RawText!, roles);
        town.Endpoints.Select(endpoint => endpoint.Metadata.GetMetadata<RouteText>()!)
            .Where(text => text.Roles is null).Select(text => text.Operation)
            .Should().BeEquivalentTo("live", "ready", "api-description", SmsReplyEndpoint.Operation);

        foreach (var (method, pattern, roles) in routes)
        {
            var address = AddressOf(pattern);
            var nobody = await town.Send(null, method, address);
            (nobody.Status, nobody.Code).Should().Be((401, "unauthenticated"), pattern);
            foreach (var role in Enum.GetValues<AccessRole>())
            {
                var answer = await town.Send(ServedTown.Of(role), method, address);
                answer.Status.Should().NotBe(500, $"{role} {method} {pattern}: {answer.Body}");
                (answer.Code == "role-not-allowed").Should().Be(!roles.Contains(role), $"{role} {method} {pattern}");
            }
        }
    }

    [Fact]
    public void Every_operation_can_be_asked_for_or_is_the_engines_own() =>
        CommandRoutes.All.Select(route => route.Operation).Concat(CommandRoutes.Internal)
            .Should().BeEquivalentTo(OperationNames.All.Values);

    [Fact]
    public void Nobody_asks_who_has_no_actor() =>
        CommandRoutes.All.SelectMany(route => route.Roles).Distinct()
            .Should().OnlyContain(role => ServedTown.Of(role).Actor != null);

    [Fact]
    public async Task A_token_that_is_forged_or_past_or_incomplete_is_none()
    {
        await using var town = await ServedTown.New(postgres);
        var good = town.TokenOf(ServedTown.Operator);
        var forged = new LocalIssuer([.. Enumerable.Repeat((byte)7, 32)])
            .Issue(ServedTown.Operator, SystemClock.Instance.GetCurrentInstant(), Duration.FromHours(1));
        var past = town.TokenOf(ServedTown.Operator, Duration.FromHours(-1));
        var homeless = town.TokenOf(new Caller(AccessRole.Staff, "staff of nothing"));
        var byPlace = town.TokenOf(ServedTown.PatientOf(Cast.Anna) with { Channel = Channel.Place });

        (await StatusOf(good)).Should().Be(200);
        foreach (var bad in new[] { forged, past, homeless, byPlace, "nonsense", "" })
        {
            (await StatusOf(bad)).Should().Be(401);
        }

        async Task<int> StatusOf(string token) =>
            (await town.Send(
                null, "GET", $"/service-places/{Cast.Near}", headers: ("Authorization", $"Bearer {token}"))).Status;
    }

    [Fact]
    public async Task What_is_somebody_elses_is_not_there_for_a_patient()
    {
        await using var town = await ServedTown.New(postgres);
        await town.Town.Accept(Actor.System, Cast.Anna.Refer);
        await town.Town.Accept(Cast.ByIkp, Cast.Anna.Join);
        var (anna, piotr) = (ServedTown.PatientOf(Cast.Anna), ServedTown.PatientOf(Cast.Piotr));
        var address = $"/waiting-entries/{Cast.Anna.Entry}";

        (await town.Send(anna, "GET", address)).Status.Should().Be(200);
        (await town.Send(piotr, "GET", address)).Code.Should().Be("not-found");
        (await town.Send(piotr, "POST", $"{address}/withdraw")).Code.Should().Be("not-found");
        (await town.Send(piotr, "GET", $"/referrals/{Cast.Anna.Referral}")).Code.Should().Be("not-found");
        (await town.Send(piotr, "GET", $"/reports/{Cast.Anna.Report}")).Code.Should().Be("not-found");
        (await town.Send(anna, "POST", $"{address}/withdraw")).Status.Should().Be(200);
    }

    private static string AddressOf(string pattern) =>
        string.Join('/', pattern.Split('/').Select(
            part => part == "{kind}" ? "slot" : part.StartsWith('{') ? SomeId : part));
}
