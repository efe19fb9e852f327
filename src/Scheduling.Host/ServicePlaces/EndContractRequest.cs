using NodaTime;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.ServicePlaces;

/// <summary>The contract ends on a day: visits from then on are called off, their patients wait again.</summary>
internal sealed record EndContractRequest(LocalDate EffectiveOn) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Make<EndContract, EndContractRequest>(
        "/service-places/{place:guid}/contract-end", made => made.Process, Administrator, Operator) with
    {
        Summary = "The contract ends on a day: visits from then on are called off, their patients wait again.",
        Example = new(Body: () => new EndContractRequest(new LocalDate(2026, 12, 31))),
    };

    public IOperation ToOperation(Call call) =>
        new EndContract(call.Place, EffectiveOn);
}
