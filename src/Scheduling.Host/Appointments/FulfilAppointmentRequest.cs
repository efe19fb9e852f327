using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Appointments;

/// <summary>The visit took place.</summary>
internal sealed record FulfilAppointmentRequest() : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<FulfilAppointment, FulfilAppointmentRequest>(
        "/appointments/{appointment:guid}/fulfil", Staff, Administrator, Integrator) with
    {
        Summary = "The visit took place.",
    };

    public IOperation ToOperation(Call call) =>
        new FulfilAppointment(call.Appointment);
}
