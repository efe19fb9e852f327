using NodaTime;
using Scheduling.Domain.Appointments;
using static Scheduling.Domain.Appointments.AppointmentEvent;

namespace Scheduling.Domain.Tests.Notices;

/// <summary>One visit of one patient, as the tests of notices need it.</summary>
internal static class NoticeCases
{
    public static readonly PolicyRef Policy = new("specialist-2026@1#000000000000");
    public static readonly PatientId Patient = new(Ids.Derive("patient"));
    public static readonly AppointmentId Visit = new(Ids.Derive("visit"));
    public static readonly SlotId Slot = new(Ids.Derive("slot"));
    public static readonly PlaceId Place = new(Ids.Derive("place"));
    public static readonly PlaceId OtherPlace = new(Ids.Derive("other place"));
    public static readonly LocalDateTime Start = new(2026, 10, 12, 9, 30);
    public static readonly Instant Now = Instant.FromUtc(2026, 9, 15, 10, 0);

    public static AppointmentBooked Booked(BookingOrigin origin) =>
        new(
            Patient, Slot, Place, ScopeCode.Parse("02.1100.001.02"), SlotKind.FirstTime, Start, null, null, null,
            [ContactKind.Mobile], ActorRole.Patient, Channel.Ikp, origin, null, null, Policy, Now);

    public static AppointmentCancelled Cancelled(ActorRole by, PlaceReason? reason) =>
        new(by, Channel.Place, reason, Policy, Now);

    public static AppointmentRescheduled Rescheduled(PlaceReason? reason) =>
        new(
            new SlotId(Ids.Derive("slot before")), Slot, Place, Start, ActorRole.Patient, Channel.Ikp, reason, Policy,
            Now);
}
