using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Matching;
using Scheduling.Host.Storage;

namespace Scheduling.Host.CaseFiles;

/// <summary>A command that was answered otherwise than in the case file.</summary>
public sealed record Deviation(CaseCommand Command, Outcome Outcome);

/// <summary>The clock of a database stands behind what a case file would begin with.</summary>
public sealed class ClockIsPastException(string message) : Exception(message);

/// <summary>
/// Gives the commands of a case file to an engine on a virtual clock. Only what came from outside is given; what
/// matcher, due work and processes decided is left for this engine to decide again. The file says when they had their
/// turn: between two commands of its own the engine of the file came to rest. Commands between which nobody had a turn
/// are appended in one piece.
/// </summary>
public sealed class LockStep(VirtualEngine engine)
{
    /// <summary>So many commands are given in one append, unless somebody says otherwise.</summary>
    public const int GroupSizeDefault = 500;

    // So many are looked up at a time when a file is taken up again.
    private const int AnswersAtOnce = 1_000;

    private readonly List<Deviation> _deviations = [];
    private readonly List<CaseCommand> _group = [];
    private readonly HashSet<Guid> _inGroup = [];
    private Instant? _settledAt;
    private Turn? _turn;

    /// <summary>At most so many commands in one append.</summary>
    public int GroupSize { get; init; } = GroupSizeDefault;

    /// <summary>Told what was done so far, after every append.</summary>
    public Action<LockStep>? Progress { get; init; }

    /// <summary>Commands given.</summary>
    public long Given { get; private set; }

    /// <summary>Commands of an earlier start, which had their answers already.</summary>
    public long AnsweredBefore { get; private set; }

    /// <summary>Commands of which the file says something else.</summary>
    public IReadOnlyList<Deviation> Deviations => _deviations;

    /// <summary>What the clock of the engine shows.</summary>
    public Instant Now => engine.Now;

    /// <summary>
    /// Gives all commands, in their order, and comes to rest at the instant of the last. Where some of them were
    /// answered before, it goes on behind the last of these.
    /// </summary>
    /// <exception cref="ClockIsPastException">The clock is past the first command that was not
    /// answered.</exception>
    public async Task Apply(IEnumerable<CaseStep> steps, CancellationToken stop = default)
    {
        using var rest = steps.GetEnumerator();
        var isFirst = true;
        foreach (var step in await TakeUp(rest, stop))
        {
            isFirst &= await Do(step, isFirst, stop);
        }

        while (rest.MoveNext())
        {
            isFirst &= await Do(rest.Current, isFirst, stop);
        }

        await Give(stop);
        await EndTurn(stop);
        await engine.Settle(stop);
    }

    /// <summary>Passes over what was answered before; the steps behind that which were read already.</summary>
    private async Task<IReadOnlyList<CaseStep>> TakeUp(IEnumerator<CaseStep> steps, CancellationToken stop)
    {
        var read = new List<CaseStep>();
        var asked = new List<CaseCommand>();
        var isMore = !await engine.IsUnused(stop);
        while (isMore)
        {
            asked.Clear();
            while (asked.Count < AnswersAtOnce && (isMore = steps.MoveNext()))
            {
                read.Add(steps.Current);
                if (steps.Current is CaseCommand { IsOfTheEngine: false } command)
                {
                    asked.Add(command);
                }
            }

            var answers = await engine.AnswersTo([.. asked.Select(each => each.Command)], stop);
            var answered = asked.TakeWhile(each => answers.ContainsKey(each.Command.Id)).ToList();
            foreach (var each in answered)
            {
                Note(each, answers[each.Command.Id]);
            }

            AnsweredBefore += answered.Count;
            if (answered.Count > 0)
            {
                var done = read.IndexOf(answered[^1]) + 1;
                foreach (var each in read.Take(done).OfType<CaseInterruption>().Where(each => each.IsOfTheMatcher))
                {
                    SwitchMatcher(each);
                }

                read.RemoveRange(0, done);
            }

            Progress?.Invoke(this);
            isMore &= answered.Count == asked.Count;
        }

        return read;
    }

