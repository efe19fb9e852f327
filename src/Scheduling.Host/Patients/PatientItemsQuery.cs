using Microsoft.AspNetCore.Http;
using Npgsql;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Host.Appointments;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Http.Queries;
using Scheduling.Host.Storage;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Patients;

/// <summary>
/// <c>GET /patients/{id}/items</c>: all that there is of a patient, known by nothing but the identity; from the read
/// models, a moment behind. Of somebody nobody knows there is nothing.
/// </summary>
internal sealed class PatientItemsQuery(QueryNeeds needs) : IQuery
{
    public static QueryRoute Route { get; } = new(
        "/patients/{id:guid}/items", [Patient, Staff, Administrator, Integrator, Operator],
        needs => new PatientItemsQuery(needs),
        new RouteText(
            "see-patient-items", "All that there is of a patient: appointments, entries, reports, referrals.",
            typeof(Body))
        {
            Example = new(Staff, Address: new Dictionary<string, string>
            {
                ["id"] = $"{Examples.Patient("see-patient-items")}",
            }),
        });

    public async Task<IResult> Answer(Ask ask)
    {
        var patient = new PatientId(ask.Id);
        if (ask.Caller.Patient is { } self && self != patient)
        {
            return ask.No(new Refusal("not-found", [new RefusalArgument("stream", $"patient/{patient}")]));
        }

        var appointments = await Find(
            $"""
            select {ShownAppointment.Columns} from read.appointment
            where patient = $1 order by starts_at, appointment
            """,
            ShownAppointment.At);
        var entries = await Find(
            """
            select entry, scope, report, referral, class, since, number, state, slot, appointment, version
            from read.entry where patient = $1 order by placed_at, entry
            """,
            EntryAt);
        var reports = await Find(
            """
            select report, scope, referral, category, class, since, number, state, closed_reason, version
            from read.report where patient = $1 order by filed_at, report
            """,
            ReportAt);
        var referrals = await Find(
            """
            select referral, scope, form, category, card, state, place, version
            from read.referral where patient = $1 order by referral
            """,
            ReferralAt);
        return new JsonAnswer(new Body(patient, appointments, entries, reports, referrals));

        async Task<ValueList<T>> Find<T>(string sql, Func<NpgsqlDataReader, T> row) =>
            ValueList.From(await Rows.Read(needs.Source, sql, row, ask.Stop, patient.Value));
    }

    private static Entry EntryAt(NpgsqlDataReader row) =>
        new(
            new EntryId(row.GetGuid(0)), ScopeCode.Parse(row.GetString(1)), new ReportId(row.GetGuid(2)),
            row.Identity(3) is { } referral ? new ReferralId(referral) : null, row.GetString(4),
            StoredTime.ToInstant(row.GetDateTime(5)), row.GetInt64(6), row.GetString(7),
            row.Identity(8) is { } slot ? new SlotId(slot) : null,
            row.Identity(9) is { } appointment ? new AppointmentId(appointment) : null, row.GetInt64(10));

    private static Report ReportAt(NpgsqlDataReader row) =>
        new(
            new ReportId(row.GetGuid(0)), ScopeCode.Parse(row.GetString(1)),
            row.Identity(2) is { } referral ? new ReferralId(referral) : null, row.GetString(3), row.GetString(4),
            StoredTime.ToInstant(row.GetDateTime(5)), row.GetInt64(6), row.GetString(7), row.Text(8), row.GetInt64(9));

    private static Referral ReferralAt(NpgsqlDataReader row) =>
        new(
            new ReferralId(row.GetGuid(0)), ScopeCode.Parse(row.GetString(1)), row.GetString(2), row.GetString(3),
            row.Text(4), row.GetString(5), row.Identity(6) is { } place ? new PlaceId(place) : null, row.GetInt64(7));

    /// <param name="State"><c>waiting</c>, <c>assigned</c>, <c>withdrawn</c> or <c>removed</c>.</param>
    private sealed record Entry(
        EntryId Id, ScopeCode Scope, ReportId Report, ReferralId? Referral, string Class, Instant Since, long Number,
        string State, SlotId? Slot, AppointmentId? Appointment, long Version);

    /// <param name="State"><c>open</c> or <c>closed</c>.</param>
    private sealed record Report(
        ReportId Id, ScopeCode Scope, ReferralId? Referral, string Category, string Class, Instant Since, long Number,
        string State, string? ClosedReason, long Version);

    /// <param name="State"><c>issued</c>, <c>held</c>, <c>fulfilled</c> or <c>cancelled</c>.</param>
    /// <param name="Place">Who holds it.</param>
    private sealed record Referral(
        ReferralId Id, ScopeCode Scope, string Form, string Category, string? Card, string State, PlaceId? Place,
        long Version);

    private sealed record Body(
        PatientId Patient, ValueList<ShownAppointment> Appointments, ValueList<Entry> Entries,
        ValueList<Report> Reports, ValueList<Referral> Referrals);
}
