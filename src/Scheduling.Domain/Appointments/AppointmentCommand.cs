using NodaTime;

namespace Scheduling.Domain.Appointments;

/// <summary>Intents addressed to one appointment.</summary>
public abstract record AppointmentCommand
{
    private AppointmentCommand() { }

    /// <param name="Slot">The slot it takes; place, scope, kind and start come from there.</param>
    public sealed record Book(
        PatientId Patient,
        SlotId Slot,
        Slots.SlotEvent.SlotPublished Offer,
        ReportId? Report,
        EntryId? Entry,
        ReferralId? Referral,
        ValueList<ContactKind> Contacts,
        BookingOrigin Origin,
        string? LegalBasis = null,
        EligibilityAnswer? Eligibility = null) : AppointmentCommand;

    public sealed record Reschedule(SlotId Slot, PlaceId Place, LocalDateTime Start, PlaceReason? Reason)
        : AppointmentCommand;

    public sealed record Cancel(PlaceReason? Reason) : AppointmentCommand;

    public sealed record Fulfil : AppointmentCommand;

    public sealed record Miss(Fault Fault) : AppointmentCommand;
}
