using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Reports;

namespace Poczekalnia.Scenarios.Steps;

/// <summary>
/// Something that must be true after a step or at the end of a run. It is met or not, and the runner says why.
/// </summary>
/// <param name="Line">Where it stands in the file.</param>
public abstract record Expectation(int Line)
{
    /// <summary>The command of the step was refused with this code. Without it, it must have been accepted.</summary>
    /// <param name="Naming">Parts that the refusal's arguments must name, such as the channel to use.</param>
    public sealed record Refused(string Code, ValueList<string> Naming, int Line) : Expectation(Line);

    /// <summary>The patient's live appointment holds this slot; nothing: the patient has no live appointment.</summary>
    public sealed record Holds(string Patient, string? Slot, int Line) : Expectation(Line);

    /// <summary>Exactly these patients wait, the first in the order of the scope first.</summary>
    public sealed record Waiting(ScopeCode Scope, ValueList<string> Patients, int Line) : Expectation(Line);

    /// <summary>The patient's entry. What is nothing is not looked at.</summary>
    /// <param name="Since">From when the wait counts.</param>
    /// <param name="Rank">1 for the first of those who wait.</param>
    /// <param name="Left">The slots that the entry never gets again.</param>
    public sealed record EntryIs(
        string Patient,
        ScopeCode Scope,
        EntryStanding? State,
        AllocationClass? Class,
        Instant? Since,
        int? Rank,
        ValueList<string>? Left,
        int Line) : Expectation(Line);

    /// <summary>The patient's report for the scope.</summary>
    public sealed record ReportIs(
        string Patient, ScopeCode Scope, ReportStanding State, ReportClosure? Reason, int Line) : Expectation(Line);

    /// <summary>A referral, by default the one named like the patient.</summary>
    public sealed record ReferralIs(string Name, ReferralStanding State, string? Place, int Line) : Expectation(Line);

    /// <summary>The patient's last appointment of a kind. What is nothing is not looked at.</summary>
    public sealed record AppointmentIs(
        string Patient,
        SlotKind Kind,
        AppointmentStanding? State,
        string? Slot,
        BookingOrigin? Origin,
        Fault? Fault,
        int Line) : Expectation(Line);

    /// <summary>What a slot is to the public.</summary>
    public sealed record SlotIs(string Name, SlotStanding State, int Line) : Expectation(Line);

    public sealed record PlaceIs(string Name, PlaceStanding State, int Line) : Expectation(Line);

    /// <summary>The scope's window. What is nothing is not looked at.</summary>
    public sealed record WindowIs(ScopeCode Scope, LocalDate? Through, LocalDate? Swept, int Line) : Expectation(Line);

    /// <summary>Exactly these notices went to the patient since the step began, in any order; empty: none.</summary>
    public sealed record Notices(string Patient, ValueList<ExpectedNotice> Sent, int Line) : Expectation(Line);

    /// <summary>Exactly these notifications went to the place since the step began.</summary>
    public sealed record PlaceNotices(string Place, ValueList<PlaceNoticeKind> Sent, int Line) : Expectation(Line);

    /// <summary>Exactly these reminders of the patient's live appointments are due from now on.</summary>
    public sealed record Reminders(string Patient, ValueList<Instant> Due, int Line) : Expectation(Line);

    /// <summary>Exactly these patients' visits are shown to the place as missed and not settled.</summary>
    public sealed record Unsettled(string Place, ValueList<string> Patients, int Line) : Expectation(Line);

    /// <summary>Why a slot is not the patient's: the first rule that fails, or who was better placed.</summary>
    /// <param name="Rule">The rule's code; nothing when <paramref name="BetterPlaced"/> is given.</param>
    public sealed record WhyNot(
        string Patient, ScopeCode Scope, string Slot, string? Rule, string? BetterPlaced, int Line) : Expectation(Line);

    /// <summary>
    /// Since the step began no notice was written and no named patient's entry, report, referral or appointment, no
    /// named slot and no place changed its state but those that the same list names.
    /// </summary>
    public sealed record NothingElse(int Line) : Expectation(Line);
}

/// <summary>A notice to a patient.</summary>
/// <param name="Channel">Nothing: every channel that the contacts allow, as one notice.</param>
public sealed record ExpectedNotice(NoticeWord Kind, ContactKind? Channel);

/// <summary>The ten kinds of notice a patient gets (Dz.U. 2025 poz. 1871 § 4(1), and two of ours).</summary>
public enum NoticeWord
{
    DateAssigned,
    DateChanged,
    DateResigned,
    PutOnList,
    FreeDateAppeared,
    ForecastDate,
    ReportWithdrawn,
    DateApproaching,
    CancelledByPlace,
    Removed,
}

/// <summary>What a place is told about its schedule.</summary>
public enum PlaceNoticeKind
{
    BookedByPatient,
    CancelledByPatient,
    BookedByAnotherPlace,
    BookedFromWaitingRoom,
}

/// <summary>The states of an entry, and that there is none.</summary>
public enum EntryStanding
{
    None,
    Waiting,
    Assigned,
    Withdrawn,
    Removed,
}

/// <summary>The states of a report, and that there is none.</summary>
public enum ReportStanding
{
    None,
    Open,
    Closed,
}

/// <summary>The states of a referral, and that there is none.</summary>
public enum ReferralStanding
{
    None,
    Issued,
    Held,
    Fulfilled,
    Cancelled,
}

/// <summary>The states of an appointment, and that there is none.</summary>
public enum AppointmentStanding
{
    None,
    Booked,
    Cancelled,
    Fulfilled,
    Missed,
}

/// <summary>Whose a slot is (states.md §5), from its publication to its end.</summary>
public enum SlotStanding
{
    /// <summary>Its place is not active.</summary>
    NotVisible,

    /// <summary>Free and beyond the window's last day.</summary>
    Locked,

    /// <summary>Free, in the window and not released.</summary>
    HeldBack,

    /// <summary>Free and released: the public may book it.</summary>
    Open,

    Taken,

    /// <summary>Its time was used.</summary>
    Consumed,

    Withdrawn,

    /// <summary>Free, and its start has passed.</summary>
    Over,
}

/// <summary>The states of a place.</summary>
public enum PlaceStanding
{
    None,
    Registered,
    Active,
    Suspended,

    /// <summary>The contract has an end, and somebody is left to be moved.</summary>
    Ending,

    /// <summary>The contract has an end, and nobody is left to be moved.</summary>
    Settled,
}
