using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.Health;
using Scheduling.Host.Notices;
using Scheduling.Host.Settings;

namespace Scheduling.Host.Http;

/// <summary>The server that shows the API of one node.</summary>
public sealed class HttpServer : IAsyncDisposable
{
    /// <summary>Where a node listens unless it is told otherwise: this machine only.</summary>
    public const string UsualUrl = "http://127.0.0.1:5180";

    private readonly WebApplication _app;
    private readonly HostSettings _settings;
    private readonly Shutdown _shutdown;

    private HttpServer(WebApplication app, HostSettings settings, Shutdown shutdown) =>
        (_app, _settings, _shutdown) = (app, settings, shutdown);

    /// <summary>Where it listens, with the port that it was given.</summary>
    public string Url =>
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Every address that it answers.</summary>
    internal IReadOnlyList<Endpoint> Endpoints =>
        [.. ((IEndpointRouteBuilder)_app).DataSources.SelectMany(source => source.Endpoints)];

    /// <summary>Starts to listen, with the usual settings.</summary>
    /// <param name="keys">The folder with the keys of this installation.</param>
    /// <param name="url">Port 0 takes any that is free.</param>
    /// <exception cref="IOException">Somebody else listens there.</exception>
    public static Task<HttpServer> Start(
        EngineService engine, NpgsqlDataSource source, string keys, string url, CancellationToken stop = default) =>
        Start(engine, source, keys, HostSettings.Usual with { Url = new Uri(url) }, stop);

    /// <summary>Starts to listen.</summary>
    /// <param name="keys">The folder with the keys of this installation.</param>
    /// <exception cref="IOException">Somebody else listens there.</exception>
    public static async Task<HttpServer> Start(
        EngineService engine, NpgsqlDataSource source, string keys, HostSettings settings,
        CancellationToken stop = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls($"{settings.Url.Scheme}://{settings.Url.Authority}").UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = CommandEndpoint.BodyMax;
                if (settings.Certificate is { } certificate)
                {
                    kestrel.ConfigureHttpsDefaults(https => https.ServerCertificate =
                        X509Certificate2.CreateFromPemFile(certificate, settings.CertificateKey));
                }
            });
        ConsoleLog.Configure(builder.Logging, settings);
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = settings.Stop);
        HttpApi.AddServices(builder.Services, TokenIssuers.Of(settings, keys), settings);
        var app = builder.Build();
        var shutdown = new Shutdown();
        var issuer = settings.Issuer is null ? LocalIssuer.In(keys) : null;
        new HttpApi(engine, source, issuer, KeyFile.ReadOrMake(keys, "hash"))
        {
            Shutdown = shutdown, Settings = settings,
        }.Map(app);
        new NoticeApi(engine, source, keys).Map(app);
        await app.StartAsync(stop);
        return new HttpServer(app, settings, shutdown);
    }

    /// <summary>
    /// Ends well: it says that it is not ready and still answers for a while, so that nobody sends it more; then it
    /// takes no more, and what is in hand has its time to end.
    /// </summary>
    public async Task Stop()
    {
        _shutdown.Begin();
        await Task.Delay(_settings.Drain);
        await _app.StopAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    // Whoever starts it says when it stops: signals are for the command.
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
