using System.Collections.Frozen;
using Npgsql;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Storage;

/// <summary>
/// The log on PostgreSQL. Appends are all or nothing and assert every stream that was read; readers see every event
/// once and in the order of positions, however long an append takes (<c>docs/event-store.md</c>).
/// </summary>
public sealed partial class EventStore(NpgsqlDataSource source)
{
    /// <summary>An append that grows beyond this is cut into several by whoever imports.</summary>
    public const int EventsPerAppend = 10_000;

    private static readonly FrozenDictionary<string, StreamKind> NamesOfOneKind = EventNames.All
        .GroupBy(name => name.Name, name => name.Stream)
        .Where(streams => streams.Count() == 1)
        .ToFrozenDictionary(streams => streams.Key, streams => streams.First(), StringComparer.Ordinal);

    // A name says of which kind its stream is, but for the few that two kinds share and those that nobody knows: only
    // for these is the stream looked up.
    private static readonly string Columns = $"""
        select e.seq_id,
            case when e.type not in ({string.Join(", ", NamesOfOneKind.Keys.Select(name => $"'{name}'"))})
                then (select s.type from scheduling.mt_streams s where s.id = e.stream_id) end,
            e.stream_id, e.version, e.type, e.timestamp, e.data, e.correlation_id, e.causation_id
        from scheduling.mt_events e

        """;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);

    private readonly StreamCache _cache = new();

    /// <summary>Something was appended by this store.</summary>
    public event Action? Appended;

    /// <summary>Wakes the readers of this process.</summary>
    public Wakeup Wakeup { get; init; } = new(LookEvery);

    /// <summary>Says that something was appended; after a commit of the caller's own.</summary>
    public void Announce()
    {
        Wakeup.Call();
        Appended?.Invoke();
    }

    /// <summary>The states of streams as they are now; those without events are at version 0.</summary>
    /// <param name="within">A connection in whose transaction to read; otherwise any.</param>
    /// <exception cref="System.Text.Json.JsonException">An event's data are not those of an event of its
    /// name.</exception>
    public async Task<IReadOnlyDictionary<StreamId, LoadedState>> Load(
        IReadOnlyCollection<StreamId> streams, NpgsqlConnection? within = null, CancellationToken stop = default)
    {
        var loaded = new Dictionary<StreamId, LoadedState>(streams.Count);
        var kinds = new Dictionary<Guid, StreamId>(streams.Count);
        foreach (var stream in streams)
        {
            if (loaded.TryAdd(stream, _cache.Find(stream)))
            {
                kinds.Add(stream.Value, stream);
            }
        }

        // The lateral query stays one: a stream is looked up by its key, however many there are.
        const string eventsSql = """
            select e.stream_id, e.version, e.type, e.timestamp, e.data
            from unnest($1, $2) as r (id, after)
            cross join lateral (
                select * from scheduling.mt_events m where m.stream_id = r.id and m.version > r.after offset 0) e
            order by e.stream_id, e.version
            """;
        await using var batch = within is null ? source.CreateBatch() : new NpgsqlBatch(within);
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"select {Sql.PlannedOnce}"));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(eventsSql)
        {
            Parameters =
            {
                Sql.Uuids(loaded.Keys.Select(stream => stream.Value)),
                Sql.Longs(loaded.Values.Select(stream => stream.Version)),
            },
        });
        await using var reader = await batch.ExecuteReaderAsync(stop);
        await reader.NextResultAsync(stop);
        while (await reader.ReadAsync(stop))
        {
            var stream = kinds[reader.GetGuid(0)];
            var at = StoredTime.ToInstant(reader.GetDateTime(3));
            var happened = EventJson.Read(stream.Kind, reader.GetString(2), reader.GetFieldValue<byte[]>(4), at);
            loaded[stream] = new LoadedState(
                reader.GetInt64(1), StreamStates.Evolve(stream.Kind, loaded[stream].State, happened), at);
        }

        _cache.Keep(loaded);
        return loaded;
    }

    /// <summary>The events of a stream in order, from a version on.</summary>
    public Task<IReadOnlyList<StoredEvent>> ReadStream(
        StreamId stream, long fromVersion = 1, CancellationToken stop = default) =>
        Read(
            Columns + "where e.stream_id = $1 and e.version >= $2 order by e.version",
            [new() { Value = stream.Value }, new() { Value = fromVersion }], null, stop);

    /// <summary>Everything that one outside request set going, in order.</summary>
    public Task<IReadOnlyList<StoredEvent>> ReadCorrelation(Guid correlation, CancellationToken stop = default) =>
        Read(
            Columns + """
                join scheduling.commands c on e.seq_id between c.first_position and c.last_position
                where c.correlation = $1 order by e.seq_id
                """,
            [new() { Value = correlation }], null, stop);

    /// <summary>
    /// The next events after a position, in order and without a gap: no event with a lower position can still appear.
    /// </summary>
    /// <param name="most">At most so many.</param>
    public async Task<IReadOnlyList<StoredEvent>> ReadAfter(
        long position, int most, NpgsqlConnection? within = null, CancellationToken stop = default)
    {
        var page = await ReadPage(position, most, [], within, stop);
        return page.Events;
    }

    /// <summary>
    /// The same without the events that only streams of other kinds have: who needs a few kinds is spared reading the
    /// others. An event of a shared name, or of an unknown one, is handed over whatever its stream.
    /// </summary>
    /// <param name="except">From <see cref="NamesOfNone"/>.</param>
    public async Task<LogPage> ReadPage(
        long position, int most, string[] except, NpgsqlConnection? within = null, CancellationToken stop = default)
    {
        // Two statements in one round trip. Each sees a snapshot of its own, the second a newer one than the first, to
        // which the horizon is handed on within the transaction.
        const string horizonSql =
            $"select set_config('scheduling.horizon', scheduling.horizon()::text, true)::bigint, {Sql.PlannedOnce}";
        var eventsSql = Columns + """
            where e.seq_id > $1 and e.seq_id <= current_setting('scheduling.horizon')::bigint and e.type <> all ($3)
            order by e.seq_id limit $2
            """;
        await using var batch = within is null ? source.CreateBatch() : new NpgsqlBatch(within);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(horizonSql));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(eventsSql)
        {
            Parameters = { new() { Value = position }, new() { Value = most }, Sql.Texts(except) },
        });
        await using var reader = await batch.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        var horizon = reader.GetInt64(0);
        await reader.NextResultAsync(stop);
        var events = new List<StoredEvent>();
        while (await reader.ReadAsync(stop))
        {
            events.Add(EventAt(reader));
        }

        return new LogPage(events, events.Count == most ? events[^1].Position : Math.Max(horizon, position));
    }

    /// <summary>The stored names that events of none of these kinds of stream have.</summary>
    public static string[] NamesOfNone(params StreamKind[] kinds) =>
    [
        .. EventNames.All.Select(name => name.Name)
            .Except(EventNames.All.Where(name => kinds.Contains(name.Stream)).Select(name => name.Name)),
    ];

    /// <summary>What happened in streams of one scope before a version of each, stream by stream; in those of other
    /// scopes nothing.</summary>
    public async Task<IReadOnlyList<(StreamId Stream, long Version, DomainEvent Event)>> ReadPast(
        IReadOnlyDictionary<StreamId, long> before, ScopeCode scope, CancellationToken stop = default)
    {
        const string sql = """
            select e.stream_id, e.version, e.type, e.timestamp, e.data
            from unnest($1, $2) as r (id, before)
            join scheduling.mt_events f on f.stream_id = r.id and f.version = 1 and f.data->>'scope' = $3
            cross join lateral (
                select * from scheduling.mt_events m where m.stream_id = r.id and m.version < r.before offset 0) e
            order by e.stream_id, e.version
            """;
        var streams = before.Keys.ToDictionary(stream => stream.Value);
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(Sql.Uuids(before.Keys.Select(stream => stream.Value)));
        command.Parameters.Add(Sql.Longs(before.Values));
        command.Parameters.Add(new() { Value = scope.Value });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var events = new List<(StreamId, long, DomainEvent)>();
        while (await reader.ReadAsync(stop))
        {
            var stream = streams[reader.GetGuid(0)];
            var happened = EventJson.Read(
                stream.Kind, reader.GetString(2), reader.GetFieldValue<byte[]>(4),
                StoredTime.ToInstant(reader.GetDateTime(3)));
            events.Add((stream, reader.GetInt64(1), happened));
        }

        return events;
    }

    /// <summary>The position up to which every event is there to be read.</summary>
    public async Task<long> Horizon(NpgsqlConnection? within = null, CancellationToken stop = default)
    {
        const string sql = "select scheduling.horizon()";
        await using var command = within is null ? source.CreateCommand(sql) : new NpgsqlCommand(sql, within);
        return (long)(await command.ExecuteScalarAsync(stop))!;
    }

    /// <summary>How many events of types there are that this version does not know, by their names.</summary>
    public async Task<IReadOnlyList<(StreamKind Stream, string Name, long Count)>> UnknownTypes(
        CancellationToken stop = default)
    {
        const string sql = """
            select s.type, e.type, count(*) from scheduling.mt_events e
            join scheduling.mt_streams s on s.id = e.stream_id
            left join unnest($1, $2) as known (stream, name) on known.stream = s.type and known.name = e.type
            where known.name is null group by s.type, e.type order by s.type, e.type
            """;
        await using var command = source.CreateCommand(sql);
        command.Parameters.Add(Sql.Texts(EventNames.All.Select(name => StreamId.NameOf(name.Stream))));
        command.Parameters.Add(Sql.Texts(EventNames.All.Select(name => name.Name)));
        await using var reader = await command.ExecuteReaderAsync(stop);
        var found = new List<(StreamKind, string, long)>();
        while (await reader.ReadAsync(stop))
        {
            found.Add((KindOf(reader.GetString(0)), reader.GetString(1), reader.GetInt64(2)));
        }

        return found;
    }

    private async Task<IReadOnlyList<StoredEvent>> Read(
        string sql, NpgsqlParameter[] parameters, NpgsqlConnection? within, CancellationToken stop)
    {
        await using var command = within is null ? source.CreateCommand(sql) : new NpgsqlCommand(sql, within);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var events = new List<StoredEvent>();
        while (await reader.ReadAsync(stop))
        {
            events.Add(EventAt(reader));
        }

        return events;
    }

    private static StoredEvent EventAt(NpgsqlDataReader reader)
    {
        var name = reader.GetString(4);
        var kind = reader.IsDBNull(1) ? NamesOfOneKind[name] : KindOf(reader.GetString(1));
        var stream = new StreamId(kind, reader.GetGuid(2));
        var happened = EventJson.Read(
            stream.Kind, name, reader.GetFieldValue<byte[]>(6), StoredTime.ToInstant(reader.GetDateTime(5)));
        return new StoredEvent(
            reader.GetInt64(0), stream, reader.GetInt64(3), happened, IdentityAt(reader, 7), IdentityAt(reader, 8));
    }

    private static Guid? IdentityAt(NpgsqlDataReader reader, int column) =>
        reader.IsDBNull(column) ? null : Guid.Parse(reader.GetString(column));

    internal static StreamKind KindOf(string type)
    {
        foreach (var kind in Enum.GetValues<StreamKind>())
        {
            if (StreamId.NameOf(kind) == type)
            {
                return kind;
            }
        }

        throw new InvalidOperationException($"No kind of stream is called '{type}'.");
    }
}
