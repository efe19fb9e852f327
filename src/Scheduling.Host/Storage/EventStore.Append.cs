using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Npgsql;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Serialization;

namespace Scheduling.Host.Storage;

/// <content>Writing.</content>
public sealed partial class EventStore
{
    private const string StreamMoved = "SE001";
    private const string KeyOfStreams = "pkey_mt_streams_id";
    private const string KeyOfCommands = "commands_pkey";

    // A plan that is kept compares each with each; for more than so many a plan of their own is worth its making.
    private const int StreamsOfAKeptPlan = 100;

    /// <summary>Writes everything in one round trip and one transaction, or nothing.</summary>
    /// <param name="within">
    /// A connection whose transaction it belongs to; what is not appended has then spoilt that transaction.
    /// </param>
    /// <exception cref="PostgresException">
    /// An inline table does not hold what the states say, which is a bug; or the server failed.
    /// </exception>
    public async Task<AppendResult> Append(
        AppendRequest request, NpgsqlConnection? within = null, CancellationToken stop = default)
    {
        await using var batch = within is null ? source.CreateBatch() : new NpgsqlBatch(within);
        var streams = WrittenStreams.Of(request);
        var isShort = streams.New.Count + streams.Old.Count <= StreamsOfAKeptPlan;
        batch.BatchCommands.Add(new NpgsqlBatchCommand($"select {(isShort ? Sql.PlannedOnce : Sql.PlannedEachTime)}"));
        batch.BatchCommands.Add(Events(request, streams));
        if (request.Done.Count + request.Due.Count + request.Notices.Count > 0)
        {
            batch.BatchCommands.Add(Consequences(request, streams));
        }

        if (!request.Inline.IsEmpty)
        {
            batch.BatchCommands.Add(InlineTables(request.Inline));
        }

        try
        {
            await using var reader = await batch.ExecuteReaderAsync(stop);
            await reader.NextResultAsync(stop);
            await reader.ReadAsync(stop);
            var positions = reader.GetFieldValue<long[]>(0);
            while (await reader.NextResultAsync(stop))
            {
                // An error of a later command is raised when its result is reached.
            }

            if (within is null && positions.Length > 0)
            {
                Announce();
            }

            return new AppendResult(AppendStatus.Appended, positions);
        }
        catch (PostgresException refused) when (StatusOf(refused) is not null)
        {
            return new AppendResult(StatusOf(refused)!.Value, []);
        }
    }

    // Two appends that have the same commands in another order may wait for each other; one of them comes again.
    private static AppendStatus? StatusOf(PostgresException refused) =>
        (refused.SqlState, refused.ConstraintName) switch
        {
            (StreamMoved or PostgresErrorCodes.DeadlockDetected, _) => AppendStatus.StreamMoved,
            (PostgresErrorCodes.UniqueViolation, KeyOfStreams) => AppendStatus.StreamMoved,
            (PostgresErrorCodes.UniqueViolation, KeyOfCommands) => AppendStatus.AnsweredBefore,
            _ => null,
        };

    private static NpgsqlBatchCommand Events(AppendRequest request, WrittenStreams streams)
    {
        var events = request.Events;
        var causes = CausesOf(request);
        var commands = request.Commands;
        var json = new CanonicalBuffer();
        byte[][] arguments = [.. commands.Select(each => json.Write(each.Command.Operation).ToArray())];
        return Sql.Call(
            "scheduling.append",
            Sql.Uuids(streams.New.Select(each => each.Stream.Value)),
            Sql.Texts(streams.New.Select(each => StreamId.NameOf(each.Stream.Kind))),
            Sql.Longs(streams.New.Select(each => (long)each.News)),
            Sql.Instants(streams.New.Select(each => each.LastAt)),
            Sql.Uuids(streams.New.Where(each => each.News == 0).Select(each => each.Stream.Value)),
            Sql.Uuids(streams.Old.Select(each => each.Stream.Value)),
            Sql.Longs(streams.Old.Select(each => each.Version)),
            Sql.Ints(streams.Old.Select(each => each.News)),
            Sql.Instants(streams.Old.Select(each => each.LastAt)),
            Sql.Ints(streams.EndsOfRuns()),
            Sql.Uuids(events.Select((planned, i) => Ids.Derive(
                "event", planned.Stream.ToString(), Text(streams.Versions[i])))),
            Sql.Uuids(events.Select(planned => planned.Stream.Value)),
            Sql.Longs(streams.Versions),
            Sql.Texts(events.Select(planned => EventNames.NameOf(planned.Event))),
            Sql.Instants(events.Select(planned => StoredTime.Of(planned.Event.At))),
            Sql.Json(events.Select(planned => json.Write(planned.Event).ToArray())),
            Sql.Texts(causes.Select(cause => cause?.Correlation.ToString())),
            Sql.Texts(causes.Select(cause => cause?.Id.ToString())),
            Sql.Uuids(commands.Select(each => each.Command.Id)),
            Sql.Uuids(commands.Select(each => each.Command.Correlation)),
            Sql.Texts(commands.Select(each => OperationNames.Of(each.Command.Operation))),
            Sql.Json(arguments),
            Sql.Bytes(commands.Select((each, i) => CommandBody.HashOf(each.Command, arguments[i]))),
            Sql.Texts(commands.Select(each => EnumText.Of(each.Command.By.Role))),
            Sql.Texts(commands.Select(each => EnumText.Of(each.Command.By.Channel))),
            Sql.Uuids(commands.Select(each => each.Command.By.Place?.Value)),
            Sql.Instants(commands.Select(each => StoredTime.Of(each.Now))),
            Sql.Texts(commands.Select(each => each.Policy?.Value)),
            Sql.Ints(commands.Select(each => each.Count == 0 ? (int?)null : each.First + 1)),
            Sql.Ints(commands.Select(each => each.Count == 0 ? (int?)null : each.First + each.Count)),
            Sql.Json(commands.Select(each => each.Refusal is { } refusal ? CanonicalJson.Write(refusal) : null)));
    }

