using Microsoft.AspNetCore.Http;
using Npgsql;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Host.Appointments;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Http.Queries;
using Scheduling.Host.Storage;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.ServicePlaces;

/// <summary>
/// <c>GET /service-places/{id}/day?date=</c>: a day at a place in order, every slot with its state and every
/// appointment that has or had this date; from the read models, a moment behind.
/// </summary>
internal sealed class PlaceDayQuery(QueryNeeds needs) : IQuery
{
    public static QueryRoute Route { get; } = new(
        "/service-places/{id:guid}/day", [Staff, Administrator, Integrator, Operator],
        needs => new PlaceDayQuery(needs),
        new RouteText("see-day", "A day at a place in order: its slots and its appointments.", typeof(Body))
        {
            Query = [new("date", typeof(LocalDate), "The local day.", "2026-09-21", IsRequired: true)],
            Example = new(
                Operator, Address: new Dictionary<string, string> { ["id"] = $"{Examples.Place("see-day")}" }),
        });

    public async Task<IResult> Answer(Ask ask)
    {
        var place = new PlaceId(ask.Id);
        if (ask.Caller.Place is { } own && own != place)
        {
            return ask.No(Refusals.OtherPlace(place));
        }

        var date = ask.Query.Day("date");
        if (date is null)
        {
            ask.Query.Refuse("date", "it is missing");
        }

        if (ask.Query.Wrong is { } wrong)
        {
            return ask.No(wrong);
        }

        if ((await needs.Store.Load([place], null, ask.Stop))[place].State is not ServicePlace.Known)
        {
            return ask.No(Refusals.NotFound(place));
        }

        object[] day =
        [
            place.Value, StoredTime.Of(date!.Value.AtMidnight()), StoredTime.Of(date.Value.PlusDays(1).AtMidnight()),
        ];
        var slots = await Rows.Read(
            needs.Source,
            """
            select slot, scope, kind, mode, starts_at, minutes, practitioner, ages_from, ages_to, state, appointment,
                version
            from read.slot where place = $1 and starts_at >= $2 and starts_at < $3 order by starts_at, slot
            """,
            SlotAt, ask.Stop, day);
        var appointments = await Rows.Read(
            needs.Source,
            $"""
            select {ShownAppointment.Columns} from read.appointment
            where place = $1 and starts_at >= $2 and starts_at < $3 order by starts_at, appointment
            """,
            ShownAppointment.At, ask.Stop, day);
        return new JsonAnswer(new Body(place, date.Value, ValueList.From(slots), ValueList.From(appointments)));
    }

    private static Slot SlotAt(NpgsqlDataReader row) =>
        new(
            new SlotId(row.GetGuid(0)), ScopeCode.Parse(row.GetString(1)), row.GetString(2), row.GetString(3),
            LocalDateTime.FromDateTime(row.GetDateTime(4)), row.GetInt32(5),
            row.Text(6) is { } practitioner ? new PractitionerId(practitioner) : null,
            row.IsDBNull(7) ? null : new AgeRange(row.GetInt16(7), row.GetInt16(8)), row.GetString(9),
            row.Identity(10) is { } appointment ? new AppointmentId(appointment) : null, row.GetInt64(11));

    /// <param name="State"><c>held-back</c>, <c>open</c>, <c>taken</c>, <c>consumed</c> or <c>withdrawn</c>; open to
    /// the public only where its place is active and its day inside the window.</param>
    private sealed record Slot(
        SlotId Id, ScopeCode Scope, string Kind, string Mode, LocalDateTime Start, int Minutes,
        PractitionerId? Practitioner, AgeRange? Ages, string State, AppointmentId? Appointment, long Version);

    private sealed record Body(
        PlaceId Place, LocalDate Date, ValueList<Slot> Slots, ValueList<ShownAppointment> Appointments);
}
