using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Host.Http.Commands;
using static Scheduling.Host.Http.Access.AccessRole;

namespace Scheduling.Host.Appointments;

/// <summary>A place cannot keep a visit.</summary>
/// <param name="Slot">What becomes of its time.</param>
internal sealed record CancelByPlaceRequest(SlotAfterwards Slot, PlaceReason? Reason = null) : IRequest
{
    public static CommandRoute Route { get; } = CommandRoute.Post<CancelByPlace, CancelByPlaceRequest>(
        "/appointments/{appointment:guid}/cancel-by-place", Staff, Administrator, Integrator) with
    {
        Summary = "A place cannot keep a visit.",
        Example = new(Body: () => new CancelByPlaceRequest(
            SlotAfterwards.Withdrawn, PlaceReason.Unforeseeable)),
    };

    public IOperation ToOperation(Call call) =>
        new CancelByPlace(call.Appointment, Reason, Slot);
}