    private static NpgsqlBatchCommand Consequences(AppendRequest request, WrittenStreams streams)
    {
        var notices = request.Notices;
        var places = notices.Count == 0 ? null : streams.PlacesOf(request.Events);
        return Sql.Call(
            "scheduling.append_consequences",
            Sql.Instants(request.Done.Select(due => StoredTime.Of(due.At))),
            Sql.Shorts(request.Done.Select(due => StoredDue.RankOf(due.Work.Kind))),
            Sql.Texts(request.Done.Select(due => due.Work.Key)),
            Sql.Instants(request.Due.Select(due => StoredTime.Of(due.At))),
            Sql.Shorts(request.Due.Select(due => StoredDue.RankOf(due.Work.Kind))),
            Sql.Texts(request.Due.Select(due => EnumText.Of(due.Work.Kind))),
            Sql.Texts(request.Due.Select(due => due.Work.Key)),
            Sql.Texts(request.Due.Select(due => StoredDue.LaneOf(due.Work))),
            Sql.Json(request.Due.Select(due => StoredDue.Write(due.Work))),
            Sql.Int(request.Events.Count),
            Sql.Texts(notices.Select(each => each.Notice.Key)),
            Sql.Texts(notices.Select(each => EnumText.Of(each.Notice.Kind))),
            Sql.Texts(notices.Select(each => EnumText.Of(each.Notice.Channel))),
            Sql.Texts(notices.Select(each => each.Notice.Recipient.ToString())),
            Sql.Instants(notices.Select(each => StoredTime.Of(each.At))),
            Sql.Ints(notices.Select(
                each => each.Stream is { } stream ? places![(stream, each.Version)] : (int?)null)),
            Sql.Uuids(notices.Select(each => each.Notice.Appointment?.Value)),
            Sql.Locals(notices.Select(each => each.Notice.Start is { } start ? StoredTime.Of(start) : (DateTime?)null)),
            Sql.Uuids(notices.Select(each => each.Notice.Place?.Value)),
            Sql.Texts(notices.Select(each => each.Notice.Reason is { } reason ? EnumText.Of(reason) : null)),
            Sql.Ints(notices.Select(each => each.Notice.Days)));
    }

    private static NpgsqlBatchCommand InlineTables(InlineChanges inline)
    {
        var slots = Sides(inline.Slots);
        List<LiveSlot> left = [.. slots.Changed.Select(row => row.Before).Where(row => row.Appointment is not null)];
        List<LiveSlot> taken = [.. slots.Changed.Select(row => row.After).Where(row => row.Appointment is not null)];
        var claims = Sides(inline.Claims);
        var entries = Sides(inline.Entries);
        return Sql.Call(
            "scheduling.append_inline",
            Sql.Uuids(slots.Gone.Select(row => row.Slot.Value)),
            Sql.Uuids(slots.Gone.Select(row => row.Appointment?.Value)),
            Sql.Uuids(left.Select(row => row.Slot.Value)),
            Sql.Uuids(left.Select(row => row.Appointment?.Value)),
            Sql.Uuids(taken.Select(row => row.Slot.Value)),
            Sql.Uuids(taken.Select(row => row.Appointment?.Value)),
            Sql.Uuids(slots.New.Select(row => row.Slot.Value)),
            Sql.Uuids(slots.New.Select(row => row.Place.Value)),
            Sql.Locals(slots.New.Select(row => StoredTime.Of(row.Start))),
            Sql.Uuids(slots.New.Select(row => row.Appointment?.Value)),
            Sql.Uuids(claims.Gone.Select(row => row.Patient.Value)),
            Sql.Texts(claims.Gone.Select(row => row.Scope.Value)),
            Sql.Uuids(claims.Gone.Select(row => row.Holder.Value)),
            Sql.Uuids(claims.Changed.Select(row => row.After.Patient.Value)),
            Sql.Texts(claims.Changed.Select(row => row.After.Scope.Value)),
            Sql.Uuids(claims.Changed.Select(row => row.Before.Holder.Value)),
            Sql.Texts(claims.Changed.Select(row => StreamId.NameOf(row.After.Holder.Kind))),
            Sql.Uuids(claims.Changed.Select(row => row.After.Holder.Value)),
            Sql.Uuids(claims.New.Select(row => row.Patient.Value)),
            Sql.Texts(claims.New.Select(row => row.Scope.Value)),
            Sql.Texts(claims.New.Select(row => StreamId.NameOf(row.Holder.Kind))),
            Sql.Uuids(claims.New.Select(row => row.Holder.Value)),
            Sql.Uuids(entries.Gone.Select(row => row.Entry.Value)),
            Sql.Uuids(entries.Gone.Select(row => row.Slot?.Value)),
            Sql.Uuids(entries.Changed.Select(row => row.After.Entry.Value)),
            Sql.Uuids(entries.Changed.Select(row => row.Before.Slot?.Value)),
            Sql.Uuids(entries.Changed.Select(row => row.After.Slot?.Value)),
            Sql.Uuids(entries.New.Select(row => row.Entry.Value)),
            Sql.Uuids(entries.New.Select(row => row.Slot?.Value)));
    }

