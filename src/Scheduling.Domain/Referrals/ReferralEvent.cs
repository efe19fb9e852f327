using NodaTime;

namespace Scheduling.Domain.Referrals;

/// <summary>The events in the life of one referral (pl. <i>skierowanie</i>).</summary>
public abstract record ReferralEvent(Instant At) : DomainEvent(At)
{
    /// <summary>It may be used for a first visit (pl. <i>wystawione</i>).</summary>
    /// <param name="Category">The medical category its issuer gave.</param>
    public sealed record ReferralIssued(
        PatientId Patient,
        ScopeCode Scope,
        ReferralForm Form,
        MedicalCategory Category,
        FastTrackCard? Card,
        Instant At)
        : ReferralEvent(At);

    /// <summary>A place holds it: only that place books further visits on it (pl. <i>u realizatora</i>).</summary>
    /// <param name="Further">
    /// The further visit that the holding place booked on it, recorded in the append of the booking; nothing where a
    /// first visit brought the referral to the place. Because of it a booking and the end of the treatment never pass
    /// each other by: each writes this stream, and whichever comes second sees the other.
    /// </param>
    public sealed record ReferralHeld(PlaceId Place, Instant At, AppointmentId? Further = null) : ReferralEvent(At);

    /// <summary>It may be used for a first visit again (art. 23g(11)).</summary>
    public sealed record ReferralReleased(Instant At) : ReferralEvent(At);

    /// <summary>The treatment is over (pl. <i>zrealizowane</i>).</summary>
    public sealed record ReferralFulfilled(Instant At) : ReferralEvent(At);

    /// <summary>It cannot be used any more.</summary>
    public sealed record ReferralCancelled(ReferralEnd Reason, Instant At) : ReferralEvent(At);
}

/// <summary>What a referral is written on.</summary>
public enum ReferralForm
{
    /// <summary>An electronic document (pl. <i>e-skierowanie</i>).</summary>
    Electronic,

    /// <summary>Paper: everything goes through a place (art. 23e(5)).</summary>
    Paper,
}

/// <summary>Why a referral ended without a treatment.</summary>
public enum ReferralEnd
{
    /// <summary>Its issuer cancelled it.</summary>
    Cancelled,

    /// <summary>It expired.</summary>
    Expired,
}
