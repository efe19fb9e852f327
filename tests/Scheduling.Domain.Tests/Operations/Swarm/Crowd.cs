using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Processes;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Slots;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Domain.WaitingRoom;

namespace Scheduling.Domain.Tests.Operations.Swarm;

/// <summary>Asks a small world for anything at all, sensible or not.</summary>
public sealed class Crowd(Chance chance, SwarmWorld swarm)
{
    private const int Patients = 8;
    private const int ReferralsEach = 6;

    private static readonly PlaceId[] Places = [Cast.Near, Cast.Far];

    private static readonly SchedulingPolicy[] Policies =
        [TestPolicies.Specialist, TestPolicies.Specialist, TestPolicies.WithoutList, TestPolicies.Shorter];

    private static readonly Actor[] Others =
    [
        Cast.ByIkp, Cast.BySms, Cast.ByVoice, Cast.NearStaff, Cast.FarStaff, Cast.NearAdministrator,
        Actor.AdministratorOf(Cast.Far), new(ActorRole.ThirdPerson, Channel.MojeIkp),
    ];

    private int _number;

    private World World => swarm.World;

    private LocalDate Today => WarsawTime.DateOf(swarm.Now);

    /// <summary>Who asks: mostly somebody who may.</summary>
    public Actor By(IOperation operation) => chance.Hits(85) ? Cast.WhoMay(operation) : chance.Pick(Others);

    /// <summary>The next request, or nothing where there is nothing to ask for.</summary>
    public IOperation? Next() =>
        chance.Below(40) switch
        {
            < 3 => Publish(),
            3 or 4 => PublishPlan(),
            5 => chance.Hits(30) ? WithdrawSlot() : PublishPlan(),
            6 or 7 or 8 => Refer(),
            9 or 10 or 11 or 12 => new BookPublicly(NewVisit(), AnySlot(), Details(), Eligible()),
            13 => OutOfTurn(),
            14 or 15 => Continuing(),
            16 => Load(),
            17 => SameDay(),
            18 or 19 or 20 => new JoinWaitingRoom(
                NewEntry(), Details(), chance.Hits(95) ? Consent.Given : Consent.Refused),
            21 or 22 => new CancelByPatient(AnyVisit(), chance.Hits(50) ? StartOfAny() : null),
            23 => new CancelByPlace(AnyVisit(), Reason(), chance.Pick<SlotAfterwards>()),
            24 or 25 => new RescheduleByPatient(AnyVisit(), AnySlot()),
            26 => new RescheduleByPlace(AnyVisit(), AnySlot(), Reason(), chance.Pick<SlotAfterwards>()),
            27 or 28 => new FulfilAppointment(VisitOfToday()),
            29 or 30 or 31 => new MissAppointment(VisitOfToday(), chance.Pick<Fault>()),
            32 => new ReinstateEntry(AnyOf<Appointment.Missed>(), Today.PlusDays(-chance.Below(9))),
            33 => ChangeCriteria(),
            34 => ChangeCategory(),
            35 => chance.Hits(50) ? new WithdrawEntry(AnyEntry()) : EndReferral(),
            36 => CloseReferral(),
            37 => OfPlace(),
            _ => OfScope(),
        };

    /// <summary>What a running process needs next; the engine asks for it and must not be refused.</summary>
    public IOperation? NextOfProcess()
    {
        foreach (var (stream, read) in World.Streams)
        {
            if (read.State is Process.Running { Task: var task })
            {
                var local = WarsawTime.LocalOf(swarm.Now);
                return Ids<Slot>()
                    .Select(id => (Id: new SlotId(id), State: (Slot)World.StateOf(new SlotId(id))))
                    .Where(each => each.State.Published!.Place == task.Place
                        && ProcessMembers.Concerns(task, each.State.Published.Start, local))
                    .Select(each => ProcessMembers.Needed(task, each.Id, each.State))
                    .FirstOrDefault(needed => needed is not null)
                    ?? new EndProcess(new ProcessId(stream.Value), task.Place, 0);
            }
        }

        return null;
    }

    private PublishSlot Publish() => new(NewSlot(), chance.Pick(Places), Offer(today: false));

    private PublishDayPlan PublishPlan()
    {
        var offer = Offer(today: false);
        return new PublishDayPlan(chance.Pick(Places), offer.Scope, [.. Enumerable.Range(0, 1 + chance.Below(4))
            .Select(i => new PlannedSlot(NewSlot(), offer with { Start = offer.Start.PlusMinutes(20 * i) }))]);
    }

    private SlotOffer Offer(bool today) =>
        new(
            chance.Hits(85) ? Cast.Cardiology : Cast.Screening,
            chance.Hits(80) ? SlotKind.FirstTime : SlotKind.Continuing,
            chance.Hits(80) ? VisitMode.InPerson : VisitMode.Remote,
            Today.PlusDays(today ? 0 : chance.Below(50)).At(new LocalTime(8 + chance.Below(10), 0)), 20,
            null, chance.Hits(10) ? new AgeRange(0, 17) : null);

