using Npgsql;
using NodaTime;
using Scheduling.Domain;

namespace Scheduling.Host.Storage;

/// <summary>What became of a command.</summary>
/// <param name="First">The position of its first event; 0 when it recorded none.</param>
/// <param name="Last">The position of its last event; 0 when it recorded none.</param>
/// <param name="Refusal">Why it was refused; nothing when it was accepted.</param>
public readonly record struct Outcome(long First, long Last, Refusal? Refusal)
{
    public bool IsAccepted => Refusal is null;

    public bool RecordedSomething => Last > 0;
}

/// <summary>Due work that is done by the append of a command, and the work that takes its place.</summary>
public sealed record DueDone(IReadOnlyCollection<Due> Done, IReadOnlyCollection<Due> Next)
{
    public static DueDone Nothing { get; } = new([], []);
}

/// <summary>
/// The Host's one executor: load, decide, append, and decide again when somebody else was faster. It knows no
/// operation;
/// the simulator's executor is its twin in memory.
/// </summary>
public sealed class Executor
{
    private readonly EventStore _store;
    private readonly CommandLog _commands;
    private readonly IReadOnlyDictionary<PolicyRef, SchedulingPolicy> _policies;
    private readonly IClock _clock;
    private readonly Gathering<Command, Outcome> _gathering;

    /// <summary>
    /// Asked before what was decided is appended; what it throws keeps the append from coming about. Nothing in a Host
    /// that serves: a virtual engine is killed here.
    /// </summary>
    internal Func<CancellationToken, Task>? Appending { get; set; }

    /// <param name="policies">Every policy that a scope may have adopted.</param>
    public Executor(
        EventStore store, CommandLog commands, IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies, IClock clock)
    {
        (_store, _commands, _policies, _clock) = (store, commands, policies, clock);
        _gathering = new Gathering<Command, Outcome>(TryFresh, RunAlone, command => command.Id);
    }

    /// <summary>
    /// Decides and appends one command, together with others that come at the same time. One that came before gets the
    /// same answer and records nothing; another one under the same identity is refused. "Busy" is no answer for ever:
    /// the same command may come again.
    /// </summary>
    public Task<Outcome> Run(Command command, CancellationToken stop = default) => _gathering.Run(command, stop);

    /// <summary>The same once, with the due work that it does; nothing when somebody else was faster.</summary>
    /// <param name="within">
    /// A connection whose transaction it belongs to. When somebody else was faster that transaction is spoilt.
    /// </param>
    public async Task<Outcome?> Try(
        Command command, DueDone due, NpgsqlConnection? within, CancellationToken stop = default)
    {
        // A command that came before is rare, and the append finds it by its key. Within somebody's transaction it is
        // looked for first, for what is not appended spoils that.
        if (within is not null && await _commands.AnswerTo(command, within, stop) is { } before)
        {
            var rest = new AppendRequest { Done = due.Done, Due = due.Next };
            return due == DueDone.Nothing || await Append(rest, within, stop) is not null ? before : null;
        }

        var batch = new DecisionBatch(_store, _policies, _clock, within);
        await batch.Load([command.Operation], stop);
        var refusal = await batch.Decide(command, stop);
        var request = refusal is null ? batch.ToRequest() : batch.ToRefusal(command, refusal);
        await (refusal is null && Appending is { } asked ? asked(stop) : Task.CompletedTask);
        request = request with { Done = due.Done, Due = [.. request.Due, .. due.Next] };
        var (status, positions) = await _store.Append(request, within, stop);
        return status switch
        {
            AppendStatus.Appended when positions.Count == 0 => new Outcome(0, 0, refusal),
            AppendStatus.Appended => new Outcome(positions[0], positions[^1], null),
            AppendStatus.AnsweredBefore when within is null => await _commands.AnswerTo(command, null, stop),
            AppendStatus.AnsweredBefore or AppendStatus.StreamMoved => null,
        };
    }

    /// <summary>
    /// Decides a group of the matcher and appends it in one piece. Nothing is recorded when a member is refused or a
    /// stream has moved: the matcher reads on and proposes again.
    /// </summary>
    public async Task<bool> RunGroup(IReadOnlyList<Command> group, CancellationToken stop = default)
    {
        var batch = new DecisionBatch(_store, _policies, _clock, null);
        await batch.Load([.. group.Select(command => command.Operation)], stop);
        foreach (var command in group)
        {
            if (await batch.Decide(command, stop) is not null)
            {
                return false;
            }
        }

        await (Appending is { } asked ? asked(stop) : Task.CompletedTask);
        return await Append(batch.ToRequest(), null, stop) is not null;
    }

    /// <summary>
    /// Decides commands one after the other and appends them in one piece, refusals too: the same as running each, in
    /// the time of one. Those that came before get the same answer.
    /// </summary>
    /// <param name="commandsInOrder">No two of one identity.</param>
    /// <returns>What became of each, in their order.</returns>
    public async Task<IReadOnlyList<Outcome>> RunAll(
        IReadOnlyList<Command> commandsInOrder, CancellationToken stop = default)
    {
        for (var attempt = 0; attempt < Limits.DecideAttempts; attempt++)
        {
            if (await TryAll(commandsInOrder, stop) is { } outcomes)
            {
                return outcomes;
            }
        }

        // Somebody else is at work on the same streams: one by one there is less to lose.
        var each = new List<Outcome>(commandsInOrder.Count);
        foreach (var command in commandsInOrder)
        {
            each.Add(await RunAlone(command, stop));
        }

        return each;
    }

    private async Task<Outcome> RunAlone(Command command, CancellationToken stop)
    {
        for (var attempt = 0; attempt < Limits.DecideAttempts; attempt++)
        {
            if (await Try(command, DueDone.Nothing, null, stop) is { } outcome)
            {
                return outcome;
            }
        }

        return new Outcome(0, 0, Refusals.Busy);
    }

    private async Task<IReadOnlyList<Outcome>?> TryAll(IReadOnlyList<Command> inOrder, CancellationToken stop)
    {
        var answered = await _commands.AnswersTo(inOrder, stop: stop);
        var fresh = inOrder.Where(command => !answered.ContainsKey(command.Id)).ToList();
        if (await TryFresh(fresh, stop) is not { } outcomes)
        {
            return null;
        }

        var next = 0;
        return [.. inOrder.Select(command => answered.TryGetValue(command.Id, out var before)
            ? before
            : outcomes[next++])];
    }

    private Task<IReadOnlyList<Outcome>?> TryFresh(IReadOnlyList<Command> fresh) => TryFresh(fresh, default);

    // The append finds it out when one came before.
    private async Task<IReadOnlyList<Outcome>?> TryFresh(IReadOnlyList<Command> fresh, CancellationToken stop)
    {
        var batch = new DecisionBatch(_store, _policies, _clock, null);
        await batch.Load([.. fresh.Select(command => command.Operation)], stop);
        foreach (var command in fresh)
        {
            await batch.DecideOrRefuse(command, stop);
        }

        if (await Append(batch.ToRequest(), null, stop) is not { } positions)
        {
            return null;
        }

        return
        [
            .. batch.Decided.Select(decided => decided.Count == 0
                ? new Outcome(0, 0, decided.Refusal)
                : new Outcome(positions[decided.First], positions[decided.First + decided.Count - 1], null)),
        ];
    }

    private async Task<IReadOnlyList<long>?> Append(
        AppendRequest request, NpgsqlConnection? within, CancellationToken stop)
    {
        var result = await _store.Append(request, within, stop);
        return result.Status == AppendStatus.Appended ? result.Positions : null;
    }
}
