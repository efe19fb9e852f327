using NodaTime;

namespace Scheduling.Domain.Appointments;

/// <summary>The events in the life of one appointment (pl. <i>wizyta</i>).</summary>
public abstract record AppointmentEvent(Instant At) : DomainEvent(At)
{
    /// <summary>A date is fixed (pl. <i>umówienie</i>).</summary>
    /// <param name="Report">The report of a first visit; nothing for a continuing one.</param>
    /// <param name="Entry">The entry it came from, if it came from the waiting room.</param>
    /// <param name="Referral">Nothing for screening.</param>
    /// <param name="Contacts">What kinds of contact the patient left.</param>
    /// <param name="LegalBasis">Of a visit out of turn (art. 19a(4)(3)(d)); nothing for any other.</param>
    /// <param name="Eligibility">What the screening register or the insurer answered, where it was asked.</param>
    public sealed record AppointmentBooked(
        PatientId Patient,
        SlotId Slot,
        PlaceId Place,
        ScopeCode Scope,
        SlotKind Kind,
        LocalDateTime Start,
        ReportId? Report,
        EntryId? Entry,
        ReferralId? Referral,
        ValueList<ContactKind> Contacts,
        ActorRole By,
        Channel Channel,
        BookingOrigin Origin,
        string? LegalBasis,
        EligibilityAnswer? Eligibility,
        PolicyRef Policy,
        Instant At)
        : AppointmentEvent(At);

    /// <summary>Another date replaces the one before (pl. <i>zmiana terminu</i>).</summary>
    /// <param name="Reason">Given by a place (art. 23g(5)(2)); nothing when the patient asked.</param>
    public sealed record AppointmentRescheduled(
        SlotId From,
        SlotId Slot,
        PlaceId Place,
        LocalDateTime Start,
        ActorRole By,
        Channel Channel,
        PlaceReason? Reason,
        PolicyRef Policy,
        Instant At)
        : AppointmentEvent(At);

    /// <summary>The visit will not take place (pl. <i>odwołanie</i>).</summary>
    /// <param name="Reason">Given by a place; nothing when the patient cancelled.</param>
    public sealed record AppointmentCancelled(
        ActorRole By, Channel Channel, PlaceReason? Reason, PolicyRef Policy, Instant At)
        : AppointmentEvent(At);

    /// <summary>The visit took place (pl. <i>wizyta zrealizowana</i>).</summary>
    public sealed record AppointmentFulfilled(Instant At) : AppointmentEvent(At);

    /// <summary>
    /// The visit did not take place (pl. <i>wizyta niezrealizowana</i>). Undetermined may be settled later.
    /// </summary>
    public sealed record AppointmentMissed(Fault Fault, PolicyRef Policy, Instant At) : AppointmentEvent(At);
}

/// <summary>How an appointment came about.</summary>
public enum BookingOrigin
{
    /// <summary>Chosen among the open slots.</summary>
    Public,

    /// <summary>Assigned by the waiting room.</summary>
    WaitingRoom,

    /// <summary>Made before the place joined (pl. <i>zasilenie inicjalne</i>, art. 23g(2)).</summary>
    InitialLoad,

    /// <summary>Out of turn (art. 47c).</summary>
    OutOfTurn,

    /// <summary>A further visit of a treatment.</summary>
    Treatment,

    /// <summary>Registered by the place on the day of the visit.</summary>
    SameDay,
}

/// <summary>Why a visit did not take place.</summary>
public enum Fault
{
    /// <summary>The patient did not come (pl. <i>niezrealizowana z winy Pacjenta</i>).</summary>
    Patient,

    /// <summary>Anything else (pl. <i>niezrealizowana nie z winy Pacjenta</i>).</summary>
    NotPatient,

    /// <summary>Not known yet.</summary>
    Undetermined,
}

/// <summary>The only reasons for which a place may change a first-time patient's date (art. 23g(5)(2)).</summary>
public enum PlaceReason
{
    /// <summary>The patient's medical category changed.</summary>
    NewCategory,

    /// <summary>An entitled patient must be served.</summary>
    EntitledPatient,

    /// <summary>Circumstances that nobody could foresee.</summary>
    Unforeseeable,

    /// <summary>The contract with the fund ended (art. 23g(12)).</summary>
    ContractEnded,
}

/// <summary>What another system said on the day of booking about the patient's right to the service.</summary>
/// <param name="Register">Who was asked, such as <c>simp</c>.</param>
/// <param name="AskedOn">The local day of the question.</param>
public sealed record EligibilityAnswer(string Register, EligibilityVerdict Verdict, LocalDate AskedOn);

/// <summary>The answer of another system.</summary>
public enum EligibilityVerdict
{
    Eligible,
    NotEligible,
    Unavailable,
}
