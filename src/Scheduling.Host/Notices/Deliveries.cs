using System.Globalization;
using Npgsql;
using NodaTime;
using NpgsqlTypes;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Notices;

/// <summary>What is to be sent and what became of it.</summary>
internal sealed class Deliveries(NpgsqlDataSource source)
{
    private const string Columns = """
        select i.key, i.kind, i.channel, i.recipient, i.at, i.cause, i.appointment, i.starts_at, i.place, i.reason,
            i.days, d.state, d.attempts, nullif(d.next_at, '-infinity'), d.reason, d.ended_at
        from scheduling.deliveries d join scheduling.notice_intents i on i.key = d.intent

        """;

    /// <summary>The next ones of a channel that may be tried now, those that have waited longest first.</summary>
    /// <param name="now">By the machine's clock.</param>
    public Task<IReadOnlyList<Delivery>> Next(NoticeChannel channel, Instant now, CancellationToken stop = default) =>
        Read(
            Columns + """
                where d.channel = $1 and d.state in ('pending', 'failed') and d.next_at <= $2
                order by d.next_at, d.ordinal limit $3
                """,
            [
                new() { Value = EnumText.Of(channel) }, new() { Value = StoredTime.Of(StoredTime.Floor(now)) },
                new() { Value = DeliveryLimits.Page },
            ], stop);

    /// <summary>Those in a state, in the order in which they were decided.</summary>
    public Task<IReadOnlyList<Delivery>> In(DeliveryState state, int most, CancellationToken stop = default) =>
        Read(
            Columns + "where d.state = $1 order by d.ordinal limit $2",
            [new() { Value = EnumText.Of(state) }, new() { Value = most }], stop);

    /// <summary>The reminders by text message that somebody was sent, the last one last.</summary>
    public Task<IReadOnlyList<Delivery>> RemindersSentTo(
        IReadOnlyCollection<PatientId> patients, CancellationToken stop = default) =>
        Read(
            Columns + """
                where i.recipient = any ($1) and i.kind = 'date-approaching' and i.channel = 'sms' and d.state = 'sent'
                order by i.ordinal
                """,
            [Sql.Texts(patients.Select(patient => $"{new NoticeRecipient.ToPatient(patient)}"))], stop);

    /// <summary>Notes what became of a try; nothing where somebody else has tried in the meantime.</summary>
    /// <param name="tried">As it was before.</param>
    public async Task Note(Delivery tried, Delivery now, CancellationToken stop = default)
    {
        await using var command = source.CreateCommand("""
            update scheduling.deliveries
            set state = $2, attempts = $3, next_at = coalesce($4, next_at), reason = $5, ended_at = $6
            where intent = $1 and state in ('pending', 'failed') and attempts = $7
            """);
        command.Parameters.Add(new() { Value = tried.Intent.Key });
        command.Parameters.Add(new() { Value = EnumText.Of(now.State) });
        command.Parameters.Add(new() { Value = now.Attempts });
        command.Parameters.Add(Time(now.NextAt));
        command.Parameters.Add(new() { Value = now.Reason ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(Time(now.EndedAt));
        command.Parameters.Add(new() { Value = tried.Attempts });
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Notes that there is nobody to send some deliveries to.</summary>
    public async Task NoteNobody(
        IReadOnlyCollection<Delivery> tried, string reason, Instant now, CancellationToken stop = default)
    {
        if (tried.Count == 0)
        {
            return;
        }

        await using var command = source.CreateCommand("""
            update scheduling.deliveries set state = 'no-contact', reason = $2, ended_at = $3
            where intent = any ($1) and state in ('pending', 'failed')
            """);
        command.Parameters.Add(Sql.Texts(tried.Select(each => each.Intent.Key)));
        command.Parameters.Add(new() { Value = reason });
        command.Parameters.Add(Time(now));
        await command.ExecuteNonQueryAsync(stop);
    }

    /// <summary>Takes up again what was put aside, as if for the first time.</summary>
    /// <param name="key">Of one; nothing for all.</param>
    /// <returns>How many there were.</returns>
    public async Task<int> RunAgain(string? key = null, CancellationToken stop = default)
    {
        await using var command = source.CreateCommand("""
            update scheduling.deliveries
            set state = 'pending', attempts = 0, next_at = '-infinity', ended_at = null
            where state = 'parked' and ($1 is null or intent = $1)
            """);
        command.Parameters.Add(new NpgsqlParameter<string?> { TypedValue = key, NpgsqlDbType = NpgsqlDbType.Varchar });
        return await command.ExecuteNonQueryAsync(stop);
    }

    private static NpgsqlParameter Time(Instant? at) =>
        new()
        {
            Value = at is { } instant ? StoredTime.Of(StoredTime.Floor(instant)) : DBNull.Value,
            NpgsqlDbType = NpgsqlDbType.TimestampTz,
        };

    private async Task<IReadOnlyList<Delivery>> Read(
        string sql, NpgsqlParameter[] parameters, CancellationToken stop)
    {
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync(stop);
        var deliveries = new List<Delivery>();
        while (await reader.ReadAsync(stop))
        {
            deliveries.Add(new Delivery(
                IntentAt(reader), StoredTime.ToInstant(reader.GetDateTime(4)),
                reader.IsDBNull(5) ? null : reader.GetInt64(5), Named<DeliveryState>(reader.GetString(11)),
                reader.GetInt32(12), TimeAt(reader, 13), reader.IsDBNull(14) ? null : reader.GetString(14),
                TimeAt(reader, 15)));
        }

        return deliveries;
    }

    private static NoticeIntent IntentAt(NpgsqlDataReader row) =>
        new(
            row.GetString(0), Named<NoticeKind>(row.GetString(1)), Named<NoticeChannel>(row.GetString(2)),
            RecipientOf(row.GetString(3)),
            row.IsDBNull(6) ? null : new AppointmentId(row.GetGuid(6)),
            row.IsDBNull(7) ? null : LocalDateTime.FromDateTime(row.GetDateTime(7)),
            row.IsDBNull(8) ? null : new PlaceId(row.GetGuid(8)),
            row.IsDBNull(9) ? null : Named<PlaceReason>(row.GetString(9)),
            row.IsDBNull(10) ? null : row.GetInt32(10));

    private static NoticeRecipient RecipientOf(string text)
    {
        var (kind, id) = (text.Split('/')[0], Guid.Parse(text.Split('/')[1], CultureInfo.InvariantCulture));
        return kind == "patient"
            ? new NoticeRecipient.ToPatient(new PatientId(id))
            : new NoticeRecipient.ToPlace(new PlaceId(id));
    }

    private static Instant? TimeAt(NpgsqlDataReader row, int column) =>
        row.IsDBNull(column) ? null : StoredTime.ToInstant(row.GetDateTime(column));

    /// <summary>The value of a stored name.</summary>
    public static T Named<T>(string name)
        where T : struct, Enum =>
        EnumText.TryRead<T>(System.Text.Encoding.UTF8.GetBytes(name), out var value)
            ? value
            : throw new InvalidOperationException($"'{name}' is no {typeof(T).Name}.");
}
