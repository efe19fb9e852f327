using System.Diagnostics;
using Npgsql;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.BookingWindows;
using Scheduling.Domain.Operations;
using Scheduling.Host.Storage;

namespace Scheduling.Host.DueTasks;

/// <summary>How due work is done.</summary>
/// <param name="OneLane">
/// One item after the other, as virtual clocks want it; otherwise lanes go side by side and an item that failed waits.
/// </param>
/// <param name="FirstDelay">How long an item waits that failed once; each further failure doubles it.</param>
public sealed record DueWorkOptions(bool OneLane, Duration FirstDelay)
{
    public static DueWorkOptions Virtual { get; } = new(true, Duration.Zero);

    public static DueWorkOptions Real { get; } = new(false, Duration.FromSeconds(1));
}

/// <summary>
/// Does what is due, an item in one transaction: claimed, loaded, decided, appended and deleted. A kill in between
/// repeats the item from the beginning. One that fails is tried again and then put aside with its reason.
/// </summary>
public sealed class DueWorker(
    NpgsqlDataSource source,
    EventStore store,
    Executor executor,
    IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies,
    IClock clock,
    DueWorkOptions options)
{
    private readonly ProcessLoop _processes = new(source, store, executor, clock, options.OneLane);

    /// <summary>Does the first item that is due by the clock; false when there is none to be had.</summary>
    public async Task<bool> RunNext(CancellationToken stop = default)
    {
        for (var race = 1; ; race++)
        {
            await using var connection = await source.OpenConnectionAsync(stop);
            var now = clock.GetCurrentInstant();

            // Most looks find nothing, and cost no transaction. Whoever takes one item after the other waits for one
            // that somebody has.
            if (!options.OneLane && !await DueItems.IsAnyDue(connection, now, stop))
            {
                return false;
            }

            await using var transaction = await connection.BeginTransactionAsync(stop);
            if (await DueItems.Claim(connection, now, options.OneLane, stop) is not { } item)
            {
                return false;
            }

            var reason = await Try(item.Due, connection, isLast: race == Limits.DecideAttempts, stop);
            if (reason is null)
            {
                await transaction.CommitAsync(stop);
                store.Announce();
                return true;
            }

            // The whole transaction, and no savepoint after the claim: a row that is locked outside and deleted inside
            // of one leaves a trace in the indexes that only a vacuum clears away, and every claim would pass them all.
            await transaction.RollbackAsync(stop);
            if (reason.Length > 0)
            {
                var delay = options.FirstDelay * (1 << item.Attempts);
                await DueItems.NoteFailure(connection, item, reason, now, delay, stop);
                return true;
            }
        }
    }

    /// <summary>Does everything that is due by the clock, also what follows from it.</summary>
    public async Task RunAll(CancellationToken stop = default)
    {
        while (await RunNext(stop))
        {
            // RunNext does the work.
        }
    }

    /// <summary>
    /// Does one item in the transaction of its claim; nothing when it is done, the reason when that fails, and no word
    /// when somebody else was faster and it is worth another try.
    /// </summary>
    private async Task<string?> Try(Due due, NpgsqlConnection within, bool isLast, CancellationToken stop)
    {
        try
        {
            return await Do(due, within, stop) ? null
                : isLast ? "Somebody else was faster, again and again."
                : "";
        }
        catch (Exception failed) when (IsTheItems(failed))
        {
            return failed.Message;
        }
    }

    /// <summary>Does one item; false when somebody else was faster.</summary>
    private Task<bool> Do(Due due, NpgsqlConnection within, CancellationToken stop) =>
        due.Work switch
        {
            DueWork.RollWindow roll => Roll(due, roll, within, stop),
            DueWork.ContinueProcess process => _processes.Continue(due, process, within, stop),
            DueWork.SendReminder reminder => Remind(due, reminder, within, stop),
            _ => throw new UnreachableException(),
        };

    private async Task<bool> Roll(Due due, DueWork.RollWindow roll, NpgsqlConnection within, CancellationToken stop)
    {
        var today = WarsawTime.DateOf(clock.GetCurrentInstant());
        var stream = StreamId.WindowOf(roll.Scope);
        var window = (BookingWindow.Opened)(await store.Load([stream], within, stop))[stream].State;
        var next = Consequences.NextRoll(roll.Scope, today, policies[window.Policy!.Value]);
        var command = CommandOf(new AdvanceWindow(roll.Scope), "roll", roll.Key, $"{today:uuuu-MM-dd}");
        return await executor.Try(command, new DueDone([due], [next]), within, stop) is not null;
    }

    private async Task<bool> Remind(
        Due due, DueWork.SendReminder reminder, NpgsqlConnection within, CancellationToken stop)
    {
        StreamId stream = reminder.Appointment;
        var appointment = (Appointment)(await store.Load([stream], within, stop))[stream].State;
        if (appointment is IInconsistent)
        {
            throw new InvalidOperationException($"The history of {stream} does not fit together.");
        }

        var notices = Consequences.Reminders(reminder, due.At, appointment)
            .Select(notice => new CausedNotice(notice, due.At, null, 0));
        var request = new AppendRequest { Done = [due], Notices = [.. notices] };
        return (await store.Append(request, within, stop)).Status == AppendStatus.Appended;
    }

    internal static Command CommandOf(IOperation operation, params ReadOnlySpan<string> name)
    {
        var id = Ids.Derive("due-work", name);
        return new Command(id, id, Actor.System, operation);
    }

    // A server that went away is nobody's fault, and a Host that stops does not fail.
    private static bool IsTheItems(Exception failed) =>
        failed is not (OperationCanceledException or NpgsqlException { IsTransient: true });
}
