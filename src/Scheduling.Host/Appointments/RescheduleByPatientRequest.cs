using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Appointments;

/// <summary>A patient takes another open time.</summary>
internal sealed record RescheduleByPatientRequest(SlotId Slot) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<RescheduleByPatient, RescheduleByPatientRequest>(
        "/appointments/{appointment:guid}/reschedule", Patient) with
    {
        Summary = "A patient takes another open time.",
        Example = new(Body: () => new RescheduleByPatientRequest(Examples.OtherSlot("reschedule-by-patient"))),
    };

    public IOperation ToOperation(Call call) =>
        new RescheduleByPatient(call.Appointment, Slot);
}
