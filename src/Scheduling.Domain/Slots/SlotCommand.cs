using NodaTime;

namespace Scheduling.Domain.Slots;

/// <summary>Intents addressed to one slot.</summary>
public abstract record SlotCommand
{
    private SlotCommand() { }

    public sealed record PublishSlot(PlaceId Place, SlotOffer Offer) : SlotCommand;

    public sealed record AssignSlot(AppointmentId Appointment, EntryId Entry, long AsOf) : SlotCommand;

    /// <param name="Access">Whether a slot held back for the waiting room may be taken too.</param>
    public sealed record BookSlot(AppointmentId Appointment, SlotAccess Access) : SlotCommand;

    public sealed record FreeSlot(AppointmentId Appointment) : SlotCommand;

    public sealed record ReleaseSlot(ReleaseReason Reason, long? AsOf) : SlotCommand;

    public sealed record ConsumeSlot(AppointmentId Appointment) : SlotCommand;

    /// <summary>Refused while somebody has it.</summary>
    public sealed record WithdrawSlot(string Reason) : SlotCommand;

    /// <summary>The appointment leaves it and the place offers it no longer.</summary>
    public sealed record WithdrawWith(AppointmentId Appointment, string Reason) : SlotCommand;
}

/// <summary>What a place offers.</summary>
/// <param name="Start">Local time in Poland.</param>
/// <param name="Minutes">Length, 1 to <see cref="Limits.SlotMinutesMax"/>.</param>
/// <param name="Ages">Whom it takes; nothing means everybody.</param>
public sealed record SlotOffer(
    ScopeCode Scope,
    SlotKind Kind,
    VisitMode Mode,
    LocalDateTime Start,
    int Minutes,
    PractitionerId? Practitioner = null,
    AgeRange? Ages = null);

/// <summary>Which free slots a booking may take (states.md §5).</summary>
public enum SlotAccess
{
    /// <summary>Only released ones.</summary>
    Open,

    /// <summary>Any free one: an out-of-turn patient, or a place moving its own patient.</summary>
    AnyFree,
}
