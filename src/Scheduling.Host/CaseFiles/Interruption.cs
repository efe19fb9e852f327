namespace Scheduling.Host.CaseFiles;

/// <summary>What a case file says was taken from the engine or given back in the middle of a run.</summary>
public enum Interruption
{
    /// <summary>The engine was killed: of what it was doing only that is left which stands before.</summary>
    EngineStopped,

    /// <summary>It runs again, from its log and its due work.</summary>
    EngineStarted,

    /// <summary>The matchers rest; due work goes on.</summary>
    MatcherStopped,

    /// <summary>The matchers go on.</summary>
    MatcherStarted,
}