    private WithdrawSlot WithdrawSlot() => new(AnySlot(), chance.Hits(95) ? "illness" : "");

    private BookOutOfTurn OutOfTurn()
    {
        var details = Details() with { Entitlement = new Entitlement("art. 47c(1)(1)") };
        var adds = chance.Hits(50);
        var start = Today.PlusDays(chance.Below(14)).At(LocalTime.Noon);
        var offer = Offer(today: false) with { Scope = details.Scope, Start = start };
        return new BookOutOfTurn(
            NewVisit(), chance.Pick(Places), adds ? NewSlot() : AnySlot(), details, adds ? offer : null, Eligible());
    }

    private IssueReferral Refer()
    {
        var who = Who();
        return new IssueReferral(
            Referral(who), who.Patient, chance.Hits(95) ? Cast.Cardiology : Cast.Screening,
            chance.Pick<ReferralForm>(), chance.Pick<MedicalCategory>(),
            chance.Hits(10) ? FastTrackCard.Oncology : null);
    }

    // Mostly at the place that holds the referral: a crowd that asks anywhere hardly ever gets a further visit.
    private BookContinuing? Continuing()
    {
        if (chance.PickOrNone(Ids<Referral.Held>()) is not { } referral)
        {
            return null;
        }

        var held = (Referral.Held)World.StateOf(new ReferralId(referral));
        var slots = Ids<Slot.Free>()
            .Where(id => OfferOf(id) is { Kind: SlotKind.Continuing } offer && offer.Scope == held.Issue.Scope
                && (offer.Place == held.Place || chance.Hits(10))).ToList();
        return new BookContinuing(
            NewVisit(), chance.PickOrNone(slots) is { } slot ? new SlotId(slot) : AnySlot(), new ReferralId(referral),
            held.Issue.Patient, held.Issue.Scope, [ContactKind.Mobile]);
    }

    private LoadAppointment Load()
    {
        var (details, adds) = (Details(), chance.Hits(70));
        var offer = Offer(today: false) with { Scope = details.Scope };
        return new LoadAppointment(
            NewVisit(), chance.Pick(Places), adds ? NewSlot() : AnySlot(), offer.Kind, chance.Pick<ReferralForm>(),
            chance.Hits(30) ? details with { Referral = null } : details, swarm.Now - Duration.FromDays(30),
            adds ? offer : null);
    }

    private RegisterSameDay SameDay()
    {
        var details = Details();
        return new RegisterSameDay(
            NewVisit(), chance.Pick(Places), NewSlot(), Offer(today: true) with { Scope = details.Scope }, details,
            chance.Hits(20) ? LateReason.Emergency : null, Eligible());
    }

    private ChangeCriteria ChangeCriteria()
    {
        var entry = AnyEntry();
        return World.StateOf(entry) is WaitingEntry { On: { } terms }
            ? new ChangeCriteria(terms.Placed.Report, chance.Hits(80) ? entry : null, Wish())
            : new ChangeCriteria(Details().Report, null, Wish());
    }

    private ChangeCategory ChangeCategory()
    {
        var entry = AnyEntry();
        return World.StateOf(entry) is WaitingEntry { On: { } terms }
            ? new ChangeCategory(terms.Placed.Report, chance.Hits(80) ? entry : null, chance.Pick<MedicalCategory>())
            : new ChangeCategory(Details().Report, null, chance.Pick<MedicalCategory>());
    }

    private CancelReferral EndReferral()
    {
        var referral = Referral(Who());
        var entry = Ids<WaitingEntry.Waiting>().Select(id => new EntryId(id))
            .Where(id => ((WaitingEntry)World.StateOf(id)).On!.Placed.Referral == referral).ToList();
        return new CancelReferral(referral, ReferralEnd.Expired, chance.Hits(80) ? chance.PickOrNone(entry) : null);
    }

    private CloseReferral CloseReferral()
    {
        var referral = chance.PickOrNone(Ids<Referral.Held>()) is { } id ? new ReferralId(id) : Referral(Who());
        return new CloseReferral(referral, chance.Pick(Places));
    }

    private IOperation OfPlace() =>
        chance.Below(30) switch
        {
            < 10 => new ActivatePlace(chance.Pick(Places)),
            < 13 => new SuspendPlace(chance.Pick(Places), "holidays"),
            < 23 => new ResumePlace(chance.Pick(Places)),
            < 25 => new MovePlace(chance.Pick(Places), $"P-{chance.Below(3)}"),
            < 27 => new SetNotificationEndpoint(chance.Pick(Places), $"https://clinic{chance.Below(3)}.example/hook"),
            < 29 => new CancelDays(
                new ProcessId(Scheduling.Domain.Ids.Derive("swarm-process", $"{++_number}")), chance.Pick(Places),
                Today.PlusDays(chance.Below(20)), Today.PlusDays(chance.Below(22))),
            _ => new EndContract(Cast.Far, Today.PlusDays(chance.Below(30))),
        };

