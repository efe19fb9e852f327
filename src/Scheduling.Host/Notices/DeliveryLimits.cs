using NodaTime;

namespace Scheduling.Host.Notices;

/// <summary>The bounds of deliveries, each with its reason.</summary>
internal static class DeliveryLimits
{
    /// <summary>
    /// With the waits between them somewhat more than a day: the longest outage that mends by itself.
    /// </summary>
    public const int Attempts = 36;

    /// <summary>Deliveries taken in hand at a time.</summary>
    public const int Page = 100;

    /// <summary>
    /// Messages of one channel under way at once: a recipient that answers slowly leaves room for the others, and a
    /// gateway is not overrun.
    /// </summary>
    public const int AtOnce = 8;

    /// <summary>
    /// What comes in so short a time is taken in hand together: under load that spares a look at the database for each
    /// append, and nobody notices the wait.
    /// </summary>
    public static TimeSpan Gather { get; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The wait after the first failure; each further one doubles it.</summary>
    public static Duration FirstWait { get; } = Duration.FromSeconds(2);

    /// <summary>The longest wait: whoever mends something sees it work within the hour.</summary>
    public static Duration LongestWait { get; } = Duration.FromHours(1);

    /// <summary>The longest wait that another side may ask for.</summary>
    public static Duration LongestAskedWait { get; } = Duration.FromHours(24);

    /// <summary>How long one try may take: longer than any mail server that is well.</summary>
    public static TimeSpan TimePerTry { get; } = TimeSpan.FromSeconds(15);

    /// <summary>How long to wait after so many failures.</summary>
    /// <param name="failures">From 1.</param>
    /// <param name="asked">What the other side asks for: not earlier, and not later than the longest wait.</param>
    public static Duration WaitAfter(int failures, Duration? asked)
    {
        var doublings = Math.Min(failures - 1, 20);
        var own = Duration.Min(FirstWait * (1 << doublings), LongestWait);
        return asked is { } other ? Duration.Max(own, Duration.Min(other, LongestAskedWait)) : own;
    }
}
