using NodaTime;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.WaitingRoom;

/// <summary>A patient who was kept from a visit by force majeure waits again with the old turn.</summary>
internal sealed record ReinstateEntryRequest(LocalDate HindranceEndedOn) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<ReinstateEntry, ReinstateEntryRequest>(
        "/appointments/{appointment:guid}/reinstate", Patient, Staff, Administrator, Integrator) with
    {
        Summary = "A patient who was kept from a visit by force majeure waits again with the old turn.",
        Example = new(Body: () => new ReinstateEntryRequest(new LocalDate(2026, 9, 7))),
    };

    public IOperation ToOperation(Call call) =>
        new ReinstateEntry(call.Appointment, HindranceEndedOn);
}
