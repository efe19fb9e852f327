using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Slots;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Reports;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Appointments;

/// <summary>The place registers a visit of today, even after it began.</summary>
/// <param name="Slot">A time published before; nothing where one is added.</param>
/// <param name="Late">Why a visit of an earlier day is registered only now.</param>
internal sealed record RegisterSameDayRequest(
    SlotOffer Offer,
    ReportRequest Report,
    SlotId? Slot = null,
    LateReason? Late = null) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Make<RegisterSameDay, RegisterSameDayRequest>(
        "/service-places/{place:guid}/same-day", made => made.Appointment, Staff, Administrator, Integrator) with
    {
        Summary = "The place registers a visit of today, even after it began.",
        Example = new(Body: () => new RegisterSameDayRequest(
            Examples.Offer(7, 15), Examples.Declared("register-same-day"))),
    };

    public Refusal? Check(Call call) => Report.Check(call);

    public ReportRequest? Declares => Report;

    public IOperation ToOperation(Call call) =>
        new RegisterSameDay(
            new AppointmentId(call.New("appointment")), call.Place, Slot ?? new SlotId(call.New("slot")), Offer,
            Report.ToDetails(call), Late, call.Eligibility);
}
