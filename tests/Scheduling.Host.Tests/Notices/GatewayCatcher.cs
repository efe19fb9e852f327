using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Scheduling.Host.Tests.Notices;

/// <summary>A gateway of a test's own on this machine, which keeps what it is sent.</summary>
internal sealed class GatewayCatcher : IAsyncDisposable
{
    private readonly ConcurrentQueue<CaughtPost> _posts = new();
    private readonly WebApplication _app;

    private GatewayCatcher(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First() + "/messages");

    /// <summary>What came, in order.</summary>
    public IReadOnlyList<CaughtPost> Posts => [.. _posts];

    /// <summary>Gives the answer; 202 unless told otherwise.</summary>
    public Action<CaughtPost, HttpResponse> Answer { get; set; } = (_, response) => response.StatusCode = 202;

    public static async Task<GatewayCatcher> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var catcher = new GatewayCatcher(app);
        app.MapPost("/messages", catcher.Take);
        await app.StartAsync();
        return catcher;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Take(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var post = new CaughtPost(
            context.Request.Headers["Idempotency-Key"].ToString(), context.Request.Headers.Authorization.ToString(),
            context.Request.ContentType, await reader.ReadToEndAsync());
        _posts.Enqueue(post);
        Answer(post, context.Response);
    }
}

/// <summary>A message as a gateway got it.</summary>
internal sealed record CaughtPost(string Key, string Authorization, string? ContentType, string Body);
