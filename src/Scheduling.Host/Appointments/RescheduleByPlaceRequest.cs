using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using Scheduling.Host.Http.OpenApi;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Appointments;

/// <summary>A place moves a visit to another of its times.</summary>
/// <param name="Old">What becomes of the time given up.</param>
internal sealed record RescheduleByPlaceRequest(SlotId Slot, SlotAfterwards Old, PlaceReason? Reason = null) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<RescheduleByPlace, RescheduleByPlaceRequest>(
        "/appointments/{appointment:guid}/reschedule-by-place", Staff, Administrator, Integrator) with
    {
        Summary = "A place moves a visit to another of its times.",
        Example = new(Body: () => new RescheduleByPlaceRequest(
            Examples.OtherSlot("reschedule-by-place"), SlotAfterwards.Withdrawn, PlaceReason.Unforeseeable)),
    };

    public IOperation ToOperation(Call call) =>
        new RescheduleByPlace(call.Appointment, Slot, Reason, Old);
}
