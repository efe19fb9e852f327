using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Settings;

namespace Scheduling.Host.Http.Limits;

/// <summary>
/// How often one caller may search: a search may look at much, and who asks without end takes from all others. Each
/// caller has a bucket of its own, which fills steadily.
/// </summary>
internal static class SearchLimit
{
    /// <summary>The name under which an address asks for it.</summary>
    public const string Policy = "searches";

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    // Who has not asked for a second has a full bucket again, or nearly: so often is often enough.
    private const int FillsPerSecond = 4;

    public static void Add(IServiceCollection services, HostSettings settings) =>
        services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(Policy, context => RateLimitPartition.GetTokenBucketLimiter(
                CallerOf(context), _ => new TokenBucketRateLimiterOptions
                {
                    TokenLimit = settings.SearchBurst,
                    TokensPerPeriod = Math.Max(1, settings.SearchesPerSecond / FillsPerSecond),
                    ReplenishmentPeriod = settings.SearchesPerSecond < FillsPerSecond
                        ? Second / settings.SearchesPerSecond
                        : Second / FillsPerSecond,
                    QueueLimit = 0,
                }));
            limiter.OnRejected = Refuse;
        });

    // Whoever is nobody is told so later; until then all of one address share a bucket.
    private static string CallerOf(HttpContext context) =>
        Caller.From(context.User) is { } caller
            ? $"caller {caller.Subject}"
            : $"address {context.Connection.RemoteIpAddress}";

    private static async ValueTask Refuse(OnRejectedContext rejected, CancellationToken stop)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Second;
        var problem = HttpProblem.Of("too-many-requests", rejected.HttpContext) with
        {
            RetryAfterSeconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds)),
        };
        await problem.ExecuteAsync(rejected.HttpContext);
    }
}
