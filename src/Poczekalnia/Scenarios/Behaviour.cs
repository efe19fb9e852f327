using NodaTime;
using Scheduling.Domain;

namespace Poczekalnia.Scenarios;

/// <summary>What patients and places do with reports, entries and appointments. Every share is a probability.</summary>
public sealed record Behaviour
{
    /// <summary>The share of booked visits that the patient cancels or moves.</summary>
    public Figure<Share> CancelledOrMoved { get; init; }

    /// <summary>Of those, the share that is moved to another date.</summary>
    public Figure<Share> Moved { get; init; }

    /// <summary>
    /// Of the cancelled, the share that answers a reminder by SMS; the others use the patient's channel.
    /// </summary>
    public Figure<Share> CancelledBySms { get; init; }

    /// <summary>The share of visits not cancelled that the patient misses.</summary>
    public Figure<Share> Missed { get; init; }

    /// <summary>Of the missed, the share that is not the patient's fault.</summary>
    public Figure<Share> NotPatientsFault { get; init; }

    /// <summary>Of the missed, the share recorded as undetermined at first.</summary>
    public Figure<Share> Undetermined { get; init; }

    /// <summary>Days after which the undetermined are settled.</summary>
    public Figure<int> SettledAfterDays { get; init; } = new(3, "assumed");

    /// <summary>Of those removed for a missed visit, the share that asks back in with force majeure.</summary>
    public Figure<Share> Reinstated { get; init; }

    /// <summary>The share of waiting entries whose criteria change within 30 days of waiting.</summary>
    public Figure<Share> CriteriaChangedPer30Days { get; init; }

    /// <summary>The share of waiting stable entries that become urgent within 30 days of waiting.</summary>
    public Figure<Share> CategoryChangedPer30Days { get; init; }

    /// <summary>The share of waiting entries that are withdrawn within 30 days of waiting.</summary>
    public Figure<Share> WithdrawnPer30Days { get; init; }

    /// <summary>The share of waiting entries whose referral is cancelled or expires within 30 days.</summary>
    public Figure<Share> ReferralEndedPer30Days { get; init; }

    /// <summary>The share of first visits booked that the place itself cancels, with a legal reason.</summary>
    public Figure<Share> CancelledByPlace { get; init; }

    /// <summary>Of those, the share whose slot is withdrawn and not freed.</summary>
    public Figure<Share> SlotWithdrawnByPlace { get; init; } = new(Share.All, "");

    /// <summary>The share of places that suspend within 30 days.</summary>
    public Figure<Share> SuspendedPer30Days { get; init; }

    /// <summary>How long a suspension lasts, in days.</summary>
    public int SuspendedDays { get; init; } = 3;

    /// <summary>The share of fulfilled first visits after which a continuing visit is booked.</summary>
    public Figure<Share> Continued { get; init; }
}

/// <summary>Something that happens to places at a given time.</summary>
/// <param name="At">Local time at which it is done.</param>
/// <param name="Places">The keys of the places concerned; empty: all.</param>
/// <param name="Line">Where it stands in the file.</param>
public abstract record PlannedEvent(LocalDateTime At, ValueList<string> Places, int Line)
{
    /// <summary>The places hide their slots for some days.</summary>
    public sealed record Suspend(LocalDateTime At, ValueList<string> Places, int Days, string Reason, int Line)
        : PlannedEvent(At, Places, Line);

    /// <summary>The places cancel all visits of some days, as a doctor's illness does.</summary>
    /// <param name="Days">Local days, both ends included.</param>
    /// <param name="WithdrawSlots">Whether the slots go too; otherwise they are free again.</param>
    public sealed record CancelDays(
        LocalDateTime At,
        ValueList<string> Places,
        DateInterval Days,
        bool WithdrawSlots,
        int Line)
        : PlannedEvent(At, Places, Line);

    /// <summary>The contract of the places ends.</summary>
    public sealed record EndContract(LocalDateTime At, ValueList<string> Places, LocalDate EffectiveOn, int Line)
        : PlannedEvent(At, Places, Line);

    /// <summary>The places become active.</summary>
    public sealed record Activate(LocalDateTime At, ValueList<string> Places, int Line)
        : PlannedEvent(At, Places, Line);
}
