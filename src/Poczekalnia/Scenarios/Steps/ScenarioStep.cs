using NodaTime;
using Scheduling.Domain;

namespace Poczekalnia.Scenarios.Steps;

/// <summary>
/// One line of a scripted scenario: at a time, somebody does something, and then something must be true.
/// </summary>
/// <param name="Line">Where it stands in the file.</param>
/// <param name="Note">Why it is there, printed with its outcome.</param>
/// <param name="When">When it happens; nothing: at once after the step before.</param>
/// <param name="Action">What happens; nothing in a step that only expects.</param>
/// <param name="Settles">
/// Whether matcher and follow-ups handle everything before the next step; off for steps that race each other.
/// </param>
/// <param name="KillAfterAppends">
/// The engine stops after so many appends caused by this step, its own included; <c>restart: engine</c> starts it
/// again.
/// </param>
/// <param name="Expect">What must be true when the step is over, in the order of the file.</param>
public sealed record ScenarioStep(
    int Line,
    string Note,
    StepTime? When,
    StepAction? Action,
    bool Settles,
    int? KillAfterAppends,
    ValueList<Expectation> Expect)
{
    /// <summary>Whether the engine stops or starts again in it, for which it must keep its history.</summary>
    public bool Restarts => KillAfterAppends is not null || Action is StepAction.RestartEngine;
}

/// <summary>When a step happens. The virtual clock is advanced there, and what is due on the way is done.</summary>
public abstract record StepTime
{
    private StepTime()
    {
    }

    /// <summary>At an instant, given as local time.</summary>
    /// <param name="BeforeDue">Whether it comes before what is due at this very instant, as the daily unblock.</param>
    public sealed record At(Instant Instant, bool BeforeDue) : StepTime;

    /// <summary>So long after the step before.</summary>
    public sealed record After(Duration Length) : StepTime;
}

/// <summary>What happens in a step.</summary>
public abstract record StepAction
{
    private StepAction()
    {
    }

    /// <summary>Somebody sends a command.</summary>
    /// <param name="Times">How often the very same message arrives; repeated ones must record nothing.</param>
    public sealed record Do(StepActor By, StepCommand Command, int Times) : StepAction;

    /// <summary>The engine starts again from its log, after a kill or out of the blue.</summary>
    public sealed record RestartEngine : StepAction;

    /// <summary>The matcher stops handling the log until it is switched on again.</summary>
    public sealed record SwitchMatcher(bool On) : StepAction;

    /// <summary>Somebody's endpoint answers nobody for a while; no place: the central system itself.</summary>
    public sealed record Outage(string? Place, Duration Length) : StepAction;
}

/// <summary>Who acts, by which channel; names are those of the scenario.</summary>
/// <param name="Patient">Who the patient is, or for whom a third person acts.</param>
/// <param name="Place">For whom staff or an administrator speak.</param>
public sealed record StepActor(ActorRole Role, Channel Channel, string? Patient, string? Place)
{
    /// <summary>The engine itself.</summary>
    public static StepActor System { get; } = new(ActorRole.System, Channel.Internal, null, null);
}
