using NodaTime;
using Npgsql;
using Scheduling.Domain;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.WaitingRoom;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Explanations;

/// <summary>
/// Who waited in a scope before a position of the log, as far as that decides about one slot: those first in order, and
/// those in order from the winner on. Whoever has not changed since is read as it is now, the others are taken back.
/// </summary>
internal sealed class WaitingThen(NpgsqlDataSource source, EventStore store)
{
    // What happened to entries; longer ago than so many positions nobody is asked to take back.
    private const int PositionsMax = 100_000;
    private const int InOrder = 500;

    private static readonly string[] Types =
    [
        .. EventNames.All.Where(name => name.Stream == StreamKind.Entry).Select(name => name.Name),
    ];

    /// <summary>Those entries, and how many stood before the winner; nothing when it is too long ago.</summary>
    public async Task<(IReadOnlyList<WaitingRecord> Entries, long Before)?> Find(
        ScopeCode scope, long position, OrderKey? winner, CancellationToken stop)
    {
        if (await store.Horizon(null, stop) - position > PositionsMax)
        {
            return null;
        }

        var firstChange = await ChangedSince(position, stop);
        var then = await TakenBack(firstChange, scope, stop);
        var first = new OrderKey(AllocationClass.OutOfTurn, Instant.FromUnixTimeTicks(0), 0);
        IReadOnlyList<OrderKey> begins = winner is { } key ? [first, key] : [first];
        foreach (var begin in begins)
        {
            var ids = (await From(scope, begin, stop)).Where(id => !firstChange.ContainsKey(id)).ToList();
            foreach (var (id, loaded) in await store.Load([.. ids.Select(id => (StreamId)id)], null, stop))
            {
                if (loaded.State is WaitingEntry.Waiting { Terms: var terms })
                {
                    then[new EntryId(id.Value)] = PastLog.RecordOf(new EntryId(id.Value), terms);
                }
            }
        }

        var before = winner is { } won
            ? await CountBefore(scope, won, [.. firstChange.Keys.Select(id => id.Value)], stop)
                + then.Values.Count(each => firstChange.ContainsKey(each.Entry) && each.Order < won)
            : 0;
        return ([.. then.Values.OrderBy(each => each.Order)], before);
    }

    // Of each entry that something happened to since, the version of the first of it.
    private async Task<Dictionary<EntryId, long>> ChangedSince(long position, CancellationToken stop)
    {
        var rows = await Rows.Read(
            source,
            """
            select stream_id, min(version) from scheduling.mt_events
            where seq_id >= $1 and type = any ($2) group by stream_id
            """,
            row => (Entry: new EntryId(row.GetGuid(0)), Version: row.GetInt64(1)), stop, position, Types);
        return rows.ToDictionary(row => row.Entry, row => row.Version);
    }

    private async Task<Dictionary<EntryId, WaitingRecord>> TakenBack(
        Dictionary<EntryId, long> firstChange, ScopeCode scope, CancellationToken stop)
    {
        var past = await store.ReadPast(
            firstChange.ToDictionary(each => (StreamId)each.Key, each => each.Value), scope, stop);
        var then = new Dictionary<EntryId, WaitingRecord>();
        foreach (var entry in past.GroupBy(each => each.Stream))
        {
            var state = entry.OrderBy(each => each.Version).Aggregate(
                StreamStates.Initial(StreamKind.Entry),
                (before, each) => StreamStates.Evolve(StreamKind.Entry, before, each.Event));
            if (state is WaitingEntry.Waiting { Terms: var terms })
            {
                then.Add(new EntryId(entry.Key.Value), PastLog.RecordOf(new EntryId(entry.Key.Value), terms));
            }
        }

        return then;
    }

    private async Task<IReadOnlyList<EntryId>> From(ScopeCode scope, OrderKey order, CancellationToken stop) =>
        await Rows.Read(
            source,
            """
            select entry from read.entry
            where scope = $1 and state = 'waiting' and (class_rank, since, number) >= (read.rank_of($2), $3, $4)
            order by class_rank, since, number limit $5
            """,
            row => new EntryId(row.GetGuid(0)), stop, scope.Value, EnumText.Of(order.Class),
            StoredTime.Of(order.Since), order.Number, InOrder);

    private async Task<long> CountBefore(ScopeCode scope, OrderKey order, Guid[] except, CancellationToken stop) =>
        (await Rows.Read(
            source,
            """
            select count(*) from read.entry
            where scope = $1 and state = 'waiting' and (class_rank, since, number) < (read.rank_of($2), $3, $4)
                and entry <> all ($5)
            """,
            row => row.GetInt64(0), stop, scope.Value, EnumText.Of(order.Class), StoredTime.Of(order.Since),
            order.Number, except))[0];
}
