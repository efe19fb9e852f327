using Scheduling.Domain.Matching;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Domain.Slots;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Domain.Operations;

/// <summary>A patient for whom nothing fits waits (pl. <i>zapis do Poczekalni</i>, art. 23g(3)).</summary>
/// <param name="Consent">Without consent nobody is put on the list.</param>
public sealed record JoinWaitingRoom(EntryId Entry, ReportDetails Report, Consent Consent) : IOperation
{
    public IEnumerable<StreamId> Reads => [Entry, .. Report.Reads];

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        var plan = Plan.In(Report.Scope, streams, context);
        if (plan.IsRefused)
        {
            return plan;
        }

        if (plan.Entry(Entry).On is { Placed: var placed })
        {
            return plan.Require(
                placed.Report == Report.Report && placed.Because == PlacedBecause.Joined,
                Refusals.AlreadyExists(Entry));
        }

        plan.RequireApplicant(Report, Act.Join)
            .Require(plan.Now.Policy.WaitingRoom, Refusals.WaitingRoomOff)
            .Require(Consent == Consent.Given, Refusals.NoConsent)
            .File(Report);
        if (plan.IsRefused || plan.Report(Report.Report).On is not { } report)
        {
            return plan;
        }

        return plan.Do(Entry, new WaitingEntryCommand.PlaceEntry(
            Report.Patient, Report.Scope, Report.Report, Report.Referral, report.Order,
            Report.Criteria ?? Criteria.None, Report.Ages, [], PlacedBecause.Joined));
    }
}

/// <summary>Whether the patient agreed to be booked without being asked again.</summary>
public enum Consent
{
    Given,
    Refused,
}

/// <summary>The matcher gives a slot to an entry (art. 23g(4)).</summary>
/// <param name="AsOf">The last position the matcher had read.</param>
public sealed record AssignSlot(SlotId Slot, EntryId Entry, long AsOf) : IOperation
{
    public IEnumerable<StreamId> Reads => [Slot, Entry];

    public IEnumerable<StreamId> ReadsNext(Streams first)
    {
        if (first.Slot(Slot).Published is not { } offer || first.Entry(Entry).On is not { } terms)
        {
            return [];
        }

        StreamId[] always =
            [offer.Place, terms.Placed.Report, AppointmentOf(first), StreamId.WindowOf(terms.Placed.Scope)];
        return terms.Placed.Referral is { } referral ? [.. always, referral] : always;
    }

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        if (streams.Slot(Slot).Published is not { } offer || streams.Entry(Entry).On is not { } terms)
        {
            return Plan.Outside(streams, context).Refuse(Refusals.NotFound(Slot));
        }

        var placed = terms.Placed;
        var plan = Plan.In(placed.Scope, streams, context).Refuse(Permissions.RefuseUnlessSystem(context.By));
        if (plan.IsRefused)
        {
            return plan;
        }

        plan.Require(plan.Entry(Entry) is WaitingEntry.Waiting, Refusals.EntryNotWaiting)
            .RequireServed(Slot, placed.Scope, SlotKind.FirstTime, placed.Ages)
            .RequireInsideWindow(offer.Start.Date)
            .Require(plan.Now.Policy.WaitingRoom, Refusals.WaitingRoomOff);
        if (plan.IsRefused || plan.Report(placed.Report) is not CentralReport.Open { Terms: var report })
        {
            return plan.Refuse(Refusals.ReportNotOpen);
        }

        var appointment = AppointmentOf(streams);
        plan.RequireFit(Entry, terms, Slot, offer)
            .Do(Slot, new SlotCommand.AssignSlot(appointment, Entry, AsOf))
            .Do(Entry, new WaitingEntryCommand.AssignEntry(Slot, appointment))
            .Do(appointment, new Appointments.AppointmentCommand.Book(
                placed.Patient, Slot, offer, placed.Report, Entry, placed.Referral, report.Filed.Contacts,
                Appointments.BookingOrigin.WaitingRoom));
        return placed.Referral is { } referral
            ? plan.Do(referral, new ReferralCommand.HoldReferral(offer.Place))
            : plan;
    }

    private AppointmentId AppointmentOf(Streams streams) =>
        Ids.AppointmentOf(Slot, streams.All[Slot].Version);
}

/// <summary>The matcher found nobody for a slot: the public may book it.</summary>
/// <param name="AsOf">The last position the matcher had read.</param>
public sealed record ReleaseSlot(SlotId Slot, long AsOf) : IOperation
{
    public IEnumerable<StreamId> Reads => [Slot];

    public IEnumerable<StreamId> ReadsNext(Streams first) =>
        first.Slot(Slot).Published is { } offer ? [offer.Place, StreamId.WindowOf(offer.Scope)] : [];

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        if (streams.Slot(Slot).Published is not { } offer)
        {
            return Plan.Outside(streams, context).Refuse(Refusals.NotFound(Slot));
        }

        var plan = Plan.In(offer.Scope, streams, context).Refuse(Permissions.RefuseUnlessSystem(context.By));
        if (plan.IsRefused)
        {
            return plan;
        }

        var noOffer = SlotRules.NoOfferBecause(offer, plan.Now);
        return plan
            .Require(
                SlotRules.IsDue(offer, plan.Place(offer.Place), plan.Window!, plan.Now), Refusals.SlotNotDue)
            .Do(Slot, new SlotCommand.ReleaseSlot(
                noOffer ?? ReleaseReason.NobodyFits, noOffer is null ? AsOf : null));
    }
}

/// <summary>Eligibility, judged on the states an operation has read.</summary>
internal static class FitRules
{
    /// <summary>Ends the plan unless the entry is eligible for the slot today.</summary>
    public static Plan RequireFit(
        this Plan plan, EntryId entry, WaitingTerms terms, SlotId slot, SlotEvent.SlotPublished offer)
    {
        var place = ((ServicePlace.Known)plan.Place(offer.Place)).Registration;
        var misfit = Eligibility.Check(
            RecordOf(entry, terms),
            new SlotRecord(
                slot, new PlaceRecord(offer.Place, place.Area, place.Location), offer.Mode, offer.Start,
                offer.Practitioner, offer.Ages),
            new MatchDay(plan.Now.Today, plan.Window!.Through!.Value, plan.Now.Policy.MinimumLeadDays));
        return misfit is { } rule ? plan.Refuse(Refusals.EntryDoesNotFit(MisfitCode.Of(rule))) : plan;
    }

    /// <summary>What the matcher knows of an entry that waits on these terms.</summary>
    public static WaitingRecord RecordOf(EntryId entry, WaitingTerms terms) =>
        new(entry, terms.Order, terms.Criteria, terms.Placed.Ages, terms.LeftSlots);
}
