using NodaTime;

namespace Scheduling.Domain.Operations;

/// <summary>
/// Something people do that spans streams: which streams it reads, and what follows from their states. Host and
/// simulator run every operation through one executor each: load, decide, append, and decide again on a conflict.
/// </summary>
public interface IOperation
{
    /// <summary>The streams that the operation itself names.</summary>
    IEnumerable<StreamId> Reads { get; }

    /// <summary>The streams that those name, such as the report of an appointment.</summary>
    IEnumerable<StreamId> ReadsNext(Streams first) => [];

    /// <summary>The events for each stream, or the refusal. Reads nothing but its arguments.</summary>
    OperationDecision Decide(Streams streams, OperationContext context);
}

/// <summary>What an operation may know besides the streams.</summary>
/// <param name="Now">Never before the last event of the streams read.</param>
/// <param name="By">Who asks.</param>
/// <param name="Policies">Every policy known, by its reference.</param>
public sealed record OperationContext(Instant Now, Actor By, IReadOnlyDictionary<PolicyRef, SchedulingPolicy> Policies);

/// <summary>One event for one stream, in the order of the append.</summary>
public readonly record struct PlannedEvent(StreamId Stream, DomainEvent Event);

/// <summary>What an operation answers.</summary>
public abstract record OperationDecision
{
    private OperationDecision() { }

    /// <summary>Append these in one piece; an empty list means "already so".</summary>
    /// <param name="After">The states of all streams read, after the events.</param>
    public sealed record Accepted(IReadOnlyList<PlannedEvent> Events, Streams After, PolicyRef? Policy)
        : OperationDecision;

    /// <summary>The request was understood and refused; nothing is recorded but the refusal.</summary>
    public sealed record Refused(Refusal Reason, PolicyRef? Policy) : OperationDecision;
}
