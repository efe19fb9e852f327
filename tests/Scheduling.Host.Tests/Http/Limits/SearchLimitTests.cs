using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Host.Http;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Settings;

namespace Scheduling.Host.Tests.Http.Limits;

/// <summary>Who searches without end takes from nobody else.</summary>
public sealed class SearchLimitTests
{
    private const int Burst = 3;

    private static readonly LocalIssuer Issuer = new(new byte[32]);

    [Fact]
    public async Task After_so_many_at_once_a_caller_comes_back_later_and_others_are_not_kept()
    {
        await using var app = await Serve(HostSettings.Usual with { SearchBurst = Burst, SearchesPerSecond = 1 });

        for (var i = 0; i < Burst; i++)
        {
            (await Search(app, "one")).StatusCode.Should().Be(HttpStatusCode.OK);
        }

        using var refused = await Search(app, "one");
        refused.StatusCode.Should().Be(HttpStatusCode.TooManyRequests);
        refused.Headers.RetryAfter!.Delta.Should().BePositive();
        (await refused.Content.ReadAsStringAsync()).Should().Contain("\"code\":\"too-many-requests\"");
        refused.Content.Headers.ContentType!.MediaType.Should().Be(HttpProblem.MediaType);
        (await Search(app, "another")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await Search(app, "one", "/record")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    private static async Task<HttpResponseMessage> Search(WebApplication app, string subject, string path = "/search")
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(app.Urls.First() + path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Issuer.Issue(
            new Caller(AccessRole.Operator, subject, Channel: Channel.Internal),
            SystemClock.Instance.GetCurrentInstant(), LocalIssuer.UsualLife));
        return await client.SendAsync(request);
    }

    private static async Task<WebApplication> Serve(HostSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        ConsoleLog.Configure(builder.Logging, settings);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        HttpApi.AddServices(
            builder.Services, options => options.TokenValidationParameters = Issuer.Validation, settings);
        var app = builder.Build();
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.MapGet("/search", () => "found").Describe(
            new RouteText("search", "Finds.", typeof(string)) { IsSearch = true });
        app.MapGet("/record", () => "there").Describe(new RouteText("record", "Is there.", typeof(string)));
        await app.StartAsync();
        return app;
    }
}
