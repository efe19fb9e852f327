using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Access;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Appointments;

/// <summary>A patient gives up a visit; told to the desk of a place, the desk passes it on.</summary>
/// <param name="ByThirdPerson">Whether somebody who acts for the patient says so.</param>
internal sealed record CancelByPatientRequest(bool ByThirdPerson = false) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<CancelByPatient, CancelByPatientRequest>(
        "/appointments/{appointment:guid}/cancel", Patient, Staff, Administrator, Integrator) with
    {
        Summary = "A patient gives up a visit, or tells the desk of a place, which passes it on.",
    };

    public Actor ActorOf(Caller caller) =>
        new(ByThirdPerson ? ActorRole.ThirdPerson : ActorRole.Patient, caller.Channel);

    public IOperation ToOperation(Call call) =>
        new CancelByPatient(call.Appointment, call.Given.Reminded);
}
