using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.Slots;

namespace Scheduling.Domain.Operations;

/// <summary>A first visit is chosen among the open slots (pl. <i>zapiszNaWizyte</i>).</summary>
/// <param name="Eligibility">What the register answered today, where the scope asks one.</param>
public sealed record BookPublicly(
    AppointmentId Appointment, SlotId Slot, ReportDetails Report, EligibilityAnswer? Eligibility = null) : IOperation
{
    public IEnumerable<StreamId> Reads => [Appointment, Slot, .. Report.Reads];

    public IEnumerable<StreamId> ReadsNext(Streams first) =>
        first.Slot(Slot).Published is { } offer ? [offer.Place] : [];

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        var plan = Plan.In(Report.Scope, streams, context);
        return plan.IsRefused || plan.IsMade(Appointment, Slot, Report.Patient) ? plan
            : plan.RequireApplicant(Report, Act.BookFirstTime)
                .RequireEligible(Eligibility)
                .RequireServed(Slot, Report.Scope, SlotKind.FirstTime, Report.Ages)
                .RequireInsideWindow(plan.DayOf(Slot))
                .BookFirst(Appointment, Slot, Report, SlotAccess.Open, BookingOrigin.Public, null, Eligibility);
    }
}

/// <summary>An entitled patient is seen out of turn (art. 47c): the same day, or within seven working days.</summary>
/// <param name="Slot">A free slot of the place, held back or not, unless the place adds one.</param>
/// <param name="Added">The slot that the place adds, if it adds one.</param>
/// <param name="Eligibility">What the register answered today, where the scope asks one.</param>
public sealed record BookOutOfTurn(
    AppointmentId Appointment,
    PlaceId Place,
    SlotId Slot,
    ReportDetails Report,
    SlotOffer? Added = null,
    EligibilityAnswer? Eligibility = null) : IOperation
{
    public IEnumerable<StreamId> Reads => [Appointment, Place, Slot, .. Report.Reads];

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        var plan = Plan.In(Report.Scope, streams, context);
        if (plan.IsRefused || plan.IsMade(Appointment, Slot, Report.Patient))
        {
            return plan;
        }

        plan.RequireApplicant(Report, Act.BookEntitled)
            .Refuse(Permissions.RefuseUnlessStaffOf(Place, context.By))
            .Require(Report.Entitlement is not null, Refusals.EntitlementMissing)
            .RequireEligible(Eligibility)
            .AddSlot(Slot, Place, Added)
            .Require(plan.PlaceOf(Slot) is null || plan.IsOf(Slot, Place), Refusals.OtherPlace, Place);
        if (plan.IsRefused)
        {
            return plan;
        }

        plan.RequireServed(Slot, Report.Scope, SlotKind.FirstTime, Report.Ages)
            .RequireInsideWindow(plan.DayOf(Slot));
        if (plan.IsRefused)
        {
            return plan;
        }

        // The day of the report is not counted (art. 47c(4a)).
        var lastDay = WorkingDays.Plus(
            plan.Now.Today, plan.Now.Policy.OutOfTurnWorkingDays, plan.Now.Policy.WorkingDays);
        return plan
            .Require(plan.DayOf(Slot) <= lastDay, Refusals.OutOfTurnDeadline, lastDay)
            .BookFirst(
                Appointment, Slot, Report, SlotAccess.AnyFree, BookingOrigin.OutOfTurn,
                Report.Entitlement?.LegalBasis, Eligibility);
    }
}

/// <summary>
/// A further visit of a treatment, by the place that holds the referral (art. 23g(13)); exempt from the window.
/// </summary>
public sealed record BookContinuing(
    AppointmentId Appointment,
    SlotId Slot,
    ReferralId Referral,
    PatientId Patient,
    ScopeCode Scope,
    ValueList<ContactKind> Contacts) : IOperation
{
    public IEnumerable<StreamId> Reads =>
        [Appointment, Slot, Referral, ReportId.Of(Patient, Scope), StreamId.WindowOf(Scope)];

    public IEnumerable<StreamId> ReadsNext(Streams first) =>
        first.Slot(Slot).Published is { } offer ? [offer.Place] : [];

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        var plan = Plan.In(Scope, streams, context);
        if (plan.IsRefused || plan.IsMade(Appointment, Slot, Patient))
        {
            return plan;
        }

        return plan
            .Refuse(Permissions.Refuse(Act.BookContinuing, plan.Now, Contacts))
            .Require(Reports.Contacts.Suffice(Contacts), Refusals.NoContact)
            .RequireServed(Slot, Scope, SlotKind.Continuing, null)
            .RequireHeld(Referral, Patient, Scope, plan.PlaceOf(Slot))
            .Refuse(plan.PlaceOf(Slot) is { } place ? Permissions.RefuseUnlessStaffOf(place, context.By) : null)
            .BookFurther(Appointment, Slot, Patient, Referral, Contacts, BookingOrigin.Treatment);
    }
}

