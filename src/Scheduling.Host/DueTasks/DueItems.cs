using Npgsql;
using NodaTime;
using NpgsqlTypes;
using Scheduling.Domain;
using Scheduling.Host.Storage;

namespace Scheduling.Host.DueTasks;

/// <summary>One item of due work as it stands in the database.</summary>
/// <param name="Attempts">How often it failed.</param>
/// <param name="ParkedAt">When it was put aside; nothing while it is still tried.</param>
/// <param name="Reason">Why it last failed.</param>
public sealed record DueItem(Due Due, int Attempts, Instant? ParkedAt, string? Reason);

/// <summary>The work that is due, and the work that was put aside because it fails.</summary>
public sealed class DueItems(NpgsqlDataSource source)
{
    private const string Columns = "due_at, kind, work, attempts, parked_at, reason";

    // What runs side by side: of every lane the first item, unless somebody has it.
    private const string NextOfAnyLane = $"""
        select {Columns} from scheduling.due_work d
        where parked_at is null and due_at <= $1 and (retry_at is null or retry_at <= $1)
            and (due_at, kind_rank, key) = (
                select e.due_at, e.kind_rank, e.key from scheduling.due_work e
                where e.lane = d.lane and e.parked_at is null
                order by e.due_at, e.kind_rank, e.key limit 1)
        order by due_at, kind_rank, key limit 1 for update skip locked
        """;

    // What runs one after the other: the first item, and who wants it waits for it.
    private const string NextOfAll = $"""
        select {Columns} from scheduling.due_work
        where parked_at is null and due_at <= $1
        order by due_at, kind_rank, key limit 1 for update
        """;

    /// <summary>The first item that was not put aside; nothing when there is none.</summary>
    public async Task<Instant?> NextAt(CancellationToken stop = default)
    {
        await using var command = source.CreateCommand(
            "select min(due_at) from scheduling.due_work where parked_at is null");
        return await command.ExecuteScalarAsync(stop) is DateTime at ? StoredTime.ToInstant(at) : null;
    }

    /// <summary>What was put aside, in the order in which it was due.</summary>
    public Task<IReadOnlyList<DueItem>> Parked(CancellationToken stop = default) => List("parked_at is not null", stop);

    /// <summary>What is still to be done, in the order in which it is due.</summary>
    public Task<IReadOnlyList<DueItem>> Waiting(CancellationToken stop = default) => List("parked_at is null", stop);

    /// <summary>Takes items up again that were put aside: they are tried as if for the first time.</summary>
    /// <param name="key">Of one item; nothing for all of them.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> RunAgain(string? key = null, CancellationToken stop = default)
    {
        await using var command = source.CreateCommand("""
            update scheduling.due_work set parked_at = null, attempts = 0, retry_at = null
            where parked_at is not null and ($1 is null or key = $1)
            """);
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = key, NpgsqlDbType = NpgsqlDbType.Varchar });
        return await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Whether anything is due; whoever has it in hand, and however soon it is tried again.</summary>
    internal static async Task<bool> IsAnyDue(NpgsqlConnection within, Instant now, CancellationToken stop)
    {
        // In order and up to now, so that it is looked up in the index and what was deleted behind is not passed.
        const string sql = """
            select from scheduling.due_work where parked_at is null and due_at <= $1
            order by due_at, kind_rank, key limit 1
            """;
        await using var batch = new NpgsqlBatch(within)
        {
            BatchCommands =
            {
                new($"select {Sql.PlannedOnce}"),
                new(sql) { Parameters = { new() { Value = StoredTime.Of(StoredTime.Floor(now)) } } },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(stop);
        await reader.NextResultAsync(stop);
        return await reader.ReadAsync(stop);
    }

    /// <summary>Claims the next item that is due, until the end of the connection's transaction.</summary>
    internal static async Task<DueItem?> Claim(
        NpgsqlConnection within, Instant now, bool oneLane, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(oneLane ? NextOfAll : NextOfAnyLane, within);
        command.Parameters.Add(new() { Value = StoredTime.Of(StoredTime.Floor(now)) });
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop) ? ItemOf(reader) : null;
    }

    /// <summary>Notes that an item failed, and puts it aside when it did so too often; nothing where somebody else has
    /// had it in hand since.</summary>
    internal static async Task NoteFailure(
        NpgsqlConnection within, DueItem item, string reason, Instant now, Duration delay, CancellationToken stop)
    {
        var due = item.Due;
        await using var command = new NpgsqlCommand(
            """
            update scheduling.due_work
            set attempts = attempts + 1, reason = $4, retry_at = $6,
                parked_at = case when attempts + 1 >= $7 then $5 end
            where due_at = $1 and kind_rank = $2 and key = $3 and attempts = $8 and parked_at is null
            """, within);
        command.Parameters.Add(new() { Value = StoredTime.Of(due.At) });
        command.Parameters.Add(new() { Value = StoredDue.RankOf(due.Work.Kind) });
        command.Parameters.Add(new() { Value = due.Work.Key });
        command.Parameters.Add(new() { Value = reason });
        command.Parameters.Add(new() { Value = StoredTime.Of(StoredTime.Floor(now)) });
        command.Parameters.Add(new() { Value = StoredTime.Of(StoredTime.Floor(now + delay)) });
        command.Parameters.Add(new() { Value = Limits.DueAttempts });
        command.Parameters.Add(new() { Value = item.Attempts });
        await command.ExecuteNonQueryAsync(stop);
    }

    private async Task<IReadOnlyList<DueItem>> List(string condition, CancellationToken stop)
    {
        await using var command = source.CreateCommand(
            $"select {Columns} from scheduling.due_work where {condition} order by due_at, kind_rank, key");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var items = new List<DueItem>();
        while (await reader.ReadAsync(stop))
        {
            items.Add(ItemOf(reader));
        }

        return items;
    }

    private static DueItem ItemOf(NpgsqlDataReader reader) =>
        new(
            new Due(
                StoredTime.ToInstant(reader.GetDateTime(0)),
                StoredDue.Read(reader.GetString(1), reader.GetFieldValue<byte[]>(2))),
            reader.GetInt32(3),
            reader.IsDBNull(4) ? null : StoredTime.ToInstant(reader.GetDateTime(4)),
            reader.IsDBNull(5) ? null : reader.GetString(5));
}
