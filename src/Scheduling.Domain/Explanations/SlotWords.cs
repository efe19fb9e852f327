using System.Diagnostics;
using System.Globalization;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.Slots;

namespace Scheduling.Domain.Explanations;

/// <summary>The life of a slot in words, as everybody tells it who explains.</summary>
public static class SlotWords
{
    /// <summary>What happened to a slot.</summary>
    public static string Of(SlotEvent happened) =>
        happened switch
        {
            SlotEvent.SlotPublished published => string.Create(
                CultureInfo.InvariantCulture,
                $"published by place/{published.Place}: {EnumText.Of(published.Kind)}, "
                    + $"{published.Start:uuuu-MM-dd HH:mm}, {published.Minutes} min, {EnumText.Of(published.Mode)}"),
            SlotEvent.SlotAssigned assigned => string.Create(
                CultureInfo.InvariantCulture,
                $"assigned to entry/{assigned.Entry} (appointment/{assigned.Appointment}); "
                    + $"the matcher had read the log to position {assigned.AsOf}"),
            SlotEvent.SlotReleased released => $"released to the public: {EnumText.Of(released.Reason)}",
            SlotEvent.SlotBooked booked => $"booked by appointment/{booked.Appointment}",
            SlotEvent.SlotFreed freed =>
                $"left by appointment/{freed.Appointment}: held back for the waiting room",
            SlotEvent.SlotConsumed consumed => $"used up by appointment/{consumed.Appointment}",
            SlotEvent.SlotWithdrawn withdrawn => $"withdrawn: {withdrawn.Reason}",
            _ => throw new UnreachableException(),
        };
}
