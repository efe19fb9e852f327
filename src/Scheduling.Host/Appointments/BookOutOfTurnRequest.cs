using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Slots;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using Scheduling.Host.Reports;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Appointments;

/// <summary>An entitled patient is seen out of turn.</summary>
/// <param name="Slot">A free time of the place; nothing where the place adds one.</param>
/// <param name="Added">The time that the place adds.</param>
internal sealed record BookOutOfTurnRequest(
    ReportRequest Report,
    SlotId? Slot = null,
    SlotOffer? Added = null) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Make<BookOutOfTurn, BookOutOfTurnRequest>(
        "/service-places/{place:guid}/out-of-turn", made => made.Appointment, Staff, Administrator, Integrator) with
    {
        Summary = "An entitled patient is seen out of turn.",
        Example = new(Body: () => new BookOutOfTurnRequest(
            Examples.Declared("book-out-of-turn") with { Entitlement = new Entitlement("art. 47c(1)(1)") },
            Added: Examples.Offer(8, 13))),
    };

    public Refusal? Check(Call call) => Report.Check(call);

    public ReportRequest? Declares => Report;

    public IOperation ToOperation(Call call) =>
        new BookOutOfTurn(
            new AppointmentId(call.New("appointment")), call.Place, Slot ?? new SlotId(call.New("slot")),
            Report.ToDetails(call), Added, call.Eligibility);
}
