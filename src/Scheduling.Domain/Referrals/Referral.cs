using static Scheduling.Domain.Referrals.ReferralEvent;

namespace Scheduling.Domain.Referrals;

/// <summary>One referral (states.md §1).</summary>
public abstract record Referral : StreamState
{
    private Referral() { }

    /// <summary>Nobody issued it.</summary>
    public sealed record Absent : Referral;

    /// <summary>It may be used for a first visit.</summary>
    public sealed record Issued(ReferralIssued Issue) : Referral;

    /// <summary>A place holds it.</summary>
    /// <param name="Further">Every further visit booked on it, whatever became of it.</param>
    public sealed record Held(ReferralIssued Issue, PlaceId Place, ValueList<AppointmentId> Further) : Referral;

    public sealed record Fulfilled(ReferralIssued Issue) : Referral;

    public sealed record Cancelled(ReferralIssued Issue) : Referral;

    public sealed record Inconsistent(DomainEvent Event, StreamState Before) : Referral, IInconsistent;

    public static Referral Initial { get; } = new Absent();

    /// <summary>What its issuer wrote; nothing while nobody issued it.</summary>
    public ReferralIssued? Written =>
        this switch
        {
            Issued issued => issued.Issue,
            Held held => held.Issue,
            Fulfilled fulfilled => fulfilled.Issue,
            Cancelled cancelled => cancelled.Issue,
            _ => null,
        };

    /// <summary>Gathers events and never refuses one: whatever was recorded has happened.</summary>
    public static Referral Evolve(Referral state, DomainEvent happened) =>
        (happened, state) switch
        {
            (ReferralIssued issue, Absent) => new Issued(issue),
            (ReferralHeld held, Issued issued) => new Held(issued.Issue, held.Place, FurtherOf(held)),
            // The patient moved the first visit to another place, or the place books a further visit.
            (ReferralHeld held, Held before) =>
                before with { Place = held.Place, Further = [.. before.Further, .. FurtherOf(held)] },
            (ReferralReleased, Held held) => new Issued(held.Issue),
            (ReferralFulfilled, Held held) => new Fulfilled(held.Issue),
            (ReferralCancelled, Issued issued) => new Cancelled(issued.Issue),
            (ReferralCancelled, Held held) => new Cancelled(held.Issue),
            _ => new Inconsistent(happened, state),
        };

    private static ValueList<AppointmentId> FurtherOf(ReferralHeld held) =>
        held.Further is { } visit ? [visit] : [];
}
