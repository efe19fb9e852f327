using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Referrals;

namespace Poczekalnia.Scenarios.Steps;

/// <summary>
/// What somebody asks the engine to do: every operation of patients, places and scopes. Patients, places, slots and
/// referrals go by their names in the scenario; a patient's appointment is the live one of the kind given.
/// </summary>
public abstract record StepCommand
{
    private StepCommand()
    {
    }

    // Places.

    /// <summary>Registers a place of the scenario that was left unregistered.</summary>
    public sealed record RegisterPlace(string Place) : StepCommand;

    public sealed record ActivatePlace(string Place) : StepCommand;

    public sealed record SuspendPlace(string Place, string Reason) : StepCommand;

    public sealed record ResumePlace(string Place) : StepCommand;

    /// <summary>Gives the place to another owner.</summary>
    public sealed record MovePlace(string Place, string Provider) : StepCommand;

    public sealed record SetEndpoint(string Place, string Url) : StepCommand;

    /// <summary>Ends the contract; the process that moves the patients starts at once.</summary>
    public sealed record EndContract(string Place, LocalDate EffectiveOn) : StepCommand;

    /// <summary>Cancels all visits of some days, a process too.</summary>
    public sealed record CancelDays(string Place, DateInterval Days, SlotAfterwards Slots) : StepCommand;

    // Slots.

    /// <summary>Publishes one slot and gives it a name.</summary>
    public sealed record Publish(
        string Slot,
        string Place,
        ScopeCode Scope,
        LocalDateTime Start,
        int Minutes,
        SlotKind Kind,
        VisitMode Mode,
        string? Practitioner,
        AgeRange? Ages) : StepCommand;

    /// <summary>Publishes a day plan in one append; its slots are named <c>prefix-1</c>, <c>prefix-2</c> …</summary>
    public sealed record PublishDay(
        string Slots,
        string Place,
        ScopeCode Scope,
        LocalDate Day,
        LocalTime From,
        LocalTime To,
        int Minutes,
        SlotKind Kind,
        VisitMode Mode,
        string? Practitioner,
        AgeRange? Ages) : StepCommand
    {
        /// <summary>Slots that fit between <see cref="From"/> and <see cref="To"/>.</summary>
        public int Count => (int)((To - From).ToDuration().TotalMinutes / Minutes);
    }

    public sealed record WithdrawSlot(string Slot, string Reason) : StepCommand;

    // Scopes. The engine advances and sweeps by itself at the hour of the policy; these are for steps that race it.

    public sealed record OpenScope(ScopeCode Scope) : StepCommand;

    public sealed record AdoptPolicy(ScopeCode Scope, string Policy) : StepCommand;

    public sealed record AdvanceWindow(ScopeCode Scope, LocalDate Through) : StepCommand;

    public sealed record SweepWindow(ScopeCode Scope, LocalDate Through) : StepCommand;

    // Referrals.

    public sealed record IssueReferral(
        string Referral,
        string Patient,
        ScopeCode Scope,
        ReferralForm Form,
        MedicalCategory Category,
        FastTrackCard? Card) : StepCommand;

    public sealed record EndReferral(string Referral, ReferralEnd Reason) : StepCommand;

    /// <summary>The holding place ends the treatment.</summary>
    public sealed record CloseReferral(string Referral) : StepCommand;

    // First visits and the waiting room.

    /// <param name="Contacts">In place of those of the person; empty: none at all.</param>
    public sealed record Book(
        string Patient, string Slot, string? Referral, ValueList<ContactKind>? Contacts) : StepCommand;

    /// <param name="EarlierReport">When the patient had reported at the place before it joined.</param>
    public sealed record Join(
        string Patient,
        ScopeCode Scope,
        StepCriteria Criteria,
        bool Consent,
        string? Referral,
        ValueList<ContactKind>? Contacts,
        LocalDateTime? EarlierReport) : StepCommand;

    public sealed record ChangeCriteria(string Patient, ScopeCode Scope, StepCriteria Criteria) : StepCommand;

    public sealed record ChangeCategory(string Patient, ScopeCode Scope, MedicalCategory Category) : StepCommand;

    public sealed record Withdraw(string Patient, ScopeCode Scope) : StepCommand;

    /// <summary>Who waits is told how long it may take.</summary>
    /// <param name="Days">What the forecast must come to.</param>
    public sealed record IssueForecast(string Patient, ScopeCode Scope, int Days) : StepCommand;

    /// <summary>The matcher's own operation, for steps that show its refusals.</summary>
    public sealed record Assign(string Patient, ScopeCode Scope, string Slot) : StepCommand;

