using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Domain.Tests.Operations.Language;

/// <summary>A patient with all that the patient may have: a referral, a report, an entry, a visit.</summary>
/// <param name="Number">The number of the patient's report.</param>
public sealed record Somebody(string Name, long Number)
{
    public ScopeCode Scope { get; init; } = Cast.Cardiology;

    public ReferralForm Form { get; init; } = ReferralForm.Electronic;

    public MedicalCategory Category { get; init; } = MedicalCategory.Stable;

    public FastTrackCard? Card { get; init; }

    public Entitlement? Entitlement { get; init; }

    public ValueList<ContactKind> Contacts { get; init; } = [ContactKind.Mobile];

    public AgeRange Ages { get; init; } = new(40, 44);

    public Criteria? Criteria { get; init; }

    public Instant? EarlierReportAt { get; init; }

    /// <summary>Nothing for screening.</summary>
    public ReferralId? Referral { get; init; } = new(Ids.Derive("test-referral", Name));

    public PatientId Patient => new(Ids.Derive("test-patient", Name));

    public ReportId Report => ReportId.Of(Patient, Scope);

    public EntryId Entry => new(Ids.Derive("test-entry", Name));

    public AppointmentId Visit => new(Ids.Derive("test-visit", Name));

    public AppointmentId NextVisit => new(Ids.Derive("test-visit", Name, "next"));

    public ReportDetails Details =>
        new(Patient, Scope, Number, Referral, Contacts, Ages, Entitlement, EarlierReportAt, Criteria);

    public AllocationClass Class => OrderRules.ClassOf(Category, Card, Entitlement);

    public IssueReferral Refer => new(Referral!.Value, Patient, Scope, Form, Category, Card);

    public JoinWaitingRoom Join => new(Entry, Details, Consent.Given);

    public BookPublicly Book(Term term) => new(Visit, term.Id, Details);

    /// <summary>The slot goes to the patient's entry.</summary>
    public AssignSlot Assign(Term term, long asOf = 0) => new(term.Id, Entry, asOf);

    public BookContinuing BookNext(Term term) => new(NextVisit, term.Id, Referral!.Value, Patient, Scope, Contacts);

    public CancelByPatient Cancel(LocalDateTime? reminded = null) => new(Visit, reminded);

    /// <summary>What filing the report records.</summary>
    public CentralReportEvent.ReportFiled FiledAt(Instant at, Instant? reportedAt = null) =>
        new(
            Patient, Scope, OrderSince(reportedAt ?? at), reportedAt ?? at, EarlierReportAt, Category, Card,
            Entitlement, Referral, Contacts, Ages, Criteria, Policy, at);

    /// <summary>What a booking records.</summary>
    public AppointmentEvent.AppointmentBooked BookedAt(
        Instant at, Term term, Actor by, BookingOrigin origin = BookingOrigin.Public) =>
        new(
            Patient, term.Id, term.Place, Scope, term.Kind, term.StartAt,
            term.Kind == SlotKind.FirstTime ? Report : null, origin == BookingOrigin.WaitingRoom ? Entry : null,
            Referral, Contacts, by.Role, by.Channel, origin,
            origin == BookingOrigin.OutOfTurn ? Entitlement!.LegalBasis : null, null, Policy, at);

    /// <summary>What joining or a return without an entry records.</summary>
    public WaitingEntryEvent.EntryPlaced PlacedAt(
        Instant at,
        Instant since,
        Criteria criteria,
        PlacedBecause because = PlacedBecause.Joined,
        params ReadOnlySpan<SlotId> left) =>
        new(
            Patient, Scope, Report, Referral, OrderSince(since), criteria, Ages, ValueList.Of(left), because, Policy,
            at);

    /// <summary>The place in the order of a report made then.</summary>
    public OrderKey OrderSince(Instant reportedAt) =>
        new(Class, EarlierReportAt < reportedAt ? EarlierReportAt.Value : reportedAt, Number);

    private PolicyRef Policy =>
        Scope == Cast.Screening ? TestPolicies.Screening.Ref : TestPolicies.Specialist.Ref;
}
