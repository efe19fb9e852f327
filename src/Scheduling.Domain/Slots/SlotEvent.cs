using NodaTime;

namespace Scheduling.Domain.Slots;

/// <summary>The events in the life of one slot (pl. <i>termin</i>).</summary>
public abstract record SlotEvent(Instant At) : DomainEvent(At)
{
    /// <summary>The place offers a time. It is held back until it was offered to the waiting room.</summary>
    /// <param name="Start">Local time in Poland.</param>
    /// <param name="Minutes">Length, 1 to 1440.</param>
    /// <param name="Ages">Whom it takes; nothing means everybody.</param>
    public sealed record SlotPublished(
        PlaceId Place,
        ScopeCode Scope,
        SlotKind Kind,
        VisitMode Mode,
        LocalDateTime Start,
        int Minutes,
        PractitionerId? Practitioner,
        AgeRange? Ages,
        Instant At)
        : SlotEvent(At)
    {
        /// <summary>What the place offered, as it said it.</summary>
        public SlotOffer Offer => new(Scope, Kind, Mode, Start, Minutes, Practitioner, Ages);
    }

    /// <summary>The waiting room gave it to an entry (pl. <i>wyznaczenie terminu</i>, art. 23g(4)).</summary>
    /// <param name="AsOf">The last position the matcher had read: fairness is judged there.</param>
    public sealed record SlotAssigned(
        AppointmentId Appointment, EntryId Entry, long AsOf, PolicyRef Policy, Instant At)
        : SlotEvent(At);

    /// <summary>It was taken in any other way.</summary>
    public sealed record SlotBooked(AppointmentId Appointment, Instant At) : SlotEvent(At);

    /// <summary>The appointment left it; it is held back again.</summary>
    public sealed record SlotFreed(AppointmentId Appointment, Instant At) : SlotEvent(At);

    /// <summary>The public may book it until it is taken.</summary>
    /// <param name="AsOf">The last position the matcher had read; nothing where no offer was possible.</param>
    public sealed record SlotReleased(ReleaseReason Reason, long? AsOf, PolicyRef Policy, Instant At) : SlotEvent(At);

    /// <summary>Its time was used, attended or not.</summary>
    public sealed record SlotConsumed(AppointmentId Appointment, Instant At) : SlotEvent(At);

    /// <summary>The place offers it no longer.</summary>
    public sealed record SlotWithdrawn(string Reason, Instant At) : SlotEvent(At);
}

/// <summary>Why the public may book a slot.</summary>
public enum ReleaseReason
{
    /// <summary>No waiting entry fits.</summary>
    NobodyFits,

    /// <summary>The scope has no waiting room.</summary>
    WaitingRoomOff,

    /// <summary>Closer than the minimum lead time: nobody could be told in time.</summary>
    TooClose,
}
