using Npgsql;
using Scheduling.Domain;
using Scheduling.Host.Storage;

namespace Scheduling.Host.CaseFiles;

/// <summary>
/// A part of a history: some streams, the commands that wrote to them, and those that were refused and named them.
/// </summary>
internal sealed record CasePart(IReadOnlyCollection<Guid> Streams, IReadOnlyCollection<Guid> Commands)
{
    // What is one patient's leads to more of that patient; a slot, a place or a window would lead to everybody.
    private static readonly StreamKind[] OfOnePatient =
        [StreamKind.Appointment, StreamKind.Entry, StreamKind.Report, StreamKind.Referral];

    /// <summary>All that is related to a stream: what its events name and what was written with them, and so on for
    /// what is the same patient's; the places of the slots, and the booking windows.</summary>
    /// <param name="connection">In a transaction that sees one moment.</param>
    /// <exception cref="InvalidOperationException">There is no such stream.</exception>
    public static async Task<CasePart> About(NpgsqlConnection connection, StreamId stream, CancellationToken stop)
    {
        var found = new HashSet<StreamId>();
        var next = await Known(connection, [stream.Value], stop);
        if (!next.Contains(stream))
        {
            throw new InvalidOperationException($"The database does not know {stream}.");
        }

        while (next.Count > 0)
        {
            found.UnionWith(next);
            var followed = next.Where(each => OfOnePatient.Contains(each.Kind)).Select(each => each.Value).ToList();
            next = followed.Count == 0 ? [] : await Neighbours(connection, followed, stop);
            next.ExceptWith(found);
        }

        var patients = IdsOf(found, OfOnePatient);
        found.UnionWith(await PlacesOf(connection, IdsOf(found, [StreamKind.Slot]), stop));
        found.UnionWith((await Texts(connection, ScopesSql, patients, stop))
            .Select(scope => StreamId.WindowOf(ScopeCode.Parse(scope))));
        var streams = found.Select(each => each.Value).ToList();
        return new CasePart(
            streams, [.. (await Texts(connection, CommandsSql, streams, stop)).Select(Guid.Parse),
                .. (await Texts(connection, RefusedSql, patients, stop)).Select(Guid.Parse)]);
    }

    private const string ScopesSql =
        "select distinct data ->> 'scope' from scheduling.mt_events where stream_id = any($1) and data ? 'scope'";

    private const string CommandsSql =
        "select distinct causation_id from scheduling.mt_events where stream_id = any($1) and causation_id is not null";

    private const string RefusedSql = """
        with named as (
            select unnest($1)::text as id union
            select data ->> 'patient' from scheduling.mt_events where stream_id = any($1) and data ? 'patient')
        select c.id::text from scheduling.commands c
        where c.refusal is not null and exists (select from named n where position(n.id in c.arguments::text) > 0)
        """;

    private static List<Guid> IdsOf(IEnumerable<StreamId> streams, StreamKind[] kinds) =>
        [.. streams.Where(each => kinds.Contains(each.Kind)).Select(each => each.Value)];

    // What the events name, and what the same commands wrote to.
    private static Task<HashSet<StreamId>> Neighbours(
        NpgsqlConnection connection, List<Guid> streams, CancellationToken stop) =>
        ReadStreams(
            connection,
            """
            with own as (select causation_id, data from scheduling.mt_events where stream_id = any($1))
            select type, id from scheduling.mt_streams where id in (
                select found[1]::uuid from own, regexp_matches(
                    data::text, '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}', 'g') as found
                union
                select beside.stream_id from own
                    join scheduling.commands c on c.id = own.causation_id::uuid
                    join scheduling.mt_events beside on beside.seq_id between c.first_position and c.last_position
                        and beside.causation_id = own.causation_id)
            """,
            streams, stop);

    private static Task<HashSet<StreamId>> PlacesOf(
        NpgsqlConnection connection, List<Guid> slots, CancellationToken stop) =>
        ReadStreams(
            connection,
            """
            select 'place', (data ->> 'place')::uuid from scheduling.mt_events
            where stream_id = any($1) and type = 'slot_published'
            """,
            slots, stop);

    private static Task<HashSet<StreamId>> Known(
        NpgsqlConnection connection, List<Guid> streams, CancellationToken stop) =>
        ReadStreams(connection, "select type, id from scheduling.mt_streams where id = any($1)", streams, stop);

    private static async Task<HashSet<StreamId>> ReadStreams(
        NpgsqlConnection connection, string sql, List<Guid> ids, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = ids } } };
        await using var reader = await command.ExecuteReaderAsync(stop);
        var found = new HashSet<StreamId>();
        while (await reader.ReadAsync(stop))
        {
            found.Add(new StreamId(EventStore.KindOf(reader.GetString(0)), reader.GetGuid(1)));
        }

        return found;
    }

    private static async Task<List<string>> Texts(
        NpgsqlConnection connection, string sql, List<Guid> ids, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection) { Parameters = { new() { Value = ids } } };
        await using var reader = await command.ExecuteReaderAsync(stop);
        var found = new List<string>();
        while (await reader.ReadAsync(stop))
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
}
