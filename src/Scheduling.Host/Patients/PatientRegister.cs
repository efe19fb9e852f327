using Npgsql;
using NpgsqlTypes;
using Scheduling.Domain;
using Scheduling.Domain.Identifiers;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Patients;

/// <summary>What became of a change to the register.</summary>
/// <param name="Patient">Whom it concerns; nothing where nobody was found.</param>
/// <param name="Version">Of the person's data, from 1; 0 when they are erased.</param>
/// <param name="Made">Whether the person was not known before.</param>
internal readonly record struct RegisterOutcome(PatientId? Patient, long Version, bool Made)
{
    public static RegisterOutcome Unknown { get; } = new(null, 0, false);
}

/// <summary>A person's data as they stand.</summary>
internal sealed record KnownPatient(ContactData Contact, long Version);

/// <summary>
/// Who the opaque identities are, and how they are reached: the one place that reads and writes schema
/// <c>patient</c>. Nothing of it goes past the event store's border.
/// </summary>
internal sealed class PatientRegister(NpgsqlDataSource source, PersonalKeys keys)
{
    /// <summary>Makes sure that what the database holds was written with these keys, or it holds nothing.</summary>
    /// <exception cref="InvalidOperationException">It was written with others.</exception>
    public async Task RequireKeys(CancellationToken stop = default)
    {
        // The update changes nothing; it makes the row that was there come back.
        await using var command = source.CreateCommand("""
            insert into patient.keys (fingerprint) values ($1)
            on conflict (only_row) do update set only_row = true returning fingerprint
            """);
        command.Parameters.Add(new() { Value = keys.Fingerprint });
        if (!((byte[])(await command.ExecuteScalarAsync(stop))!).AsSpan().SequenceEqual(keys.Fingerprint))
        {
            throw new InvalidOperationException(
                "The personal data of this database were written with other keys than those of this folder: bring "
                + "patients.key and patients-hash.key of the Host that wrote them.");
        }
    }

    /// <summary>The known person of a number.</summary>
    public async Task<PatientId?> Find(Pesel pesel, CancellationToken stop = default)
    {
        await using var command = source.CreateCommand("select patient from patient.person where pesel_hash = $1");
        command.Parameters.Add(new() { Value = keys.HashOf(pesel) });
        return await command.ExecuteScalarAsync(stop) is Guid id ? new PatientId(id) : null;
    }

    /// <summary>Everybody who is reached by a telephone number, in the order of their identities.</summary>
    /// <param name="mobile">As it is kept.</param>
    public async Task<IReadOnlyList<PatientId>> FindByMobile(string mobile, CancellationToken stop = default)
    {
        await using var command = source.CreateCommand(
            "select patient from patient.person where mobile_hash = $1 order by patient");
        command.Parameters.Add(new() { Value = keys.HashOfMobile(mobile) });
        await using var reader = await command.ExecuteReaderAsync(stop);
        var found = new List<PatientId>();
        while (await reader.ReadAsync(stop))
        {
            found.Add(new PatientId(reader.GetGuid(0)));
        }

        return found;
    }

    /// <summary>Those of some people who are known and not erased.</summary>
    public async Task<IReadOnlySet<PatientId>> Known(
        IReadOnlyCollection<PatientId> patients, CancellationToken stop = default)
    {
        await using var command = source.CreateCommand(
            "select patient from patient.person where patient = any ($1)");
        command.Parameters.Add(Sql.Uuids(patients.Select(patient => patient.Value)));
        await using var reader = await command.ExecuteReaderAsync(stop);
        var known = new HashSet<PatientId>();
        while (await reader.ReadAsync(stop))
        {
            known.Add(new PatientId(reader.GetGuid(0)));
        }

        return known;
    }

    /// <summary>How somebody is reached; nothing for whoever is unknown or erased.</summary>
    public async Task<KnownPatient?> Read(PatientId patient, CancellationToken stop = default)
    {
        await using var command = source.CreateCommand("""
            select p.contact, p.version, k.wrapped
            from patient.person p join patient.data_key k on k.patient = p.patient where p.patient = $1
            """);
        command.Parameters.Add(new() { Value = patient.Value });
        await using var reader = await command.ExecuteReaderAsync(stop);
        if (!await reader.ReadAsync(stop))
        {
            return null;
        }

        var key = keys.Unwrap(patient, reader.GetFieldValue<byte[]>(2));
        var clear = PersonalKeys.Unseal(key, patient, reader.GetFieldValue<byte[]>(0));
        return new KnownPatient(CanonicalJson.Read<ContactData>(clear), reader.GetInt64(1));
    }