/// <summary>The steps that the ways of booking share.</summary>
internal static class BookingSteps
{
    public static LocalDate DayOf(this Plan plan, SlotId slot) => plan.Slot(slot).Published?.Start.Date ?? default;

    public static PlaceId? PlaceOf(this Plan plan, SlotId slot) => plan.Slot(slot).Published?.Place;

    public static bool IsOf(this Plan plan, SlotId slot, PlaceId place) => plan.PlaceOf(slot) == place;

    /// <summary>
    /// Whether the appointment was booked before, so that nothing is left to do; if by another request, the plan ends.
    /// </summary>
    public static bool IsMade(this Plan plan, AppointmentId id, SlotId slot, PatientId patient)
    {
        if (plan.Appointment(id).Made is not { } made)
        {
            return false;
        }

        plan.Require(made.Slot == slot && made.Patient == patient, Refusals.AlreadyExists(id));
        return true;
    }

    /// <summary>Publishes the slot that a place adds for this booking; it is never open in between.</summary>
    public static Plan AddSlot(this Plan plan, SlotId slot, PlaceId place, SlotOffer? added) =>
        added is null || plan.IsRefused ? plan
        : plan
            .RequireOffered(place, added)
            .Require(plan.Slot(slot) is Slot.Absent, Refusals.AlreadyExists, (StreamId)slot)
            .Do(slot, new SlotCommand.PublishSlot(place, added));

    /// <summary>Takes the slot, makes the appointment, files the report, and the place holds the referral.</summary>
    /// <param name="reportedAt">When the report was registered elsewhere; nothing means now.</param>
    public static Plan BookFirst(
        this Plan plan,
        AppointmentId appointment,
        SlotId slot,
        ReportDetails report,
        SlotAccess access,
        BookingOrigin origin,
        string? legalBasis,
        EligibilityAnswer? eligibility,
        Instant? reportedAt = null)
    {
        if (plan.IsRefused)
        {
            return plan;
        }

        var offer = plan.Slot(slot).Published!;
        return plan
            .Do(slot, new SlotCommand.BookSlot(appointment, access))
            .File(report, reportedAt)
            .Do(appointment, new AppointmentCommand.Book(
                report.Patient, slot, offer, report.Report, null, report.Referral, report.Contacts, origin,
                legalBasis, eligibility))
            .Hold(report.Referral, offer.Place);
    }

    /// <summary>
    /// Takes the slot and makes the appointment of a further visit; no report, and the referral stays held and knows of
    /// the visit.
    /// </summary>
    public static Plan BookFurther(
        this Plan plan,
        AppointmentId appointment,
        SlotId slot,
        PatientId patient,
        ReferralId? referral,
        ValueList<ContactKind> contacts,
        BookingOrigin origin)
    {
        if (plan.IsRefused)
        {
            return plan;
        }

        var offer = plan.Slot(slot).Published!;
        return plan
            .Do(slot, new SlotCommand.BookSlot(appointment, SlotAccess.AnyFree))
            .Do(appointment, new AppointmentCommand.Book(
                patient, slot, offer, null, null, referral, contacts, origin))
            .HoldForFurther(referral, offer.Place, appointment);
    }

    /// <summary>
    /// Ends the plan unless the referral is this patient's, held by this place, and its first visit is over: until then
    /// there is no treatment to go on with.
    /// </summary>
    public static Plan RequireHeld(
        this Plan plan, ReferralId referral, PatientId patient, ScopeCode scope, PlaceId? place) =>
        plan.IsRefused ? plan
        : plan.Referral(referral) switch
        {
            Referral.Held held => plan
                .Require(held.Issue.Patient == patient, Refusals.NotTheHolder)
                .Require(held.Issue.Scope == scope, Refusals.ReferralOfOtherScope)
                .Require(held.Place == place, Refusals.ReferralNotHeldHere)
                .Require(
                    plan.Report(ReportId.Of(patient, scope)) is not CentralReport.Open open
                    || open.Terms.Filed.Referral != referral,
                    Refusals.ReportAlreadyOpen),
            Referral.Absent => plan.Refuse(Refusals.NotFound(referral)),
            _ => plan.Refuse(Refusals.ReferralNotHeldHere),
        };
}
