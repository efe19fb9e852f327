using System.Net.Sockets;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using Scheduling.Host.Auditing;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.Health;
using Scheduling.Host.Http.Limits;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Http.Operation;
using Scheduling.Host.Http.Queries;
using Scheduling.Host.Http.VirtualClocks;
using Scheduling.Host.Matching;
using Scheduling.Host.Registers;
using Scheduling.Host.Settings;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Http;

/// <summary>The face of the engine: commands and queries over HTTP. It decides nothing.</summary>
/// <param name="issuer">Of tokens for work on this machine; nothing where they come from elsewhere.</param>
/// <param name="hashKey">Of the keyed hashes in the ledger of requests.</param>
internal sealed class HttpApi(EngineService engine, NpgsqlDataSource source, LocalIssuer? issuer, byte[] hashKey)
{
    private readonly EventStore _store = engine.Store;

    /// <summary>Whether the node is about to stop.</summary>
    public required Shutdown Shutdown { get; init; }

    /// <summary>What is set.</summary>
    public required HostSettings Settings { get; init; }

    /// <summary>What the server must offer for <see cref="Map"/> to work.</summary>
    public static void AddServices(IServiceCollection services, Action<JwtBearerOptions> issuer, HostSettings settings)
    {
        services.AddRouting();
        SearchLimit.Add(services, settings);
        services.Configure<ForwardedHeadersOptions>(headers =>
        {
            // Who sets it to stand behind a proxy says that nobody else reaches the port.
            headers.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            headers.KnownIPNetworks.Clear();
            headers.KnownProxies.Clear();
        });

        // Nothing here is protected by its keys, so none are to be kept in somebody's home.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddAuthentication(JwtBearerDefaults.AuthenticationScheme).AddJwtBearer(options =>
        {
            options.MapInboundClaims = false;
            issuer(options);
        });
    }

    /// <summary>Every address of the API; all others are answered with a problem.</summary>
    public void Map(WebApplication app)
    {
        var meter = new RequestMeter(app.Services.GetRequiredService<ILogger<RequestMeter>>());
        if (Settings.IsBehindProxy)
        {
            app.UseForwardedHeaders();
        }

        app.Use(meter.Measure);
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerFailure,
            SuppressDiagnosticsCallback = failed => CodeOf(failed.Exception) != "internal-error",
        });
        app.UseStatusCodePages(AnswerBareStatus);
        app.Use(EchoCorrelation);
        app.UseSwaggerUI(pages =>
        {
            pages.RoutePrefix = OpenApiQuery.Pages;
            pages.SwaggerEndpoint(OpenApiQuery.Address, "Poczekalnia");
        });
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseEndpoints(_ => { });
        var ledger = new RequestLedger(source, hashKey);
        var desk = new EligibilityDesk(engine, source, Settings.EligibilityUrl is { } register
            ? new HttpEligibility(register)
            : new SameEligibility(Settings.Eligibility));
        var streams = new NamedStreams(_store);
        foreach (var route in CommandRoutes.All)
        {
            app.MapMethods(
                route.Pattern, [route.Method],
                new CommandEndpoint(
                    route, ledger, streams, engine.Executor, desk, engine.Virtual is not null).Handle)
                .Describe(route.Text);
        }

        foreach (var kind in RecordQuery.Kinds.Keys)
        {
            app.MapGet(RecordQuery.PatternOf(kind), new RecordQuery(kind, _store).Handle)
                .Describe(RecordQuery.TextOf(kind));
        }

        var needs = new QueryNeeds(source, engine);
        foreach (var route in QueryRoutes.All)
        {
            app.MapGet(route.Pattern, new QueryEndpoint(route, route.Make(needs)).Handle).Describe(route.Text);
        }

        var events = new EventsQuery(_store);
        app.MapGet(EventsQuery.OfStream, events.HandleStream).Describe(EventsQuery.TextOfStream);
        app.MapGet(EventsQuery.OfAll, events.HandleAll).Describe(EventsQuery.TextOfAll);
        app.MapGet(AuditQuery.Address, new AuditQuery(new AuditFindings(source)).Handle).Describe(AuditQuery.Text);
        app.MapGet(
            MetricsQuery.Address, new MetricsQuery(meter, new EngineMetrics(source, engine), Settings.Metrics).Handle)
            .Describe(MetricsQuery.Text);
        var held = new HeldBackSlots(source, _store, engine.Clock);
        app.MapGet(HealthQuery.Live, HealthQuery.HandleLive).Describe(HealthQuery.TextOfLive);
        app.MapGet(HealthQuery.Ready, new HealthQuery(source, held, Shutdown).HandleReady)
            .Describe(HealthQuery.TextOfReady);
        app.MapGet(OpenApiQuery.Address, new OpenApiQuery(((IEndpointRouteBuilder)app).DataSources).Handle)
            .Describe(OpenApiQuery.Text);
        if (engine.Virtual is { } driven)
        {
            new ClockRoutes(driven, issuer).Map(app);
        }
    }

    private static Task EchoCorrelation(HttpContext context, RequestDelegate next)
    {
        context.Response.Headers[Correlation.Header] = $"{Correlation.Of(context)}";
        return next(context);
    }

    // A status that nobody gave a body: of routing, mostly.
    private static Task AnswerBareStatus(StatusCodeContext status)
    {
        var context = status.HttpContext;
        var code = context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound => "no-such-route",
            StatusCodes.Status405MethodNotAllowed => "method-not-allowed",
            StatusCodes.Status401Unauthorized => "unauthenticated",
            StatusCodes.Status413PayloadTooLarge => "body-too-large",
            StatusCodes.Status415UnsupportedMediaType => "media-type",
            >= StatusCodes.Status500InternalServerError => "internal-error",
            _ => "bad-request",
        };
        return HttpProblem.Of(code, context, ("most", $"{CommandEndpoint.BodyMax}")).ExecuteAsync(context);
    }

    private static Task AnswerFailure(HttpContext context) =>
        HttpProblem.Of(
            CodeOf(context.Features.Get<IExceptionHandlerFeature>()?.Error), context,
            ("most", $"{CommandEndpoint.BodyMax}")).ExecuteAsync(context);

    // A mistake of ours in the SQL is no outage.
    private static string CodeOf(Exception? failed) =>
        failed switch
        {
            BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => "body-too-large",
            BadHttpRequestException => "bad-request",
            PostgresException { IsTransient: false } => "internal-error",
            NpgsqlException or SocketException or TimeoutException => "database-away",
            _ => "internal-error",
        };
}
