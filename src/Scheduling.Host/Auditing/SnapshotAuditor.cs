using NodaTime;
using Npgsql;
using Scheduling.Domain;
using Scheduling.Domain.Matching;
using Scheduling.Host.Matching;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Auditing;

/// <summary>
/// Looks whether what a matcher kept is what the log says up to that position: who waits, which slots are free and
/// released, which places are active, the window. What was tried in vain stands in no log and is not compared, only
/// that nothing is left to do which was never to do.
/// </summary>
public sealed class SnapshotAuditor(
    NpgsqlDataSource source, EventStore store, IReadOnlyDictionary<PolicyRef, SchedulingPolicy> policies, IClock clock)
{
    private const string Rule = "matcher-snapshot";
    private const string Mark = "audit/matcher-snapshot";

    /// <summary>Compares every scope that has a snapshot which this version believes.</summary>
    public async Task<IReadOnlyList<Finding>> Audit(CancellationToken stop = default)
    {
        var findings = new List<Finding>();
        foreach (var scope in await OpenScopes.Find(source, stop))
        {
            findings.AddRange((await Compare(scope, stop)).Findings);
        }

        return findings;
    }

    /// <summary>
    /// Compares one scope, each day another one; nothing where that was done within a day, by whatever node. A snapshot
    /// that is wrong is dropped, so that whoever comes next reads the log.
    /// </summary>
    public async Task<IReadOnlyList<Finding>> AuditOncePerDay(CancellationToken stop = default)
    {
        if (await Scalar(
                $"""
                select not exists (
                    select from scheduling.mt_event_progression
                    where name = '{Mark}' and last_updated > now() - interval '1 day')
                """, stop) is not true)
        {
            return [];
        }

        var scopes = await OpenScopes.Find(source, stop);
        var day = (long)(await Scalar("select extract(epoch from now())::bigint / 86400", stop))!;
        if (scopes.Count == 0)
        {
            return [];
        }

        var scope = scopes[(int)(day % scopes.Count)];
        var (findings, position) = await Compare(scope, stop);
        if (findings.Count > 0)
        {
            await new MatcherSnapshots(source, policies).Drop(scope, stop);
        }

        await using var command = source.CreateCommand($"""
            insert into scheduling.mt_event_progression as p (name, last_seq_id, last_updated)
            values ('{Mark}', $1, now())
            on conflict (name) do update set last_seq_id = excluded.last_seq_id, last_updated = excluded.last_updated
            """);
        command.Parameters.Add(new() { Value = position });
        await command.ExecuteNonQueryAsync(stop);
        return findings;
    }

    private async Task<(IReadOnlyList<Finding> Findings, long Position)> Compare(
        ScopeCode scope, CancellationToken stop)
    {
        var snapshots = new MatcherSnapshots(source, policies);
        var keeper = NewMatching(scope, snapshots);
        if (!await keeper.Restore(stop))
        {
            return ([], 0);
        }

        var reader = NewMatching(scope, null);
        await reader.ReadTo(keeper.Position, stop);
        var (kept, read) = (keeper.Capture(), reader.Capture());
        return Difference(kept, read) is { } what
            ? ([new Finding(Rule, $"{scope} at {kept.Position}: {what}")], kept.Position)
            : ([], kept.Position);
    }

    private string? Difference(FeedState kept, FeedState read)
    {
        // What has started is over, and a matcher that only reads does not know.
        var now = WarsawTime.LocalOf(clock.GetCurrentInstant());
        var slots = Differing(Free(kept), Free(read));
        var entries = Differing(kept.Entries.Select(each => each.Entry), read.Entries.Select(each => each.Entry));
        var places = Differing(kept.Places, read.Places);
        var work = kept.Work.Except(read.Work).Count();
        return (kept.WindowThrough, kept.SweptThrough) != (read.WindowThrough, read.SweptThrough) ? "another window"
            : (kept.WaitingRoom, kept.MinimumLeadDays) != (read.WaitingRoom, read.MinimumLeadDays) ? "another policy"
            : entries > 0 ? $"{entries} entries differ"
            : slots > 0 ? $"{slots} slots differ"
            : places > 0 ? $"{places} places differ"
            : work > 0 ? $"{work} things to do that were never to do"
            : null;

        IEnumerable<(SlotRecord, bool)> Free(FeedState state) =>
            state.Slots.Where(each => each.Slot.Start > now).Select(each => (each.Slot, each.Released));
    }

    private static int Differing<T>(IEnumerable<T> left, IEnumerable<T> right)
    {
        var only = new HashSet<T>(left);
        only.SymmetricExceptWith(right);
        return only.Count;
    }

    private ScopeMatching NewMatching(ScopeCode scope, MatcherSnapshots? snapshots) =>
        new(
            scope, store, new Executor(store, new CommandLog(source), policies, clock), policies, clock,
            new RankIndex())
        {
            Snapshots = snapshots,
        };

    private async Task<object?> Scalar(string sql, CancellationToken stop)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(stop);
    }
}
