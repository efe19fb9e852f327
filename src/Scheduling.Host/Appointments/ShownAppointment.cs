using Npgsql;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Appointments;

/// <summary>An appointment as lists of them show it, from the read model.</summary>
/// <param name="Start">Local time in Poland.</param>
/// <param name="State"><c>booked</c>, <c>cancelled</c>, <c>fulfilled</c> or <c>missed</c>.</param>
/// <param name="Fault">Whose fault it was that a visit was missed.</param>
internal sealed record ShownAppointment(
    AppointmentId Appointment, PatientId Patient, ScopeCode Scope, string Kind, string Origin, SlotId Slot,
    PlaceId Place, LocalDateTime Start, ReportId? Report, EntryId? Entry, ReferralId? Referral, string State,
    string? Fault, long Version)
{
    /// <summary>Its columns, in the order in which <see cref="At"/> reads them.</summary>
    public const string Columns =
        "appointment, patient, scope, kind, origin, slot, place, starts_at, report, entry, referral, state, fault, "
        + "version";

    /// <summary>The one that a row tells of.</summary>
    public static ShownAppointment At(NpgsqlDataReader row) =>
        new(
            new AppointmentId(row.GetGuid(0)), new PatientId(row.GetGuid(1)), ScopeCode.Parse(row.GetString(2)),
            row.GetString(3), row.GetString(4), new SlotId(row.GetGuid(5)), new PlaceId(row.GetGuid(6)),
            LocalDateTime.FromDateTime(row.GetDateTime(7)),
            row.Identity(8) is { } report ? new ReportId(report) : null,
            row.Identity(9) is { } entry ? new EntryId(entry) : null,
            row.Identity(10) is { } referral ? new ReferralId(referral) : null,
            row.GetString(11), row.Text(12), row.GetInt64(13));
}
