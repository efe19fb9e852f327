using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Reports;

namespace Scheduling.Domain.Notices;

/// <summary>Whom an event concerns and how they can be reached, read from the states beside the event.</summary>
/// <param name="Contacts">What kinds of contact the patient left.</param>
/// <param name="Start">Of an appointment: its date, after the event.</param>
/// <param name="Place">Of an appointment: its place, after the event.</param>
/// <param name="PlaceBefore">Of an appointment whose date changed: the place it had before.</param>
public sealed record NoticeSubject(
    PatientId Patient,
    ValueList<ContactKind> Contacts,
    AppointmentId? Appointment = null,
    LocalDateTime? Start = null,
    PlaceId? Place = null,
    PlaceId? PlaceBefore = null)
{
    /// <summary>The subject of an appointment's event; nothing while nobody booked it.</summary>
    public static NoticeSubject? Of(AppointmentId id, Appointment appointment, PlaceId? placeBefore = null) =>
        appointment is { Made: { } booking, On: { } date }
            ? new NoticeSubject(
                booking.Patient, booking.Contacts, id, date.Start, date.Place, placeBefore)
            : null;

    /// <summary>The subject of a report's or an entry's event; nothing while nothing was asked for.</summary>
    public static NoticeSubject? Of(CentralReport report) =>
        report.On is { Filed: { } filed } ? new NoticeSubject(filed.Patient, filed.Contacts) : null;
}
