using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.ServicePlaces;

/// <summary>All visits of some days are called off, such as when a doctor falls ill.</summary>
/// <param name="To">Included.</param>
internal sealed record CancelDaysRequest(LocalDate From, LocalDate To) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Make<CancelDays, CancelDaysRequest>(
        "/service-places/{place:guid}/cancelled-days", made => made.Process,
        Staff, Administrator, Integrator, Operator) with
    {
        Summary = "All visits of some days are called off, such as when a doctor falls ill.",
        Example = new(Body: () => new CancelDaysRequest(new LocalDate(2026, 9, 14), new LocalDate(2026, 9, 15))),
    };

    public IOperation ToOperation(Call call) =>
        new CancelDays(new ProcessId(call.New("process")), call.Place, From, To);
}
