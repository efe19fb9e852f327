using NodaTime;
using Scheduling.Domain.Notices;

namespace Scheduling.Host.Notices;

/// <summary>How far a delivery is.</summary>
public enum DeliveryState
{
    /// <summary>Nobody has tried yet.</summary>
    Pending,

    /// <summary>It failed and is tried again.</summary>
    Failed,

    /// <summary>Somebody took it over.</summary>
    Sent,

    /// <summary>It was put aside with its reason: whoever looks may have it tried again.</summary>
    Parked,

    /// <summary>What it says has become untrue: a reminder of a date that has changed.</summary>
    Cancelled,

    /// <summary>There is nobody to send it to: unknown, erased, or without an address for this channel.</summary>
    NoContact,
}

/// <summary>A notice that is to be sent, or was.</summary>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="NextAt">When it is tried next, where it failed.</param>
/// <param name="Reason">Why it last failed, was put aside or given up; without anybody's data.</param>
/// <param name="EndedAt">When it was sent, put aside or given up, by the machine's clock.</param>
public sealed record Delivery(
    NoticeIntent Intent, Instant At, long? Cause, DeliveryState State, int Attempts, Instant? NextAt, string? Reason,
    Instant? EndedAt);
