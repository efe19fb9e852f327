using NodaTime;

namespace Poczekalnia.Scenarios;

/// <summary>
/// What can go wrong around the engine. None of them may lose or double anything. Errors of a place's endpoint are not
/// among them: a run in memory writes notices and delivers none.
/// </summary>
public enum FaultKind
{
    /// <summary>A command or a delivery comes twice.</summary>
    RepeatedMessages,

    /// <summary>A command or a delivery comes late.</summary>
    DelayedMessages,

    /// <summary>A command or its answer is lost; the sender asks again.</summary>
    LostMessages,

    /// <summary>Somebody else appended in between: load and decide again.</summary>
    LostRaces,

    /// <summary>The engine stops between two appends and starts again from its log.</summary>
    ShellRestart,

    /// <summary>A place cannot be reached and does nothing for some time.</summary>
    ProviderOutage,

    /// <summary>A place's visits of a day are all cancelled.</summary>
    MassCancellation,

    /// <summary>The machine's clock jumps; due work must neither be skipped nor done twice.</summary>
    ClockChange,
}

/// <summary>A fault as a phase uses it, from <c>faults/NAME.yaml</c> or written in place.</summary>
/// <param name="Name">The file's name or the kind's.</param>
/// <param name="Rate">Of the messages, appends, or places and days that it can hit, the share that it hits.</param>
/// <param name="Lasts">How long one outage, delay or jump is; nothing where it has no length.</param>
/// <param name="Source">Where rate and length come from; <c>assumed</c> for an invented one.</param>
public sealed record InjectedFault(string Name, FaultKind Kind, Share Rate, Duration? Lasts, string Source);
