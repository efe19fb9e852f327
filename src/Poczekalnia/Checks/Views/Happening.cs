using NodaTime;

namespace Poczekalnia.Checks.Views;

/// <summary>
/// What an event line says, as far as a check wants to know it; read from the case file and from nothing else.
/// </summary>
public abstract record Happening
{
    private Happening() { }

    public sealed record PlaceRegistered(string Area, int LatitudeE5, int LongitudeE5) : Happening;

    public sealed record PlaceActivated : Happening;

    public sealed record PlaceSuspended : Happening;

    public sealed record PlaceResumed : Happening;

    public sealed record ContractEnded(DateOnly EffectiveOn) : Happening;

    public sealed record ContractSettled : Happening;

    public sealed record PlaceMoved : Happening;

    public sealed record EndpointSet : Happening;

    public sealed record ScopeOpened(string Scope) : Happening;

    public sealed record PolicyAdopted(string Policy) : Happening;

    public sealed record WindowAdvanced(DateOnly Through) : Happening;

    public sealed record WindowSwept(DateOnly Through) : Happening;

    public sealed record SlotPublished(
        Guid Place, string Scope, VisitKind Kind, string Mode, DateOnly Day, TimeOnly Time, int Minutes,
        string? Practitioner, AgeSpan? Ages)
        : Happening;

    public sealed record SlotAssigned(Guid Appointment, Guid Entry, long AsOf, string Policy) : Happening;

    public sealed record SlotBooked(Guid Appointment) : Happening;

    public sealed record SlotFreed(Guid Appointment) : Happening;

    public sealed record SlotReleased(ReleaseCause Cause, long? AsOf, string Policy) : Happening;

    public sealed record SlotConsumed(Guid Appointment) : Happening;

    public sealed record SlotWithdrawn : Happening;

    public sealed record AppointmentBooked(
        Guid Patient, Guid Slot, Guid Place, string Scope, VisitKind Kind, DateOnly Day, TimeOnly Time, Guid? Report,
        Guid? Entry, Guid? Referral, ContactSet Contacts, Role By, Way Channel, Origin Origin, string? LegalBasis,
        string Policy)
        : Happening;

    public sealed record AppointmentRescheduled(
        Guid From, Guid Slot, Guid Place, DateOnly Day, TimeOnly Time, Role By, Way Channel, string? Reason,
        string Policy)
        : Happening;

    public sealed record AppointmentCancelled(Role By, Way Channel, string? Reason, string Policy) : Happening;

    public sealed record AppointmentFulfilled : Happening;

    public sealed record AppointmentMissed(Blame Fault, string Policy) : Happening;

    public sealed record EntryPlaced(
        Guid Patient, string Scope, Guid Report, Guid? Referral, Rank Order, Wish Wish, AgeSpan Ages,
        Guid[] LeftSlots, Because Because, string Policy)
        : Happening;

    public sealed record EntryAssigned(Guid Slot, Guid Appointment) : Happening;

    public sealed record EntryReturned(Guid[] LeftSlots, RankClass Class, Because Because, string Policy) : Happening;

    public sealed record EntryWithdrawn : Happening;

    public sealed record EntryRemoved : Happening;

    public sealed record EntryReinstated(string Policy) : Happening;

    /// <summary>Of an entry or of a report: the kind of the stream tells.</summary>
    public sealed record CriteriaChanged(Wish Wish) : Happening;

    /// <summary>Of an entry or of a report: the kind of the stream tells.</summary>
    public sealed record CategoryChanged(Urgency Category, RankClass Class, string Policy) : Happening;

    public sealed record ReportFiled(
        Guid Patient, string Scope, Rank Order, Instant ReportedAt, Instant? EarlierReportAt, Urgency Category,
        bool HasCard, bool IsEntitled, Guid? Referral, ContactSet Contacts, AgeSpan Ages, string Policy)
        : Happening;

    public sealed record ForecastIssued(string Policy) : Happening;

    public sealed record ReportClosed(Closure Reason) : Happening;

    public sealed record ReportReopened(string Policy) : Happening;

    public sealed record ReferralIssued(Guid Patient, string Scope, bool OnPaper) : Happening;

    public sealed record ReferralHeld(Guid Place) : Happening;

    public sealed record ReferralReleased : Happening;

    public sealed record ReferralFulfilled : Happening;

    public sealed record ReferralCancelled : Happening;

    public sealed record ProcessStarted : Happening;

    public sealed record ProcessEnded : Happening;
}
