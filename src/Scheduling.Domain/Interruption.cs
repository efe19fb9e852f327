namespace Scheduling.Domain;

/// <summary>What of the engine was taken away or came back in the middle of a run.</summary>
/// <remarks>Its names stand in case files.</remarks>
public enum Interruption
{
    /// <summary>The engine was killed: what it had appended stays, the rest of what it was doing is gone.</summary>
    EngineStopped,

    /// <summary>It runs again, and everything but its log and its due work is read anew.</summary>
    EngineStarted,

    /// <summary>The matchers rest, as when no node owns them; due work goes on.</summary>
    MatcherStopped,

    /// <summary>The matchers go on.</summary>
    MatcherStarted,
}
