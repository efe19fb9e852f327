using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Http.Access;

namespace Scheduling.Host.Http.Operation;

/// <summary>Counts and times the requests of this process by method, address and status, and says each to the
/// log.</summary>
internal sealed partial class RequestMeter(ILogger<RequestMeter> log)
{
    // Whatever nobody serves is counted together: the addresses that people make up have no end.
    private const string NoRoute = "none";

    // Seconds; from what a health check takes to what nobody waits for.
    private static readonly double[] Bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    // What every line that a request causes carries.
    private static readonly Func<ILogger, Guid, IDisposable?> Within =
        LoggerMessage.DefineScope<Guid>("{CorrelationId}");

    private readonly ConcurrentDictionary<(string Method, string Route, int Status), Timing> _timings = [];
    private int _inHand;

    /// <summary>Around everything else.</summary>
    public async Task Measure(HttpContext context, RequestDelegate next)
    {
        var began = Stopwatch.GetTimestamp();
        Interlocked.Increment(ref _inHand);
        using var scope = Within(log, Correlation.Of(context));
        try
        {
            await next(context);
        }
        finally
        {
            Interlocked.Decrement(ref _inHand);
            Note(context, Stopwatch.GetElapsedTime(began));
        }
    }

    /// <summary>Everything measured so far.</summary>
    public void Write(MetricsText text)
    {
        text.Family("poczekalnia_http_requests_in_hand", "gauge", "Requests that are being answered.");
        text.Sample("poczekalnia_http_requests_in_hand", _inHand);
        const string name = "poczekalnia_http_request_duration_seconds";
        text.Family(name, "histogram", "How long requests took, by method, address and status.");
        foreach (var ((method, route, status), timing) in _timings.OrderBy(each => each.Key))
        {
            (string, string)[] labels =
            [
                ("method", method), ("route", route), ("status", status.ToString(CultureInfo.InvariantCulture)),
            ];
            timing.Write(text, name, labels);
        }
    }

    private void Note(HttpContext context, TimeSpan took)
    {
        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? NoRoute;
        var status = context.Response.StatusCode;
        var method = HttpMethods.IsOptions(context.Request.Method) || route != NoRoute
            ? context.Request.Method
            : "other";
        _timings.GetOrAdd((method, route, status), _ => new Timing()).Add(took.TotalSeconds);
        if (log.IsEnabled(LogLevel.Information))
        {
            var role = Caller.From(context.User) is { } caller ? EnumText.Of(caller.Role) : "nobody";
            var milliseconds = Math.Round(took.TotalMilliseconds, 1);
            Answered(log, method, route, status, role, milliseconds);
        }
    }

    [LoggerMessage(
        Level = LogLevel.Information, Message = "{Method} {Route} {Status} for {Role} in {Milliseconds} ms")]
    private static partial void Answered(
        ILogger log, string method, string route, int status, string role, double milliseconds);

    private sealed class Timing
    {
        private readonly Lock _lock = new();
        private readonly long[] _counts = new long[Bounds.Length];
        private long _count;
        private double _sum;

        public void Add(double seconds)
        {
            lock (_lock)
            {
                _count++;
                _sum += seconds;
                for (var i = Bounds.Length - 1; i >= 0 && seconds <= Bounds[i]; i--)
                {
                    _counts[i]++;
                }
            }
        }

        public void Write(MetricsText text, string name, (string, string)[] labels)
        {
            lock (_lock)
            {
                for (var i = 0; i < Bounds.Length; i++)
                {
                    text.Sample(
                        $"{name}_bucket", _counts[i],
                        [.. labels, ("le", Bounds[i].ToString(CultureInfo.InvariantCulture))]);
                }

                text.Sample($"{name}_bucket", _count, [.. labels, ("le", "+Inf")]);
                text.Sample($"{name}_sum", _sum, labels);
                text.Sample($"{name}_count", _count, labels);
            }
        }
    }
}
