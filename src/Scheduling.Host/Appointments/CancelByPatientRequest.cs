using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Appointments;

/// <summary>A patient gives up a visit.</summary>
internal sealed record CancelByPatientRequest() : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<CancelByPatient, CancelByPatientRequest>(
        "/appointments/{appointment:guid}/cancel", Patient) with
    {
        Summary = "A patient gives up a visit.",
    };

    public IOperation ToOperation(Call call) =>
        new CancelByPatient(call.Appointment);
}