    /// <summary>The matcher's other operation.</summary>
    public sealed record Release(string Slot) : StepCommand;

    // Appointments of either kind.

    /// <param name="Reason">Given by a place.</param>
    /// <param name="Answers">The slot whose reminder an SMS answers.</param>
    public sealed record Cancel(
        string Patient, ScopeCode Scope, SlotKind Kind, PlaceReason? Reason, SlotAfterwards Slot, string? Answers)
        : StepCommand;

    /// <param name="To">The new slot.</param>
    public sealed record Reschedule(
        string Patient, ScopeCode Scope, SlotKind Kind, string To, PlaceReason? Reason, SlotAfterwards OldSlot)
        : StepCommand;

    public sealed record Fulfil(string Patient, ScopeCode Scope, SlotKind Kind) : StepCommand;

    public sealed record Miss(string Patient, ScopeCode Scope, SlotKind Kind, Fault Fault) : StepCommand;

    /// <summary>Settles a visit that was missed for reasons unknown.</summary>
    public sealed record SettleMiss(string Patient, ScopeCode Scope, Fault Fault) : StepCommand;

    /// <param name="CauseEnded">The local day on which the force majeure ended.</param>
    public sealed record Reinstate(string Patient, ScopeCode Scope, LocalDate CauseEnded) : StepCommand;

    // Bookings that only places make.

    /// <summary>An existing slot, or one that the place adds.</summary>
    public sealed record BookOutOfTurn(
        string Patient, NamedOrNewSlot Slot, string? Basis, string? Referral) : StepCommand;

    public sealed record BookContinuing(string Patient, string Slot, string? Referral) : StepCommand;

    /// <summary>A visit registered on its day, or later with the reason.</summary>
    public sealed record RegisterOnDay(
        string Patient, NewSlot Slot, string? Referral, SameDayReason? Reason) : StepCommand;

    /// <summary>A visit made before the place joined (pl. <i>zasilenie inicjalne</i>).</summary>
    /// <param name="Registered">When the patient had been registered.</param>
    /// <param name="Way">By a file or by booking before activation.</param>
    public sealed record LoadVisit(
        string Patient, NamedOrNewSlot Slot, LocalDateTime? Registered, LoadWay Way, string? Referral) : StepCommand;
}

/// <summary>What becomes of a slot that a place takes from a patient.</summary>
public enum SlotAfterwards
{
    /// <summary>Others may have it.</summary>
    Freed,

    /// <summary>The place offers it no longer.</summary>
    Withdrawn,
}

/// <summary>Why a visit is registered after its day (art. 23e(11)).</summary>
public enum SameDayReason
{
    /// <summary>The patient was an emergency.</summary>
    Emergency,

    /// <summary>The central system was out of reach.</summary>
    Outage,
}

/// <summary>The two ways of an initial load.</summary>
public enum LoadWay
{
    /// <summary>A line of a file.</summary>
    File,

    /// <summary>An ordinary booking before the place is active.</summary>
    Booking,
}

/// <summary>A slot that is added with the booking, under a name of its own.</summary>
public sealed record NewSlot(
    string Name, string Place, ScopeCode Scope, LocalDateTime Start, int Minutes, SlotKind Kind);

/// <summary>A slot published before, by name, or a new one.</summary>
/// <param name="New">What is added; nothing when the slot exists.</param>
public sealed record NamedOrNewSlot(string Name, NewSlot? New);

/// <summary>Search criteria with places by name.</summary>
/// <param name="Places">The named service places; empty where they do not matter.</param>
/// <param name="Rest">Everything else; its place is nothing when <paramref name="Places"/> are given.</param>
public sealed record StepCriteria(ValueList<string> Places, Criteria Rest)
{
    public static StepCriteria Anything { get; } = new([], Criteria.None);
}

/// <summary>Somebody with a name in a scripted scenario.</summary>
/// <param name="Ages">The age band.</param>
/// <param name="Referral">What the referral of the same name is written on, issued at the start; nothing: none.</param>
/// <param name="Entitlement">What the patient declares to be served out of turn.</param>
/// <param name="Register">What the screening register answers about the patient, where it is asked.</param>
public sealed record Person(
    string Name,
    AgeRange Ages,
    ValueList<ContactKind> Contacts,
    MedicalCategory Category,
    FastTrackCard? Card,
    string? Entitlement,
    ReferralForm? Referral,
    ScopeCode Scope,
    EligibilityVerdict Register);