    private static (List<T> Gone, List<(T Before, T After)> Changed, List<T> New) Sides<T>(
        IReadOnlyList<Change<T>> changes)
        where T : class
    {
        var (gone, changed, added) = (new List<T>(), new List<(T, T)>(), new List<T>());
        foreach (var change in changes)
        {
            switch (change)
            {
                case { Before: { } before, After: { } after }: changed.Add((before, after)); break;
                case { Before: { } before }: gone.Add(before); break;
                case { After: { } after }: added.Add(after); break;
            }
        }

        return (gone, changed, added);
    }

    /// <summary>The command of each event.</summary>
    private static Command?[] CausesOf(AppendRequest request)
    {
        var causes = new Command?[request.Events.Count];
        foreach (var decided in request.Commands)
        {
            Array.Fill(causes, decided.Command, decided.First, decided.Count);
        }

        return causes;
    }

    private static string Text(long number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>One stream that the database asserts, and what is added to it.</summary>
    private readonly record struct WrittenStream(StreamId Stream, long Version, int News, DateTime LastAt);

    /// <summary>The streams of an append in the order in which they are locked, and the version that each event
    /// gets.</summary>
    private sealed record WrittenStreams(
        IReadOnlyList<WrittenStream> New, IReadOnlyList<WrittenStream> Old, long[] Versions)
    {
        public static WrittenStreams Of(AppendRequest request)
        {
            var streams = new Dictionary<StreamId, WrittenStream>(request.Read.Count);
            foreach (var read in request.Read)
            {
                streams.Add(read.Stream, new WrittenStream(read.Stream, read.Version, 0, DateTime.UnixEpoch));
            }

            var versions = new long[request.Events.Count];
            for (var i = 0; i < versions.Length; i++)
            {
                var (stream, happened) = request.Events[i];
                ref var written = ref CollectionsMarshal.GetValueRefOrNullRef(streams, stream);
                if (Unsafe.IsNullRef(ref written))
                {
                    throw new ArgumentException($"{stream} is written and is not among the streams read.");
                }

                versions[i] = written.Version + written.News + 1;
                written = written with { News = written.News + 1, LastAt = StoredTime.Of(happened.At) };
            }

            // An old answer about the window is only stricter: the one stream that may be read and have moved.
            var asserted = streams.Values
                .Where(each => each.News > 0 || each.Stream.Kind != StreamKind.Window)
                .OrderBy(each => each.Stream)
                .ToLookup(each => each.Version == 0);
            return new WrittenStreams([.. asserted[true]], [.. asserted[false]], versions);
        }

        /// <summary>Where each event stands among those of the append, counted from 1.</summary>
        public Dictionary<(StreamId Stream, long Version), int> PlacesOf(IReadOnlyList<PlannedEvent> events) =>
            events.Index().ToDictionary(each => (each.Item.Stream, Versions[each.Index]), each => each.Index + 1);

        /// <summary>
        /// Where a run of streams ends that are locked by one query, counted from 1: the next one is of another kind,
        /// or is written where those before are only read.
        /// </summary>
        public IEnumerable<int> EndsOfRuns()
        {
            for (var i = 1; i <= Old.Count; i++)
            {
                if (i == Old.Count || KindOfLock(Old[i]) != KindOfLock(Old[i - 1]))
                {
                    yield return i;
                }
            }
        }

        private static (StreamKind Kind, bool IsWritten) KindOfLock(WrittenStream stream) =>
            (stream.Stream.Kind, stream.News > 0);
    }
}
