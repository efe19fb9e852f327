using Npgsql;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Processes;
using Scheduling.Domain.Slots;
using Scheduling.Host.Storage;

namespace Scheduling.Host.DueTasks;

/// <summary>
/// What touches many: a page of members is found among the live slots, each gets the operation it needs in an append of
/// its own, and the process is due again until no member is left. It keeps no cursor, so a kill at any member loses
/// nothing: whoever comes next looks again.
/// </summary>
/// <param name="keepsPages">
/// Whether a page that was begun is ended as it was begun, also after a kill: where matchers have their turn between
/// pages and nowhere else, they then see the same as if nothing had happened.
/// </param>
internal sealed class ProcessLoop(
    NpgsqlDataSource source, EventStore store, Executor executor, IClock clock, bool keepsPages)
{
    /// <summary>Takes the next page in hand; false when somebody else was faster at the end of the process.</summary>
    /// <exception cref="InvalidOperationException">Members are left, and nothing can be done about any.</exception>
    public async Task<bool> Continue(
        Due due, DueWork.ContinueProcess work, NpgsqlConnection within, CancellationToken stop)
    {
        StreamId stream = work.Process;
        if ((await store.Load([stream], within, stop))[stream].State is not Process.Running { Task: var task })
        {
            return await Finish(due, [], within, stop);
        }

        var failures = new List<string>();
        (LocalDateTime Start, SlotId Slot)? after = null;
        var begun = keepsPages ? await BegunPages.LastOf(work.Key, within, stop) : null;
        while (true)
        {
            var page = await Find(task, after, begun, stop);
            if (begun is not null && page.Count == 0 && failures.Count == 0)
            {
                return await Finish(due, [new Due(Now, work)], within, stop);
            }

            if (keepsPages && begun is null && after is null && page.Count > 0)
            {
                await BegunPages.Begin(source, work.Key, page[^1], stop);
            }

            var failed = failures.Count;
            foreach (var member in page)
            {
                if (await Do(work, task, member.Slot, stop) is { } reason)
                {
                    failures.Add($"{(StreamId)member.Slot}: {reason}");
                }
            }

            if (failures.Count - failed < page.Count)
            {
                return await Finish(due, [new Due(Now, work)], within, stop);
            }

            if (page.Count == 0 || (page.Count < Limits.ProcessPage && begun is null))
            {
                break;
            }

            // Nothing could be done about this page; perhaps something can about those behind it.
            (after, begun) = (page[^1], null);
        }

        return failures.Count == 0
            ? await End(due, work, task, within, stop)
            : throw new InvalidOperationException($"{failures.Count} members are left. {failures[0]}");
    }

    private Instant Now => StoredTime.Floor(clock.GetCurrentInstant());

    private async Task<bool> End(
        Due due, DueWork.ContinueProcess work, ProcessEvent.ProcessStarted task, NpgsqlConnection within,
        CancellationToken stop)
    {
        var command = DueWorker.CommandOf(new EndProcess(work.Process, task.Place, 0), "end-process", work.Key);
        return await executor.Try(command, new DueDone([due], []), within, stop) is not { } outcome ? false
            : outcome.Refusal is null ? true
            : throw new InvalidOperationException($"The process cannot end: {outcome.Refusal}");
    }

    private async Task<bool> Finish(
        Due due, IReadOnlyList<Due> next, NpgsqlConnection within, CancellationToken stop)
    {
        if (keepsPages)
        {
            await BegunPages.End(within, due.Work.Key, stop);
        }

        return (await store.Append(new AppendRequest { Done = [due], Due = next }, within, stop)).Status
            == AppendStatus.Appended;
    }

    /// <summary>Does what one member needs; the reason where that is not possible.</summary>
    private async Task<string?> Do(
        DueWork.ContinueProcess work, ProcessEvent.ProcessStarted task, SlotId slot, CancellationToken stop)
    {
        try
        {
            var state = (await store.Load([slot], stop: stop))[slot];
            if (ProcessMembers.Needed(task, slot, (Slot)state.State) is not { } operation)
            {
                return state.State is IInconsistent ? "its history does not fit together" : null;
            }

            // The version is in the name: a slot that is taken anew while the process runs needs another command.
            var command = DueWorker.CommandOf(operation, "process", work.Key, $"{(StreamId)slot}", $"{state.Version}");
            return (await executor.Run(command, stop)).Refusal?.ToString();
        }
        catch (Exception failed) when (failed is System.Text.Json.JsonException or PostgresException)
        {
            return failed.Message;
        }
    }

    private async Task<List<(LocalDateTime Start, SlotId Slot)>> Find(
        ProcessEvent.ProcessStarted task, (LocalDateTime Start, SlotId Slot)? after,
        (LocalDateTime Start, SlotId Slot)? upTo, CancellationToken stop)
    {
        var now = WarsawTime.LocalOf(Now);
        var from = LocalDateTime.Max(now, task.From.AtMidnight());
        var to = task.To is { } last ? last.PlusDays(1).AtMidnight() : LocalDate.MaxIsoValue.AtMidnight();
        await using var command = source.CreateCommand("""
            select starts_at, slot from scheduling.live_slot
            where place = $1 and starts_at >= $2 and starts_at < $3 and (starts_at, slot) > ($4, $5)
                and (starts_at, slot) <= ($6, $7)
            order by starts_at, slot limit $8
            """);
        command.Parameters.Add(new() { Value = task.Place.Value });
        command.Parameters.Add(new() { Value = StoredTime.Of(from) });
        command.Parameters.Add(new() { Value = StoredTime.Of(to) });
        command.Parameters.Add(new() { Value = StoredTime.Of(after?.Start ?? new LocalDateTime(1, 1, 1, 0, 0)) });
        command.Parameters.Add(new() { Value = after?.Slot.Value ?? Guid.Empty });
        command.Parameters.Add(new() { Value = StoredTime.Of(upTo?.Start ?? LocalDate.MaxIsoValue.AtMidnight()) });
        command.Parameters.Add(new() { Value = upTo?.Slot.Value ?? Guid.Empty });
        command.Parameters.Add(new() { Value = Limits.ProcessPage });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var page = new List<(LocalDateTime, SlotId)>();
        while (await reader.ReadAsync(stop))
        {
            var start = LocalDateTime.FromDateTime(reader.GetDateTime(0));
            if (ProcessMembers.Concerns(task, start, now))
            {
                page.Add((start, new SlotId(reader.GetGuid(1))));
            }
        }

        return page;
    }
}
