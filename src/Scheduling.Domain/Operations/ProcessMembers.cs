using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Processes;
using Scheduling.Domain.Slots;

namespace Scheduling.Domain.Operations;

/// <summary>
/// What a process still has to do, found by looking at the slots of its place: the shell
/// looks, this says what each slot
/// needs. A process that was interrupted goes on by looking again.
/// </summary>
public static class ProcessMembers
{
    private const string Ended = "the contract of the place ended";
    private const string Cancelled = "the place cancelled its day";

    /// <summary>Whether a slot that starts then can be a member at all.</summary>
    /// <param name="now">Local time in Poland: what has begun is left as it is.</param>
    public static bool Concerns(ProcessEvent.ProcessStarted task, LocalDateTime start, LocalDateTime now) =>
        start > now && start.Date >= task.From && !(start.Date > task.To);

    /// <summary>The operation that a slot needs, or nothing when it needs none any more.</summary>
    public static IOperation? Needed(ProcessEvent.ProcessStarted task, SlotId id, Slot slot) =>
        slot switch
        {
            Slot.Free => new WithdrawSlot(id, task.Kind == ProcessKind.EndContract ? Ended : Cancelled),
            Slot.Taken taken => new CancelByPlace(taken.Appointment, ReasonOf(task.Kind), SlotAfterwards.Withdrawn),
            _ => null,
        };

    private static PlaceReason ReasonOf(ProcessKind kind) =>
        kind switch
        {
            ProcessKind.EndContract => PlaceReason.ContractEnded,
            ProcessKind.CancelDays => PlaceReason.Unforeseeable,
        };
}
