using System.Text.Json;
using NodaTime;
using Poczekalnia.Scenarios;
using Poczekalnia.Scenarios.Steps;
using Poczekalnia.Simulation;
using Scheduling.Domain;

namespace Poczekalnia.Steps;

/// <summary>
/// Runs the steps of a scenario in its world, each at its time, and judges what they expect. Everything else of the
/// scenario goes on around them.
/// </summary>
public sealed class StepRun
{
    private readonly Scenario _scenario;
    private readonly PolicyShelf _policies;
    private readonly StepNames _names;
    private readonly StepLedger _ledger = new();
    private readonly List<StepResult> _results = [];

    public StepRun(Scenario scenario, PolicyShelf policies)
    {
        (_scenario, _policies, _names) = (scenario, policies, new StepNames(scenario));
    }

    /// <summary>Must be among the listeners of the world, from its beginning.</summary>
    public IRunListener Listener => _ledger;

    /// <summary>Whether a scenario has anything for a step run to do.</summary>
    public static bool IsNeededFor(Scenario scenario) =>
        scenario.Steps.Count > 0 || scenario.People.Count > 0 || scenario.AtTheEnd.Count > 0;

    /// <summary>What the named slots and the entries of the named people are called in the case file.</summary>
    public IReadOnlyList<string> Identities =>
    [
        .. _names.Slots.Select(slot => $"slot {_names.Of(slot)} is {(StreamId)slot}"),
        .. from person in _scenario.People
           from scope in _scenario.Scopes
           let entry = _ledger.EntryOf(_names.Patient(person.Name), scope.Code)
           where entry is not null
           select $"entry of {person.Name} is {(StreamId)entry.Value}",
    ];

    /// <summary>Runs a world that was made and not yet run from start to end, or until it is told to stop.</summary>
    /// <param name="progress">Told the instant reached, now and then.</param>
    /// <returns>What was expected and whether it came true, in the order of the run.</returns>
    public IReadOnlyList<StepResult> Run(World world, Action<Instant> progress, CancellationToken stop)
    {
        var facts = new StepFacts(world.Engine, _policies, _ledger, _scenario.Scopes[0].Code);
        var operations = new StepOperations(_scenario, _names, _ledger, facts, world);
        var judge = new StepJudge(_names, _ledger, facts, new StepWhy(_names, _ledger, facts));
        var stage = new StepStage(world, operations, _names);
        world.SetUp(progress);
        foreach (var person in _scenario.People.Where(person => person.Referral is not null))
        {
            world.Engine.Run(operations.Referral(person, person.Referral!.Value));
        }

        world.Engine.Settle();
        for (var number = 0; number < _scenario.Steps.Count && !stop.IsCancellationRequested; number++)
        {
            var step = _scenario.Steps[number];
            _ledger.BeginStretch();
            stage.Advance(step.When, progress, stop);
            if (!stop.IsCancellationRequested)
            {
                Judge(step, stage.Act(number, step), judge, world.Engine.LocalNow);
            }
        }

        End(stage, world, judge, progress, stop);
        return _results;
    }

    private void End(StepStage stage, World world, StepJudge judge, Action<Instant> progress, CancellationToken stop)
    {
        if (stage.IsDown)
        {
            var line = _scenario.Steps[^1].Line;
            Add("the run ends", world.Engine.LocalNow, line, new StepVerdict(
                "the engine runs", false, "it was stopped and never restarted: add a step 'restart: engine'"));
            stage.Restart();
        }

        _ledger.BeginStretch();
        world.Finish(progress, stop);
        if (!stop.IsCancellationRequested)
        {
            foreach (var expectation in _scenario.AtTheEnd)
            {
                Add("the run ends", world.Engine.LocalNow, expectation.Line, judge.Judge(
                    expectation, null, _scenario.AtTheEnd));
            }
        }
    }

    private void Judge(ScenarioStep step, StepOutcome outcome, StepJudge judge, LocalDateTime at)
    {
        var text = TextOf(step);
        foreach (var understood in Understood(step, outcome, judge))
        {
            Add(text, at, step.Line, understood);
        }

        foreach (var expectation in step.Expect)
        {
            Add(text, at, expectation.Line, judge.Judge(expectation, outcome.Answer, step.Expect));
        }
    }

    // What a step expects without saying so.
    private static IEnumerable<StepVerdict> Understood(ScenarioStep step, StepOutcome outcome, StepJudge judge)
    {
        if (outcome.Trouble.Length > 0)
        {
            yield return new StepVerdict("done as written", false, outcome.Trouble);
        }

        if (outcome.Answer is { } answer && !step.Expect.Any(one => one is Expectation.Refused))
        {
            yield return new StepVerdict(
                "accepted", answer.IsAccepted, answer.Refusal is { } refusal ? $"refused: {judge.TextOf(refusal)}" : "",
                () => answer.Refusal?.In(Language.English) ?? "");
        }
    }

    private void Add(string step, LocalDateTime at, int line, StepVerdict verdict) =>
        _results.Add(new StepResult(
            step, at, line, verdict.Expected, verdict.Met, verdict.Met ? "" : verdict.Found,
            verdict.Met ? "" : verdict.Why?.Invoke() ?? ""));

    // The actor and the command's word of the scenario, with the author's note.
    private static string TextOf(ScenarioStep step)
    {
        var what = step.Action switch
        {
            StepAction.Do { By: var by, Command: var command } => $"{TextOf(by)}: {Word(command.GetType().Name)}",
            StepAction.RestartEngine => "the engine restarts",
            StepAction.SwitchMatcher { On: true } => "the matcher goes on",
            StepAction.SwitchMatcher => "the matcher stops",
            StepAction.Outage { Place: { } place } => $"{place} is out of reach",
            StepAction.Outage => "the central system is out of reach",
            _ => "time passes",
        };
        return step.Note.Length == 0 ? what : $"{what} - {step.Note}";
    }

    private static string TextOf(StepActor by) =>
        by switch
        {
            { Role: ActorRole.Patient } => $"patient {by.Patient} by {ChannelTable.NameOf(by.Channel)}",
            { Role: ActorRole.ThirdPerson } => $"third person for {by.Patient} by {ChannelTable.NameOf(by.Channel)}",
            { Role: ActorRole.Staff } => $"staff of {by.Place}",
            { Role: ActorRole.Administrator } => $"administrator of {by.Place}",
            _ => "system",
        };

    private static string Word(string name) => JsonNamingPolicy.KebabCaseLower.ConvertName(name);
}
