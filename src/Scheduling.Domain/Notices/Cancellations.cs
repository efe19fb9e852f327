using static Scheduling.Domain.Appointments.AppointmentEvent;

namespace Scheduling.Domain.Notices;

/// <summary>Whose wish a cancellation was.</summary>
internal static class Cancellations
{
    /// <summary>
    /// Whether the patient gave the date up, be it at the desk of a place. A place gives a reason for a first visit,
    /// always; for a continuing one it need not, so there the staff's word counts as the place's (<i>assumed</i>).
    /// </summary>
    public static bool IsByPatient(AppointmentCancelled cancelled, SlotKind? kind) =>
        cancelled.Reason is null
        && cancelled.By switch
        {
            ActorRole.Patient => true,
            ActorRole.ThirdPerson => true,
            ActorRole.Staff => kind == SlotKind.FirstTime,
            ActorRole.Administrator => kind == SlotKind.FirstTime,
            ActorRole.System => false,
        };
}
