namespace Scheduling.Domain;

/// <summary>What a decider answers: the events to record, or the reason there are none.</summary>
public abstract record Decision<TEvent>
    where TEvent : DomainEvent
{
    private Decision() { }

    /// <summary>Record these events. An empty list means "already so": a repetition, not an error.</summary>
    public sealed record Accepted(IReadOnlyList<TEvent> Events) : Decision<TEvent>;

    /// <summary>The request was understood and refused; nothing is recorded.</summary>
    public sealed record Refused(Refusal Reason) : Decision<TEvent>;

    public static implicit operator Decision<TEvent>(TEvent happened) => new Accepted([happened]);

    public static implicit operator Decision<TEvent>(Refusal reason) => new Refused(reason);

    public static implicit operator Decision<TEvent>(AlreadySo _) => new Accepted([]);
}

/// <summary>The request changes nothing because it has already been done.</summary>
public readonly record struct AlreadySo;
