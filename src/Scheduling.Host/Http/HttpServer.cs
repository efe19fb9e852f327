using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Npgsql;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Notices;

namespace Scheduling.Host.Http;

/// <summary>The server that shows the API of one node.</summary>
public sealed class HttpServer : IAsyncDisposable
{
    /// <summary>Where a node listens unless it is told otherwise: this machine only.</summary>
    public const string UsualUrl = "http://127.0.0.1:5180";

    private readonly WebApplication _app;

    private HttpServer(WebApplication app) => _app = app;

    /// <summary>Where it listens, with the port that it was given.</summary>
    public string Url =>
        _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <summary>Starts to listen.</summary>
    /// <param name="keys">The folder with the keys of this installation.</param>
    /// <param name="url">Port 0 takes any that is free.</param>
    /// <exception cref="IOException">Somebody else listens there.</exception>
    public static async Task<HttpServer> Start(
        EngineService engine, NpgsqlDataSource source, string keys, string url, CancellationToken stop = default)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(url).ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = CommandEndpoint.BodyMax;
        });
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Warning)
            .AddSimpleConsole(console => (console.SingleLine, console.IncludeScopes) = (true, true));
        builder.Services.Configure<ConsoleLoggerOptions>(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        var issuer = LocalIssuer.In(keys);
        HttpApi.AddServices(builder.Services, issuer);
        var app = builder.Build();
        new HttpApi(engine, source, issuer, KeyFile.ReadOrMake(keys, "hash")).Map(app);
        new NoticeApi(engine, source, keys).Map(app);
        await app.StartAsync(stop);
        return new HttpServer(app);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