    private IOperation OfScope() =>
        chance.Below(8) switch
        {
            0 => new AdoptPolicy(Cast.Cardiology, chance.Pick(Policies).Ref),
            1 => new IssueForecast(Details().Report, chance.Below(90)),
            2 => new OpenScope(Cast.Cardiology, TestPolicies.Specialist.Ref),
            3 => new SweepWindow(Cast.Cardiology, Today.PlusDays(chance.Below(60))),
            4 => new ReleaseSlot(AnySlot(), World.Log.Count),
            _ => new AdoptPolicy(Cast.Cardiology, TestPolicies.Specialist.Ref),
        };

    private Somebody Who() => new($"swarm {chance.Below(Patients)}", 0);

    // Several referrals each, so that a treatment and a new wish can stand side by side.
    private ReferralId Referral(Somebody who) =>
        new(Scheduling.Domain.Ids.Derive("swarm-referral", who.Name, $"{chance.Below(ReferralsEach)}"));

    private ReportDetails Details()
    {
        var details = Who().Details with { Scope = Cast.Screening, Referral = null };
        if (chance.Hits(80))
        {
            var who = Who();
            details = who.Details with { Referral = Referral(who) };
            if (chance.Hits(85) && chance.PickOrNone(Ids<Referral.Issued>()) is { } id)
            {
                var issue = ((Referral.Issued)World.StateOf(new ReferralId(id))).Issue;
                details = details with
                {
                    Patient = issue.Patient,
                    Scope = issue.Scope,
                    Referral = new ReferralId(id),
                };
            }
        }

        return details with
        {
            Number = ++_number,
            Contacts = chance.Hits(95) ? [ContactKind.Mobile] : [],
            Entitlement = chance.Hits(25) ? new Entitlement("art. 47c(1)(1)") : null,
            EarlierReportAt = chance.Hits(10) ? swarm.Now - Duration.FromDays(chance.Below(400)) : null,
            Criteria = chance.Hits(50) ? Wish() : null,
        };
    }

    private Criteria Wish() =>
        chance.Below(5) switch
        {
            0 => new Criteria(PlaceCriterion.At(chance.Pick(Places))),
            1 => new Criteria(PlaceCriterion.Within(Cast.RegisterNear.Location, 1 + chance.Below(100))),
            2 => new Criteria(From: Today.PlusDays(chance.Below(20))),
            3 => new Criteria(MinimumNoticeDays: chance.Below(10), Mode: chance.Pick<VisitMode>()),
            _ => Criteria.None,
        };

    private EligibilityAnswer Eligible() =>
        new("simp", chance.Hits(90) ? EligibilityVerdict.Eligible : EligibilityVerdict.NotEligible, Today);

    private PlaceReason? Reason() => chance.Hits(90) ? PlaceReason.Unforeseeable : null;

    private AppointmentId NewVisit() => new(Scheduling.Domain.Ids.Derive("swarm-visit", $"{++_number}"));

    private EntryId NewEntry() => new(Scheduling.Domain.Ids.Derive("swarm-entry", $"{++_number}"));

    private SlotId NewSlot() => new(Scheduling.Domain.Ids.Derive("swarm-slot", $"{++_number}"));

    private SlotId AnySlot() =>
        chance.PickOrNone(chance.Hits(80) ? Ids<Slot.Free>() : Ids<Slot>()) is { } id ? new SlotId(id) : NewSlot();

    private AppointmentId AnyVisit() =>
        chance.PickOrNone(chance.Hits(80) ? Ids<Appointment.Booked>() : Ids<Appointment>()) is { } id
            ? new AppointmentId(id)
            : NewVisit();

    private AppointmentId VisitOfToday()
    {
        var started = Ids<Appointment>().Select(id => new AppointmentId(id))
            .Where(id => World.StateOf(id) is Appointment.Booked or Appointment.Missed { Fault: Fault.Undetermined }
                && ((Appointment)World.StateOf(id)).On!.Start.Date <= Today).ToList();
        return chance.PickOrNone(started) ?? AnyVisit();
    }

    private AppointmentId AnyOf<T>() =>
        chance.PickOrNone(Ids<T>()) is { } id ? new AppointmentId(id) : AnyVisit();

    private EntryId AnyEntry() =>
        chance.PickOrNone(chance.Hits(80) ? Ids<WaitingEntry.Waiting>() : Ids<WaitingEntry>()) is { } id
            ? new EntryId(id)
            : NewEntry();

    private LocalDateTime? StartOfAny() =>
        chance.PickOrNone(Ids<Appointment.Booked>()) is { } id
            ? ((Appointment)World.StateOf(new AppointmentId(id))).On!.Start
            : null;

    private SlotEvent.SlotPublished? OfferOf(Guid slot) => ((Slot)World.StateOf(new SlotId(slot))).Published;

    private List<Guid> Ids<T>() =>
        [.. World.Streams.Where(each => each.Value.State is T).Select(each => each.Key.Value)];
}
