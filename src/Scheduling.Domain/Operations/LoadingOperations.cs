using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;

namespace Scheduling.Domain.Operations;

/// <summary>
/// A visit made before the place joined becomes a visit here and keeps its date (pl. <i>zasilenie inicjalne</i>,
/// art. 23g(2)); exempt from the window. No register is asked: it was booked on another day and stands.
/// </summary>
/// <param name="RegisteredAt">When the visit was registered at the place (REG.WER.9667).</param>
/// <param name="Added">The slot made for it; nothing when it takes one published before.</param>
public sealed record LoadAppointment(
    AppointmentId Appointment,
    PlaceId Place,
    SlotId Slot,
    SlotKind Kind,
    ReferralForm Form,
    ReportDetails Report,
    Instant? RegisteredAt,
    SlotOffer? Added = null) : IOperation
{
    public IEnumerable<StreamId> Reads => [Appointment, Place, Slot, .. Report.Reads];

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        var plan = Plan.In(Report.Scope, streams, context);
        if (plan.IsRefused || plan.IsMade(Appointment, Slot, Report.Patient))
        {
            return plan;
        }

        plan.Refuse(Permissions.RefuseUnlessStaffOf(Place, context.By))
            .Require(
                plan.Place(Place) is ServicePlace.Known { Status: PlaceStatus.Registered },
                plan.Place(Place) is ServicePlace.Absent ? Refusals.NotFound(Place) : Refusals.PlaceAlreadyActive)
            .Require(Contacts.Suffice(Report.Contacts), Refusals.NoContact)
            .Require(RegisteredAt is { } at && at <= context.Now, Refusals.RegistrationDateInvalid)
            .AddSlot(Slot, Place, Added)
            .RequireLoadable(Slot, Place, Report.Scope, Kind)
            .RequireReferral(this);
        if (plan.IsRefused)
        {
            return plan;
        }

        return Kind switch
        {
            SlotKind.FirstTime => plan
                .Require(plan.Report(Report.Report) is not CentralReport.Open, Refusals.ReportAlreadyOpen)
                .BookFirst(
                    Appointment, Slot, Report, SlotAccess.AnyFree, BookingOrigin.InitialLoad, null, null,
                    RegisteredAt),
            SlotKind.Continuing => plan.BookFurther(
                Appointment, Slot, Report.Patient, Report.Referral, Report.Contacts, BookingOrigin.InitialLoad),
        };
    }
}

/// <summary>
/// The place registers a visit of today, even after it began (the visit must be known before the service or on its
/// day).
/// </summary>
/// <param name="Late">Why a visit of an earlier day is registered only now; nothing for a visit of today.</param>
/// <param name="Eligibility">Of a first visit: what the register answered today, where the scope asks one.</param>
public sealed record RegisterSameDay(
    AppointmentId Appointment,
    PlaceId Place,
    SlotId Slot,
    SlotOffer Offer,
    ReportDetails Report,
    LateReason? Late = null,
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

        var day = Offer.Start.Date;
        plan.Refuse(Permissions.RefuseUnlessStaffOf(Place, context.By))
            .Require(Offer.Scope == Report.Scope, Refusals.SlotOfOtherScope)
            .Require(day <= plan.Now.Today, Refusals.TooEarly(day.AtMidnight()))
            .Require(day == plan.Now.Today || Late is not null, Refusals.TooLate(day))
            .RequireActive(Place, day)
            .AddSlot(Slot, Place, Offer);
        return Offer.Kind switch
        {
            SlotKind.FirstTime => plan
                .RequireApplicant(Report, Act.BookFirstTime)
                .RequireEligible(Eligibility)
                .BookFirst(
                    Appointment, Slot, Report, SlotAccess.AnyFree, BookingOrigin.SameDay, null, Eligibility),
            SlotKind.Continuing => plan
                .Require(Contacts.Suffice(Report.Contacts), Refusals.NoContact)
                .RequireTreatment(Report, Place)
                .BookFurther(
                    Appointment, Slot, Report.Patient, Report.Referral, Report.Contacts, BookingOrigin.SameDay),
        };
    }
}

/// <summary>Why a visit was registered after its day.</summary>
public enum LateReason
{
    /// <summary>The patient needed help at once (pl. <i>stan nagły</i>).</summary>
    Emergency,

    /// <summary>The central system could not be reached (art. 23e(11)).</summary>
    CentralOutage,
}

/// <summary>What the loading of visits asks for.</summary>
internal static class LoadingRules
{
    /// <summary>
    /// Ends the plan unless the slot is this place's and of the right scope and kind; any day will do.
    /// </summary>
    public static Plan RequireLoadable(this Plan plan, SlotId slot, PlaceId place, ScopeCode scope, SlotKind kind) =>
        plan.IsRefused ? plan
        : plan.Slot(slot).Published is not { } offer ? plan.Refuse(Refusals.NotFound(slot))
        : plan
            .Require(offer.Place == place, Refusals.OtherPlace, place)
            .Require(offer.Scope == scope, Refusals.SlotOfOtherScope)
            .Require(offer.Kind == kind, Refusals.SlotOfOtherKind)
            .RequireContract(place, offer.Start.Date);

    /// <summary>
    /// Ends the plan unless the referral has the proper status (REG.WER.9662). One on paper need not be known here.
    /// </summary>
    public static Plan RequireReferral(this Plan plan, LoadAppointment load)
    {
        if (plan.IsRefused)
        {
            return plan;
        }

        if (load.Report.Referral is not { } id)
        {
            return plan.Require(
                load.Form == ReferralForm.Paper || !plan.Now.Policy.ReferralNeeded, Refusals.ReferralMissing);
        }

        return load.Kind switch
        {
            SlotKind.FirstTime => plan.Referral(id) is Referral.Issued issued
                ? plan
                    .Require(issued.Issue.Patient == load.Report.Patient, Refusals.NotTheHolder)
                    .Require(issued.Issue.Scope == load.Report.Scope, Refusals.ReferralOfOtherScope)
                : plan.Refuse(Refusals.ReferralNotIssued),
            SlotKind.Continuing => plan.RequireHeld(id, load.Report.Patient, load.Report.Scope, load.Place),
        };
    }

    /// <summary>Ends the plan unless the place treats this patient.</summary>
    public static Plan RequireTreatment(this Plan plan, ReportDetails report, PlaceId place) =>
        report.Referral is { } referral
            ? plan.RequireHeld(referral, report.Patient, report.Scope, place)
            : plan.Refuse(plan.IsRefused ? null : Refusals.ReferralMissing);
}
