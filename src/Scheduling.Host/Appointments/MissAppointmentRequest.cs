using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Appointments;

/// <summary>The patient was not there.</summary>
internal sealed record MissAppointmentRequest(Fault Fault) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<MissAppointment, MissAppointmentRequest>(
        "/appointments/{appointment:guid}/miss", Staff, Administrator, Integrator) with
    {
        Summary = "The patient was not there.",
        Example = new(Body: () => new MissAppointmentRequest(Fault.Patient)),
    };

    public IOperation ToOperation(Call call) =>
        new MissAppointment(call.Appointment, Fault);
}
