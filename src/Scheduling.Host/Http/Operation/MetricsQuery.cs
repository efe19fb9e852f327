using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Settings;

namespace Scheduling.Host.Http.Operation;

/// <summary>How the node and its engine are, for Prometheus.</summary>
internal sealed class MetricsQuery(RequestMeter meter, EngineMetrics engine, MetricsReaders readers)
{
    public const string Address = "/metrics";

    public static AccessRole[] Roles { get; } = [AccessRole.Operator];

    public static RouteText Text { get; } =
        new("see-metrics", "How the node and its engine are, as Prometheus reads it; who may is a setting.", null)
        {
            Roles = Roles, Media = "text/plain",
        };

    public async Task Handle(HttpContext context)
    {
        if (!IsOpenTo(context.Connection.RemoteIpAddress)
            && Doorkeeper.Admit(context, Roles, out _) is { } turnedAway)
        {
            await turnedAway.ExecuteAsync(context);
            return;
        }

        var text = new MetricsText();
        meter.Write(text);
        await engine.Write(text, context.RequestAborted);
        context.Response.ContentType = MetricsText.MediaType;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text.ToString()), context.RequestAborted);
    }

    private bool IsOpenTo(IPAddress? from) =>
        readers switch
        {
            MetricsReaders.Loopback => from is not null && IPAddress.IsLoopback(from),
            MetricsReaders.Operator => false,
            MetricsReaders.Everybody => true,
        };
}
