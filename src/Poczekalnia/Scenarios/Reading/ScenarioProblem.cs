namespace Poczekalnia.Scenarios.Reading;

/// <summary>Something wrong in a scenario file: where, what, and how to put it right.</summary>
/// <param name="Line">1 for the first line.</param>
/// <param name="Column">1 for the first character.</param>
/// <param name="Cure">What to write instead, as a sentence.</param>
public sealed record ScenarioProblem(string File, int Line, int Column, string What, string Cure)
{
    public override string ToString() => $"{File}:{Line}:{Column}: {What} {Cure}";
}

/// <summary>What reading a scenario gave: the scenario, or everything that is wrong with it.</summary>
/// <param name="Scenario">Nothing when there is any problem: a scenario is never half-read.</param>
public sealed record ScenarioReading(Scenario? Scenario, IReadOnlyList<ScenarioProblem> Problems);
