namespace Scheduling.Domain;

/// <summary>What must be remembered about a stream in order to decide; nothing more.</summary>
public abstract record StreamState;

/// <summary>
/// The state of a stream whose history does not fit together. Deciders refuse it; tests and checkers call it a bug.
/// It exists so that broken histories can be replayed, bisected and shown.
/// </summary>
public interface IInconsistent
{
    /// <summary>The event that did not fit.</summary>
    DomainEvent Event { get; }

    /// <summary>The state it did not fit.</summary>
    StreamState Before { get; }
}
