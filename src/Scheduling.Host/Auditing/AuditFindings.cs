using Npgsql;
using NodaTime;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Auditing;

/// <summary>A finding that was kept.</summary>
/// <param name="Number">Rising; the order in which they were first found.</param>
/// <param name="Times">How often it was found.</param>
public sealed record KeptFinding(
    long Number, string Rule, string What, Instant FoundAt, Instant LastFoundAt, int Times);

/// <summary>When the auditor last looked.</summary>
/// <param name="At">By the database's clock.</param>
/// <param name="UpTo">The position up to which it has looked.</param>
public sealed record LastLook(Instant At, long UpTo);

/// <summary>
/// What the auditor has found, kept in the database, so that every node can tell it. What was not found again for a
/// week goes: it was put right, or what it spoke of was not written since and stands in what was said then.
/// </summary>
public sealed class AuditFindings(NpgsqlDataSource source)
{
    /// <summary>So many are kept: who has more than these has one reason for all of them.</summary>
    public const int Most = 10_000;

    private const string Mark = "audit/log";

    // As long as somebody may be away who should see it.
    private const string KeptFor = "7 days";

    /// <summary>Keeps what a look has found, and that it looked.</summary>
    public async Task Keep(IReadOnlyCollection<Finding> findings, long upTo, CancellationToken stop = default)
    {
        await using var batch = source.CreateBatch();
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"""
            insert into scheduling.audit_findings as f (rule, what)
            select distinct rule, what from unnest($1, $2) as found (rule, what)
            where (select count(*) from scheduling.audit_findings) < {Most}
            limit {Most}
            on conflict (rule, md5(what)) do update set last_found_at = now(), times = f.times + 1
            """)
        {
            Parameters =
            {
                Sql.Texts(findings.Select(finding => finding.Rule)),
                Sql.Texts(findings.Select(finding => finding.What)),
            },
        });
        batch.BatchCommands.Add(new NpgsqlBatchCommand(
            $"delete from scheduling.audit_findings where last_found_at < now() - interval '{KeptFor}'"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"""
            insert into scheduling.mt_event_progression as p (name, last_seq_id, last_updated)
            values ('{Mark}', $1, now())
            on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated
            """)
        {
            Parameters = { new() { Value = upTo } },
        });
        await batch.ExecuteNonQueryAsync(stop);
    }

    /// <summary>When any node last looked; nothing where none has yet.</summary>
    public async Task<LastLook?> FindLastLook(CancellationToken stop = default)
    {
        await using var command = source.CreateCommand(
            $"select last_updated, last_seq_id from scheduling.mt_event_progression where name = '{Mark}'");
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop)
            ? new LastLook(StoredTime.ToInstant(reader.GetDateTime(0)), reader.GetInt64(1))
            : null;
    }

    /// <summary>How many there are, by rule.</summary>
    public async Task<IReadOnlyList<(string Rule, long Count)>> CountByRule(CancellationToken stop = default)
    {
        await using var command = source.CreateCommand(
            "select rule, count(*) from scheduling.audit_findings group by rule order by rule");
        await using var reader = await command.ExecuteReaderAsync(stop);
        var counts = new List<(string, long)>();
        while (await reader.ReadAsync(stop))
        {
            counts.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        return counts;
    }

    /// <summary>The findings behind a number, in order.</summary>
    public async Task<IReadOnlyList<KeptFinding>> Page(long after, int most, CancellationToken stop = default)
    {
        await using var command = source.CreateCommand("""
            select number, rule, what, found_at, last_found_at, times from scheduling.audit_findings
            where number > $1 order by number limit $2
            """);
        command.Parameters.Add(new() { Value = after });
        command.Parameters.Add(new() { Value = most });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var findings = new List<KeptFinding>();
        while (await reader.ReadAsync(stop))
        {
            findings.Add(new KeptFinding(
                reader.GetInt64(0), reader.GetString(1), reader.GetString(2),
                StoredTime.ToInstant(reader.GetDateTime(3)), StoredTime.ToInstant(reader.GetDateTime(4)),
                reader.GetInt32(5)));
        }

        return findings;
    }
}
