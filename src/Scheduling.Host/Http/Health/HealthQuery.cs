using Microsoft.AspNetCore.Http;
using NodaTime;
using Npgsql;
using Scheduling.Domain;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Http.Queries;
using Scheduling.Host.Matching;

namespace Scheduling.Host.Http.Health;

/// <summary>Whether the process is there, and whether it can do its work.</summary>
internal sealed class HealthQuery(NpgsqlDataSource source, HeldBackSlots held, Shutdown shutdown)
{
    /// <summary>Whether the process is there at all.</summary>
    public const string Live = "/health/live";

    /// <summary>Whether requests may be sent to it.</summary>
    public const string Ready = "/health/ready";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    // A matcher takes moments: after that, none is at work for this scope. Whoever joins waits, so it is ready all the
    // same.
    private static readonly Duration HeldBackMost = Duration.FromSeconds(60);

    /// <summary>What the document of the API says of it.</summary>
    public static RouteText TextOfLive { get; } = new("live", "Whether the process is there.", typeof(Health));

    /// <summary>What the document of the API says of it.</summary>
    public static RouteText TextOfReady { get; } =
        new(
            "ready", "Whether requests may be sent here: it reaches its database and is not about to stop.",
            typeof(Health));

    public static Task HandleLive(HttpContext context) => new JsonAnswer(new Health("live")).ExecuteAsync(context);

    public async Task HandleReady(HttpContext context)
    {
        if (shutdown.HasBegun)
        {
            await HttpProblem.Of("stopping", context).ExecuteAsync(context);
            return;
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            await using var command = source.CreateCommand("select 1");
            await command.ExecuteScalarAsync(patience.Token);
            var oldest = await held.FindOldest(patience.Token);
            var late = oldest is { For: var waited } && waited > HeldBackMost ? oldest : null;
            await new JsonAnswer(new Health(
                "ready", late?.Slot, late is null ? null : (long)late.For.TotalSeconds)).ExecuteAsync(context);
        }
        catch (Exception away) when (away is NpgsqlException or OperationCanceledException)
        {
            await HttpProblem.Of("database-away", context).ExecuteAsync(context);
        }
    }

    /// <param name="HeldBackSlot">The slot that has been due longest, where that is too long.</param>
    /// <param name="HeldBackSeconds">For how long.</param>
    private sealed record Health(string Status, SlotId? HeldBackSlot = null, long? HeldBackSeconds = null);
}