    /// <summary>Registers somebody; whoever is known stays as they are.</summary>
    /// <param name="patient">A new identity.</param>
    /// <param name="contact">Checked.</param>
    public Task<RegisterOutcome> Register(
        Guid request, PatientId patient, Pesel pesel, ContactData contact, CancellationToken stop = default) =>
        Once(request, async within =>
        {
            var key = PersonalKeys.NewKey();
            await using var insert = new NpgsqlCommand(
                """
                insert into patient.person (patient, pesel_hash, mobile_hash, contact, version)
                values ($1, $2, $3, $4, 1) on conflict (pesel_hash) do nothing
                """, within);
            insert.Parameters.Add(new() { Value = patient.Value });
            insert.Parameters.Add(new() { Value = keys.HashOf(pesel) });
            insert.Parameters.Add(MobileHashOf(contact));
            insert.Parameters.Add(new() { Value = Sealed(key, patient, contact) });
            if (await insert.ExecuteNonQueryAsync(stop) == 0)
            {
                return await FindWithin(pesel, within, stop);
            }

            await using var keep = new NpgsqlCommand(
                "insert into patient.data_key (patient, wrapped) values ($1, $2)", within);
            keep.Parameters.Add(new() { Value = patient.Value });
            keep.Parameters.Add(new() { Value = keys.Wrap(patient, key) });
            await keep.ExecuteNonQueryAsync(stop);
            return new RegisterOutcome(patient, 1, true);
        }, stop);

    /// <summary>Replaces how somebody is reached; of nobody nothing.</summary>
    /// <param name="contact">Checked.</param>
    public Task<RegisterOutcome> Change(
        Guid request, PatientId patient, ContactData contact, CancellationToken stop = default) =>
        Once(request, async within =>
        {
            await using var look = new NpgsqlCommand(
                "select wrapped from patient.data_key where patient = $1 for update", within);
            look.Parameters.Add(new() { Value = patient.Value });
            if (await look.ExecuteScalarAsync(stop) is not byte[] wrapped)
            {
                return RegisterOutcome.Unknown;
            }

            await using var update = new NpgsqlCommand(
                """
                update patient.person
                set contact = $2, mobile_hash = $3, version = version + 1, changed_at = now()
                where patient = $1 returning version
                """, within);
            update.Parameters.Add(new() { Value = patient.Value });
            update.Parameters.Add(new() { Value = Sealed(keys.Unwrap(patient, wrapped), patient, contact) });
            update.Parameters.Add(MobileHashOf(contact));
            return new RegisterOutcome(patient, (long)(await update.ExecuteScalarAsync(stop))!, false);
        }, stop);

    /// <summary>Forgets somebody: the key and the row. What the engine knows names nobody any more.</summary>
    public Task<RegisterOutcome> Erase(Guid request, PatientId patient, CancellationToken stop = default) =>
        Once(request, async within =>
        {
            await using var delete = new NpgsqlCommand(
                """
                with key as (delete from patient.data_key where patient = $1)
                delete from patient.person where patient = $1
                """, within);
            delete.Parameters.Add(new() { Value = patient.Value });
            return await delete.ExecuteNonQueryAsync(stop) == 0
                ? RegisterOutcome.Unknown
                : new RegisterOutcome(patient, 0, false);
        }, stop);

    // A request that comes again gets the answer it got; two of one name at once wait for one another.
    private async Task<RegisterOutcome> Once(
        Guid request, Func<NpgsqlConnection, Task<RegisterOutcome>> change, CancellationToken stop)
    {
        await using var connection = await source.OpenConnectionAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        await using var claim = new NpgsqlCommand(
            "insert into patient.answered_request (request) values ($1) on conflict do nothing", connection);
        claim.Parameters.Add(new() { Value = request });
        if (await claim.ExecuteNonQueryAsync(stop) == 0)
        {
            return await AnswerTo(request, connection, stop);
        }

        var outcome = await change(connection);
        await using var note = new NpgsqlCommand(
            "update patient.answered_request set patient = $2, version = $3, made = $4 where request = $1",
            connection);
        note.Parameters.Add(new() { Value = request });
        note.Parameters.Add(new()
        {
            Value = outcome.Patient?.Value ?? (object)DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid,
        });
        note.Parameters.Add(new() { Value = outcome.Version });
        note.Parameters.Add(new() { Value = outcome.Made });
        await note.ExecuteNonQueryAsync(stop);
        await transaction.CommitAsync(stop);
        return outcome;
    }

    private static async Task<RegisterOutcome> AnswerTo(
        Guid request, NpgsqlConnection within, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            "select patient, version, made from patient.answered_request where request = $1", within);
        command.Parameters.Add(new() { Value = request });
        await using var reader = await command.ExecuteReaderAsync(stop);
        await reader.ReadAsync(stop);
        return reader.IsDBNull(0)
            ? RegisterOutcome.Unknown
            : new RegisterOutcome(new PatientId(reader.GetGuid(0)), reader.GetInt64(1), reader.GetBoolean(2));
    }

    private async Task<RegisterOutcome> FindWithin(Pesel pesel, NpgsqlConnection within, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(
            "select patient, version from patient.person where pesel_hash = $1", within);
        command.Parameters.Add(new() { Value = keys.HashOf(pesel) });
        await using var reader = await command.ExecuteReaderAsync(stop);
        return await reader.ReadAsync(stop)
            ? new RegisterOutcome(new PatientId(reader.GetGuid(0)), reader.GetInt64(1), false)
            : RegisterOutcome.Unknown;
    }

    private static byte[] Sealed(byte[] key, PatientId patient, ContactData contact) =>
        PersonalKeys.Seal(key, patient, CanonicalJson.Write(contact));

    private NpgsqlParameter MobileHashOf(ContactData contact) =>
        new()
        {
            Value = contact.Mobile is { } mobile ? keys.HashOfMobile(mobile) : DBNull.Value,
            NpgsqlDbType = NpgsqlDbType.Bytea,
        };
}
