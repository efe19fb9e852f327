using NodaTime;
using Npgsql;
using Scheduling.Domain;
using Scheduling.Host.Storage;

namespace Scheduling.Host.DueTasks;

/// <summary>The pages of members that processes have taken in hand and not ended yet, on a virtual clock.</summary>
internal static class BegunPages
{
    /// <summary>Whether there is one that is due: then matchers wait until it is ended.</summary>
    public static async Task<bool> IsAny(NpgsqlDataSource source, Instant now, CancellationToken stop)
    {
        await using var command = source.CreateCommand("""
            select exists (
                select from scheduling.begun_pages p join scheduling.due_work d on d.key = p.key
                where d.parked_at is null and d.due_at <= $1)
            """);
        command.Parameters.Add(new() { Value = StoredTime.Of(StoredTime.Floor(now)) });
        return await command.ExecuteScalarAsync(stop) is true;
    }

    /// <summary>The last member of the page that a process has begun; nothing when it has begun none.</summary>
    public static async Task<(LocalDateTime Start, SlotId Slot)?> LastOf(
        string key, NpgsqlConnection within, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            "select last_start, last_slot from scheduling.begun_pages where key = $1", within);
        command.Parameters.Add(new() { Value = key });
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop)
            ? (LocalDateTime.FromDateTime(reader.GetDateTime(0)), new SlotId(reader.GetGuid(1)))
            : null;
    }

    /// <summary>Notes a page before its first member is touched.</summary>
    public static async Task Begin(
        NpgsqlDataSource source, string key, (LocalDateTime Start, SlotId Slot) last, CancellationToken stop)
    {
        await using var command = source.CreateCommand(
            "insert into scheduling.begun_pages (key, last_start, last_slot) values ($1, $2, $3)");
        command.Parameters.Add(new() { Value = key });
        command.Parameters.Add(new() { Value = StoredTime.Of(last.Start) });
        command.Parameters.Add(new() { Value = last.Slot.Value });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Forgets a page in the transaction that ends it.</summary>
    public static async Task End(NpgsqlConnection within, string key, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand("delete from scheduling.begun_pages where key = $1", within);
        command.Parameters.Add(new() { Value = key });
        await command.ExecuteNonQueryAsync(stop);
    }
}
