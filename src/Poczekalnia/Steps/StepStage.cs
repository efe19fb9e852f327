using NodaTime;
using Poczekalnia.Scenarios.Steps;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.BookingWindows;

namespace Poczekalnia.Steps;

/// <summary>What came of a step.</summary>
/// <param name="Answer">What the command came to; nothing when there was none, or nobody answered.</param>
/// <param name="Trouble">Why the step could not be done as it is written; empty when it could.</param>
internal sealed record StepOutcome(Outcome? Answer, string Trouble = "");

/// <summary>Does the steps: moves the clock, sends commands, stops and starts the engine.</summary>
internal sealed class StepStage(World world, StepOperations operations, StepNames names)
{
    private readonly Dictionary<PlaceId, Instant> _outOfReach = [];
    private Instant _centralOutOfReach = Instant.MinValue;

    /// <summary>Whether the engine was killed and not yet started again.</summary>
    public bool IsDown { get; private set; }

    private Engine Engine => world.Engine;

    /// <summary>
    /// Advances the clock to the time of a step; what is due on the way is done, unless the engine is down.
    /// </summary>
    public void Advance(StepTime? when, Action<Instant> progress, CancellationToken stop)
    {
        var (instant, beforeDue) = when switch
        {
            StepTime.At at => (at.Instant, at.BeforeDue),
            StepTime.After after => (Engine.Now + after.Length, false),
            _ => (Engine.Now, true),
        };
        if (IsDown)
        {
            Engine.MoveClockTo(instant);
        }
        else if (instant > Engine.Now)
        {
            world.RunUpTo(instant, progress, stop);
            if (!beforeDue && !stop.IsCancellationRequested)
            {
                world.CatchUp();
            }
        }
    }

    /// <summary>Does what a step does, and settles if it says so.</summary>
    /// <param name="number">The number of the step, from 0.</param>
    public StepOutcome Act(int number, ScenarioStep step)
    {
        if (IsDown && step.Action is not (null or StepAction.RestartEngine))
        {
            return new StepOutcome(null, "the engine is stopped: restart it first");
        }

        return step.KillAfterAppends is { } appends ? ActAndDie(number, step, appends) : ActAndSettle(number, step);
    }

    /// <summary>The engine starts again: everything but its log and its due work is read anew.</summary>
    public void Restart()
    {
        Engine.Restart();
        IsDown = false;
        Engine.Note(Interruption.EngineStarted);
    }

    private void GoDown()
    {
        IsDown = true;
        Engine.Note(Interruption.EngineStopped);
    }

    private StepOutcome ActAndDie(int number, ScenarioStep step, int appends)
    {
        var (left, head, losesRace) = (appends, Engine.Log.Head, Engine.Executor.LosesRace);

        // Asked before each append, so it is here that the one after the last allowed does not come about any more.
        Engine.Executor.LosesRace = () =>
        {
            Count();
            return left > 0 ? losesRace() : throw new EngineKilledException();
        };
        try
        {
            var outcome = ActAndSettle(number, step);
            Count();
            if (left > 0)
            {
                var trouble = $"the engine was to stop after {appends} appends, made {appends - left}";
                return outcome with { Trouble = trouble };
            }

            GoDown();
            return outcome;
        }
        catch (EngineKilledException)
        {
            GoDown();
            return new StepOutcome(null);
        }
        finally
        {
            Engine.Executor.LosesRace = losesRace;
        }

        void Count()
        {
            left -= Engine.Log.Head > head ? 1 : 0;
            head = Engine.Log.Head;
        }
    }

    private StepOutcome ActAndSettle(int number, ScenarioStep step)
    {
        var outcome = Act(number, step.Action);
        if (step.Settles && !IsDown)
        {
            Engine.Settle();
        }

        return outcome;
    }

    private StepOutcome Act(int number, StepAction? action)
    {
        switch (action)
        {
            case StepAction.Do send:
                return Send(number, send);
            case StepAction.RestartEngine:
                Restart();
                break;
            case StepAction.SwitchMatcher matcher:
                Engine.SwitchMatcher(matcher.On);
                break;
            case StepAction.Outage { Place: { } key } outage:
                _outOfReach[names.Place(key)] = Engine.Now + outage.Length;
                world.GoDown(names.Place(key), Engine.Now + outage.Length);
                break;
            case StepAction.Outage outage:
                _centralOutOfReach = Engine.Now + outage.Length;
                break;
            case null:
                break;
        }

        return new StepOutcome(null);
    }

    // During an outage nobody is answered; who sent the message sends it again when the outage is over.
    private StepOutcome Send(int number, StepAction.Do send)
    {
        var until = send.By.Place is { } place && _outOfReach.TryGetValue(names.Place(place), out var down)
            ? Instant.Max(down, _centralOutOfReach)
            : _centralOutOfReach;
        if (send.By.Role != ActorRole.System && until > Engine.Now)
        {
            world.At(until, () => Deliver(number, send));
            return new StepOutcome(null);
        }

        return Deliver(number, send);
    }

    private StepOutcome Deliver(int number, StepAction.Do send)
    {
        var command = operations.Of(number, send.By, send.Command);
        var answer = Engine.Run(command);
        var head = Engine.Log.Head;
        for (var again = 1; again < send.Times; again++)
        {
            Engine.Run(command);
        }

        var trouble = Engine.Log.Head > head ? "the repeated message recorded something" : "";
        return new StepOutcome(answer, trouble + Contradiction(send.Command));
    }

    // What the engine decides by itself; a scenario that says otherwise is told so.
    private string Contradiction(StepCommand command) =>
        command switch
        {
            StepCommand.AdvanceWindow advance
                when ReachedBy(advance.Scope) is var reached && reached != advance.Through =>
                $"the window reaches {reached:uuuu-MM-dd}, not {advance.Through:uuuu-MM-dd}",
            StepCommand.IssueForecast issue
                when operations.ForecastFor(issue.Patient, issue.Scope) is var days && days != issue.Days =>
                days is null
                    ? "no time published so far is left for the patient, so there is no forecast"
                    : $"the forecast is {days} days, not {issue.Days}",
            StepCommand.CancelDays { Slots: SlotAfterwards.Freed } =>
                "the times of days that are cancelled at once are always withdrawn",
            _ => "",
        };

    private LocalDate? ReachedBy(ScopeCode scope) =>
        (Engine.Log.StateOf(StreamId.WindowOf(scope)) as BookingWindow.Opened)?.Through;

    /// <summary>The engine is gone in the middle of what it did; what it had appended stays.</summary>
    private sealed class EngineKilledException : Exception
    {
        public EngineKilledException()
            : base("The engine was stopped by a step.")
        {
        }
    }
}
