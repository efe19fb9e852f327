using NodaTime;

namespace Scheduling.Domain.WaitingRoom;

/// <summary>The events in the life of one waiting-room entry (pl. <i>wpis do Poczekalni</i>).</summary>
public abstract record WaitingEntryEvent(Instant At) : DomainEvent(At)
{
    /// <summary>The patient is on the list (pl. <i>umieszczenie w centralnym wykazie oczekujących</i>).</summary>
    /// <param name="Order">The place in the order, taken from the report.</param>
    /// <param name="Ages">The patient's age band.</param>
    /// <param name="LeftSlots">Slots that appointments of the same report have left; never given back to it.</param>
    public sealed record EntryPlaced(
        PatientId Patient,
        ScopeCode Scope,
        ReportId Report,
        ReferralId? Referral,
        OrderKey Order,
        Criteria Criteria,
        AgeRange Ages,
        ValueList<SlotId> LeftSlots,
        PlacedBecause Because,
        PolicyRef Policy,
        Instant At)
        : WaitingEntryEvent(At);

    /// <summary>
    /// The patient will accept something else (pl. <i>zmiana kryteriów</i>, art. 23e(7)); the order stays.
    /// </summary>
    public sealed record CriteriaChanged(Criteria Criteria, Instant At) : WaitingEntryEvent(At);

    /// <summary>Another medical category, hence another class (art. 23e(8), (9)).</summary>
    public sealed record MedicalCategoryChanged(
        MedicalCategory Category, AllocationClass Class, PolicyRef Policy, Instant At)
        : WaitingEntryEvent(At);

    /// <summary>A slot was found and given without asking.</summary>
    public sealed record EntryAssigned(SlotId Slot, AppointmentId Appointment, Instant At) : WaitingEntryEvent(At);

    /// <summary>
    /// The date fell through; the order is kept (pl. <i>powrót z zachowaniem kolejności</i>, art. 23g(8)).
    /// </summary>
    /// <param name="LeftSlots">The slot given up, and those that changes of date had left before.</param>
    /// <param name="Class">As before, but out of turn for an entitled patient who cancelled.</param>
    public sealed record EntryReturned(
        ValueList<SlotId> LeftSlots, AllocationClass Class, PlacedBecause Because, PolicyRef Policy, Instant At)
        : WaitingEntryEvent(At);

    /// <summary>The patient no longer waits (pl. <i>wycofanie zgłoszenia</i>, art. 23g(9)).</summary>
    public sealed record EntryWithdrawn(Instant At) : WaitingEntryEvent(At);

    /// <summary>The patient did not come and lost the place (pl. <i>skreślenie</i>, art. 23g(10)).</summary>
    public sealed record EntryRemoved(Instant At) : WaitingEntryEvent(At);

    /// <summary>
    /// Force majeure was made plausible and the place is back (pl. <i>przywrócenie</i>, art. 20(10f)).
    /// </summary>
    /// <param name="LeftSlots">Slots that changes of date had left before the visit was missed.</param>
    public sealed record EntryReinstated(ValueList<SlotId> LeftSlots, PolicyRef Policy, Instant At)
        : WaitingEntryEvent(At);
}

/// <summary>Why somebody is on the list.</summary>
public enum PlacedBecause
{
    /// <summary>The patient joined.</summary>
    Joined,

    /// <summary>An entitled patient gave up a first visit.</summary>
    EntitledPatientCancelled,

    /// <summary>The place cancelled and had no other date.</summary>
    PlaceCancelled,

    /// <summary>The visit did not take place, and not by the patient's fault.</summary>
    NotPatientsFault,

    /// <summary>Reinstated after force majeure.</summary>
    Reinstated,
}
