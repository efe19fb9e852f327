using NodaTime;
using Poczekalnia.Scenarios.Steps;
using Scheduling.Domain;

namespace Poczekalnia.Scenarios;

/// <summary>
/// A world to run: period, places, opening queue, arrivals, behaviour, faults, scripted steps and what must come out.
/// Read from YAML by <c>ScenarioReader</c>; the language is described in <c>docs/scenarios.md</c>.
/// </summary>
/// <remarks>A scenario with <see cref="Places"/> and rates and one with steps only are both whole.</remarks>
public sealed record Scenario
{
    /// <summary>Lower-case words with hyphens; the name of the file without its ending.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows, in a sentence or two.</summary>
    public required string Description { get; init; }

    /// <summary>Where its figures come from as a whole, to be credited; empty for an invented world.</summary>
    public string Source { get; init; } = "";

    /// <summary>The local time at which the run begins.</summary>
    public required LocalDateTime From { get; init; }

    /// <summary>
    /// Calendar days the run lasts; the run ends at the local time of <see cref="From"/> so many days on.
    /// </summary>
    public required int Days { get; init; }

    /// <summary>The seed where none is given on the command line.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The scopes of the run, at least one.</summary>
    public required ValueList<ScenarioScope> Scopes { get; init; }

    /// <summary>All places, those of <c>placesByTown</c> included.</summary>
    public ValueList<ScenarioPlace> Places { get; init; } = [];

    /// <summary>Who comes and what they will accept.</summary>
    public PatientMix Patients { get; init; } = new();

    /// <summary>What patients and places do afterwards.</summary>
    public Behaviour Behaviour { get; init; } = new();

    /// <summary>What happens to places on given days.</summary>
    public ValueList<PlannedEvent> Events { get; init; } = [];

    /// <summary>The phases one after the other; empty: calm all the time.</summary>
    public ValueList<Phase> Phases { get; init; } = [];

    /// <summary>Whether the run is done a second time with every patient at the clinic of their queue only.</summary>
    public bool CompareSeparate { get; init; }

    /// <summary>Those who have names.</summary>
    public ValueList<Person> People { get; init; } = [];

    /// <summary>What is done, step by step; everything else of the scenario goes on around it.</summary>
    public ValueList<ScenarioStep> Steps { get; init; } = [];

    /// <summary>What must be true at the end of the run.</summary>
    public ValueList<Expectation> AtTheEnd { get; init; } = [];

    /// <summary>The figures that must come out at the end of the run.</summary>
    public ValueList<FigureExpectation> Expectations { get; init; } = [];
}

/// <summary>A scope of services in the run.</summary>
/// <param name="Policy">The identity of its policy file, without a version the newest valid on the day.</param>
/// <param name="OpenedOn">Since when it takes part; before the run begins it is opened at its start.</param>
public sealed record ScenarioScope(ScopeCode Code, string Policy, LocalDate OpenedOn);

/// <summary>A stretch of the run with faults of its own; what is left of the run after the last is calm.</summary>
/// <param name="Name">Such as <c>storm</c> or <c>calm</c>.</param>
/// <param name="Days">Calendar days.</param>
/// <param name="Faults">What goes wrong, empty in a calm phase.</param>
public sealed record Phase(string Name, int Days, ValueList<InjectedFault> Faults);

/// <summary>A figure of the run's summary that must lie within bounds, both included.</summary>
/// <param name="Figure">Its name in <c>summary.json</c>, dots between levels, such as <c>violations</c>.</param>
/// <param name="Line">Where it stands in the file.</param>
public sealed record FigureExpectation(string Figure, decimal? AtLeast, decimal? AtMost, int Line)
{
    public override string ToString() =>
        (AtLeast, AtMost) switch
        {
            ({ } least, { } most) when least == most => $"{Figure} is {least}",
            ({ } least, { } most) => $"{Figure} is between {least} and {most}",
            ({ } least, null) => $"{Figure} is at least {least}",
            (null, { } most) => $"{Figure} is at most {most}",
            _ => Figure,
        };

    public bool IsMetBy(decimal value) => !(value < AtLeast) && !(value > AtMost);
}
