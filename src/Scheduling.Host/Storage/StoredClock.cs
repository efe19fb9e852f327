using NodaTime;
using Npgsql;

namespace Scheduling.Host.Storage;

/// <summary>Where the virtual clock of a database stands between two commands.</summary>
public static class StoredClock
{
    /// <summary>The instant it shows; nothing where the database goes by the machine's clock.</summary>
    public static async Task<Instant?> Read(NpgsqlDataSource source, CancellationToken stop = default)
    {
        await using var command = source.CreateCommand("select now from scheduling.virtual_clock");
        return await command.ExecuteScalarAsync(stop) is DateTime now ? StoredTime.ToInstant(now) : null;
    }

    /// <summary>Moves it on to an instant, or to that of the first item that is due before it.</summary>
    /// <returns>Where it was moved to.</returns>
    public static async Task<Instant> Advance(
        NpgsqlDataSource source, Instant target, CancellationToken stop = default)
    {
        await using var command = source.CreateCommand("select scheduling.advance_virtual_clock($1)");
        command.Parameters.Add(new() { Value = StoredTime.Of(StoredTime.Floor(target)) });
        return StoredTime.ToInstant((DateTime)(await command.ExecuteScalarAsync(stop))!);
    }

    /// <summary>Moves it on to an instant, past everything that is due before: nobody was there to do it.</summary>
    public static async Task Skip(NpgsqlDataSource source, Instant target, CancellationToken stop = default)
    {
        await using var command = source.CreateCommand("""
            insert into scheduling.virtual_clock as clock (now) values ($1)
            on conflict (one) do update set now = excluded.now where clock.now < excluded.now
            """);
        command.Parameters.Add(new() { Value = StoredTime.Of(StoredTime.Floor(target)) });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Whether anything was ever asked of the engine of this database.</summary>
    public static async Task<bool> IsUnused(NpgsqlDataSource source, CancellationToken stop = default)
    {
        await using var command = source.CreateCommand(
            "select not exists (select from scheduling.commands) and not exists (select from scheduling.mt_events)");
        return await command.ExecuteScalarAsync(stop) is true;
    }
}