    /// <summary>Does a step; false when it gave a command.</summary>
    private async Task<bool> Do(CaseStep step, bool isFirst, CancellationToken stop)
    {
        switch (step)
        {
            case CaseCommand { IsOfTheEngine: false } command:
                if (isFirst && command.Now < engine.Now)
                {
                    throw new ClockIsPastException(
                        $"Line {command.Line} is to be decided at {command.Now}, and the clock of this database stands "
                        + $"at {engine.Now} already: it never goes back. Apply the file to a new database.");
                }

                await Take(command, stop);
                return false;
            case EnginesTurn or CaseCommand:
                await Give(stop);
                await BeginTurn(step.Now, stop);
                _turn!.Recorded += step is CaseCommand { Recorded: true } ? 1 : 0;
                return true;
            case CaseInterruption interruption:
                await Give(stop);
                await Interrupt(interruption, stop);
                return true;
            default:
                return true;
        }
    }

    // How far the engine came in its turn is known when the next line is: it may have been killed in it.
    private async Task BeginTurn(Instant at, CancellationToken stop)
    {
        if (_turn is not null && _turn.At != at)
        {
            await EndTurn(stop);
        }

        _turn ??= new Turn(at);
    }

    private async Task EndTurn(CancellationToken stop)
    {
        // What was done before the clock came to where it is needs no second turn.
        if (_turn is { At: var at } && at >= engine.Now && _settledAt != at)
        {
            await engine.AdvanceTo(at, stop);
            await engine.Settle(stop);
            _settledAt = at;
        }

        _turn = null;
    }

    private async Task Interrupt(CaseInterruption interruption, CancellationToken stop)
    {
        switch (interruption.What)
        {
            case Interruption.EngineStopped when _turn?.At == interruption.Now && interruption.Now >= engine.Now:
                await engine.AdvanceTo(interruption.Now, stop);
                await engine.SettleUntilKilled(_turn.Recorded, EngineOperations.Names, stop);
                _turn = null;
                break;
            case Interruption.EngineStopped:
                await EndTurn(stop);
                await engine.AdvanceTo(interruption.Now, stop);
                break;
            case Interruption.EngineStarted:
                await EndTurn(stop);
                await engine.StartAt(interruption.Now, stop);
                _settledAt = null;
                break;
            case Interruption.MatcherStopped or Interruption.MatcherStarted:
                await EndTurn(stop);
                SwitchMatcher(interruption);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    private void SwitchMatcher(CaseInterruption interruption)
    {
        engine.MatcherRuns = interruption.What == Interruption.MatcherStarted;
        _settledAt = null;
    }

    private async Task Take(CaseCommand command, CancellationToken stop)
    {
        await EndTurn(stop);
        if (_group.Count >= GroupSize || (_group.Count > 0 && _group[^1].Now != command.Now)
            || _inGroup.Contains(command.Command.Id))
        {
            await Give(stop);
        }

        _group.Add(command);
        _inGroup.Add(command.Command.Id);
        _settledAt = null;
    }

    private async Task Give(CancellationToken stop)
    {
        if (_group.Count == 0)
        {
            return;
        }

        await engine.AdvanceTo(_group[0].Now, stop);
        var outcomes = await engine.RunAll([.. _group.Select(each => each.Command)], stop);
        for (var i = 0; i < _group.Count; i++)
        {
            Note(_group[i], outcomes[i]);
        }

        Given += _group.Count;
        _group.Clear();
        _inGroup.Clear();
        Progress?.Invoke(this);
    }

    private void Note(CaseCommand command, Outcome outcome)
    {
        if (outcome.IsAccepted == command.WasRefused)
        {
            _deviations.Add(new Deviation(command, outcome));
        }
    }

    /// <summary>The engine does something by itself at an instant.</summary>
    private sealed class Turn(Instant at)
    {
        public Instant At { get; } = at;

        /// <summary>Its commands in the file of which events came.</summary>
        public long Recorded { get; set; }
    }
}
