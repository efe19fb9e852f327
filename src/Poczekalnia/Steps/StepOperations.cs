using System.Diagnostics;
using NodaTime;
using Poczekalnia.Scenarios;
using Poczekalnia.Scenarios.Steps;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Slots;
using SlotAfterwards = Scheduling.Domain.Operations.SlotAfterwards;

namespace Poczekalnia.Steps;

/// <summary>Turns the commands of scripted steps into the operations of the engine.</summary>
internal sealed class StepOperations(
    Scenario scenario, StepNames names, StepLedger ledger, StepFacts facts, World world)
{
    // Nobody ever gives these away: what is asked of them is refused as not found.
    private static readonly EntryId NoEntry = new(Ids.Derive("step-nothing"));
    private static readonly AppointmentId NoAppointment = new(Ids.Derive("step-nothing"));

    /// <summary>The command of a step; asked twice it would draw a second report number.</summary>
    /// <param name="number">The number of the step, which names the command.</param>
    public Command Of(int number, StepActor by, StepCommand command)
    {
        var id = names.Unnamed("step-command", number);
        var actor = new Actor(by.Role, by.Channel, by.Place is { } place ? names.Place(place) : null);
        var operation = OfPlaces(command, number)
            ?? OfReferrals(command, actor)
            ?? OfWaiting(command, number)
            ?? OfBooking(command, number, actor)
            ?? OfVisits(command, actor)
            ?? throw new UnreachableException();
        return new Command(id, id, actor, operation);
    }

    /// <summary>The forecast of a patient who waits; nothing when nobody can say.</summary>
    public int? ForecastFor(string patient, ScopeCode scope) =>
        EntryOf(patient, scope) is { } entry
            ? facts.ForecastFor(entry, scope, scenario.Places.Select(place => names.Place(place.Key)))
            : null;

    /// <summary>A referral as somebody has it from the start.</summary>
    public Command Referral(Person person, ReferralForm form)
    {
        var referral = names.Referral(person.Name);
        return new Command(referral.Value, referral.Value, Actor.System, new IssueReferral(
            referral, names.Patient(person.Name), person.Scope, form, person.Category, person.Card));
    }

    private IOperation? OfPlaces(StepCommand command, int number) =>
        command switch
        {
            StepCommand.RegisterPlace register => Register(register.Place),
            StepCommand.ActivatePlace activate => new ActivatePlace(names.Place(activate.Place)),
            StepCommand.SuspendPlace suspend => new SuspendPlace(names.Place(suspend.Place), suspend.Reason),
            StepCommand.ResumePlace resume => new ResumePlace(names.Place(resume.Place)),
            StepCommand.MovePlace move => new MovePlace(names.Place(move.Place), move.Provider),
            StepCommand.SetEndpoint set => new SetNotificationEndpoint(names.Place(set.Place), set.Url),
            StepCommand.EndContract end => new EndContract(names.Place(end.Place), end.EffectiveOn),
            StepCommand.CancelDays cancel => new CancelDays(
                new ProcessId(names.Unnamed("step-process", number)), names.Place(cancel.Place),
                cancel.Days.Start, cancel.Days.End),
            StepCommand.Publish publish => new PublishSlot(
                names.Slot(publish.Slot), names.Place(publish.Place), OfferOf(publish)),
            StepCommand.PublishDay plan => new PublishDayPlan(
                names.Place(plan.Place), plan.Scope, ValueList.From(SlotsOf(plan))),
            StepCommand.WithdrawSlot withdraw => new WithdrawSlot(names.Slot(withdraw.Slot), withdraw.Reason),
            StepCommand.OpenScope open => new OpenScope(open.Scope, facts.Newest(PolicyIdOf(open.Scope))),
            StepCommand.AdoptPolicy adopt => new AdoptPolicy(adopt.Scope, facts.Newest(adopt.Policy)),
            StepCommand.AdvanceWindow advance => new AdvanceWindow(advance.Scope),
            StepCommand.SweepWindow sweep => new SweepWindow(sweep.Scope, sweep.Through),
            _ => null,
        };

    private IOperation? OfReferrals(StepCommand command, Actor by) =>
        command switch
        {
            StepCommand.IssueReferral issue => new IssueReferral(
                names.Referral(issue.Referral), names.Patient(issue.Patient), issue.Scope, issue.Form, issue.Category,
                issue.Card),
            StepCommand.EndReferral end => new CancelReferral(
                names.Referral(end.Referral), end.Reason, EntryWaitingOn(names.Referral(end.Referral))),
            StepCommand.CloseReferral close => Close(names.Referral(close.Referral), by),
            _ => null,
        };

    private IOperation? OfWaiting(StepCommand command, int number) =>
        command switch
        {
            StepCommand.Join join => new JoinWaitingRoom(
                new EntryId(names.Unnamed("step-entry", number)),
                DetailsOf(join.Patient, join.Scope, join.Referral, join.Contacts) with
                {
                    EarlierReportAt = join.EarlierReport is { } earlier ? WarsawTime.ToInstant(earlier) : null,
                    Criteria = CriteriaOf(join.Criteria),
                },
                join.Consent ? Consent.Given : Consent.Refused),
            StepCommand.ChangeCriteria change => new ChangeCriteria(
                ReportOf(change.Patient, change.Scope), EntryOf(change.Patient, change.Scope),
                CriteriaOf(change.Criteria)),
            StepCommand.ChangeCategory change => new ChangeCategory(
                ReportOf(change.Patient, change.Scope), EntryOf(change.Patient, change.Scope), change.Category),
            StepCommand.Withdraw withdraw => new WithdrawEntry(
                EntryOf(withdraw.Patient, withdraw.Scope) ?? NoEntry),
            StepCommand.IssueForecast issue => new IssueForecast(ReportOf(issue.Patient, issue.Scope), issue.Days),
            StepCommand.Assign assign => new AssignSlot(
                names.Slot(assign.Slot), EntryOf(assign.Patient, assign.Scope) ?? NoEntry, facts.Head),
            StepCommand.Release release => new ReleaseSlot(names.Slot(release.Slot), facts.Head),
            _ => null,
        };

    private IOperation? OfBooking(StepCommand command, int number, Actor by)
    {
        var appointment = new AppointmentId(names.Unnamed("step-appointment", number));
        return command switch
        {
            StepCommand.Book book => BookOf(book, appointment),
            StepCommand.BookOutOfTurn book => new BookOutOfTurn(
                appointment, by.Place ?? PlaceOf(book.Slot), names.Slot(book.Slot.Name),
                Entitled(DetailsOf(book.Patient, ScopeOf(book.Slot), book.Referral, null), book.Basis),
                OfferOf(book.Slot.New), AnswerFor(book.Patient, ScopeOf(book.Slot))),
            StepCommand.BookContinuing book => new BookContinuing(
                appointment, names.Slot(book.Slot), names.Referral(book.Referral ?? book.Patient),
                names.Patient(book.Patient), facts.ScopeOf(names.Slot(book.Slot)), PersonOf(book.Patient).Contacts),
            StepCommand.RegisterOnDay register => new RegisterSameDay(
                appointment, names.Place(register.Slot.Place), names.Slot(register.Slot.Name),
                OfferOf(register.Slot)!, DetailsOf(register.Patient, register.Slot.Scope, register.Referral, null),
                LateBecause(register.Reason), AnswerFor(register.Patient, register.Slot.Scope)),
            StepCommand.LoadVisit load => new LoadAppointment(
                appointment, by.Place ?? PlaceOf(load.Slot), names.Slot(load.Slot.Name), KindOf(load.Slot),
                PersonOf(load.Patient).Referral ?? ReferralForm.Electronic,
                DetailsOf(load.Patient, ScopeOf(load.Slot), load.Referral, null), RegisteredAt(load),
                OfferOf(load.Slot.New)),
            _ => null,
        };
    }

    private IOperation? OfVisits(StepCommand command, Actor by) =>
        command switch
        {
            StepCommand.Cancel cancel when by.IsStaff => new CancelByPlace(
                AppointmentOf(cancel.Patient, cancel.Scope, cancel.Kind), cancel.Reason, Afterwards(cancel.Slot)),
            StepCommand.Cancel cancel => new CancelByPatient(
                AppointmentOf(cancel.Patient, cancel.Scope, cancel.Kind),
                cancel.Answers is { } slot ? facts.StartOf(names.Slot(slot)) : null),
            StepCommand.Reschedule move when by.IsStaff => new RescheduleByPlace(
                AppointmentOf(move.Patient, move.Scope, move.Kind), names.Slot(move.To), move.Reason,
                Afterwards(move.OldSlot)),
            StepCommand.Reschedule move => new RescheduleByPatient(
                AppointmentOf(move.Patient, move.Scope, move.Kind), names.Slot(move.To)),
            StepCommand.Fulfil fulfil => new FulfilAppointment(
                AppointmentOf(fulfil.Patient, fulfil.Scope, fulfil.Kind)),
            StepCommand.Miss miss => new MissAppointment(
                AppointmentOf(miss.Patient, miss.Scope, miss.Kind), miss.Fault),
            StepCommand.SettleMiss settle => new MissAppointment(
                AppointmentOf(settle.Patient, settle.Scope, SlotKind.FirstTime), settle.Fault),
            StepCommand.Reinstate reinstate => new ReinstateEntry(
                AppointmentOf(reinstate.Patient, reinstate.Scope, SlotKind.FirstTime), reinstate.CauseEnded),
            _ => null,
        };

    private RegisterPlace Register(string key)
    {
        var place = scenario.Places.Single(place => place.Key == key);
        return new RegisterPlace(names.Place(key), place.ProviderCode, place.Area, place.Location, place.Scopes);
    }

    private CloseReferral Close(ReferralId referral, Actor by)
    {
        var holder = by.Place ?? (facts.StateOf(referral) as Referral.Held)?.Place ?? default;
        return new CloseReferral(referral, holder);
    }

    private BookPublicly BookOf(StepCommand.Book book, AppointmentId appointment)
    {
        var slot = names.Slot(book.Slot);
        var details = DetailsOf(book.Patient, facts.ScopeOf(slot), book.Referral, book.Contacts);
        return new BookPublicly(appointment, slot, details, AnswerFor(book.Patient, details.Scope));
    }

    // Whoever books asks the register, on the day of booking, where the scope has one.
    private EligibilityAnswer? AnswerFor(string patient, ScopeCode scope) =>
        facts.PolicyOf(scope) is { EligibilityAsked: true }
            ? new EligibilityAnswer("simp", PersonOf(patient).Register, facts.Today)
            : null;

    // What is asked for is the service that the referral names; the slot may be for another, and is then refused.
    private ReportDetails DetailsOf(
        string patient, ScopeCode scope, string? referralName, ValueList<ContactKind>? contacts)
    {
        var person = PersonOf(patient);
        ReferralId? referral = referralName is not null ? names.Referral(referralName)
            : person.Referral is not null ? names.Referral(patient)
            : null;
        var asked = referral is { } id && ((Referral)facts.StateOf(id)).Written is { } issue ? issue.Scope : scope;
        return new ReportDetails(
            names.Patient(patient), asked, world.NextReportNumber(), referral, contacts ?? person.Contacts, person.Ages,
            person.Entitlement is { } basis ? new Entitlement(basis) : null);
    }

    private static ReportDetails Entitled(ReportDetails details, string? basis) =>
        basis is null ? details : details with { Entitlement = new Entitlement(basis) };

    private Person PersonOf(string patient) => scenario.People.Single(person => person.Name == patient);

    private string PolicyIdOf(ScopeCode scope) => scenario.Scopes.Single(known => known.Code == scope).Policy;

    private ReportId ReportOf(string patient, ScopeCode scope) => ReportId.Of(names.Patient(patient), scope);

    private EntryId? EntryOf(string patient, ScopeCode scope) => ledger.EntryOf(names.Patient(patient), scope);

    private EntryId? EntryWaitingOn(ReferralId referral) =>
        ((Referral)facts.StateOf(referral)).Written is { } issue ? ledger.EntryOf(issue.Patient, issue.Scope) : null;

    private AppointmentId AppointmentOf(string patient, ScopeCode scope, SlotKind kind) =>
        facts.LiveOrLast(names.Patient(patient), kind, scope) ?? NoAppointment;

    private Criteria CriteriaOf(StepCriteria criteria) =>
        criteria.Places.Count == 0 ? criteria.Rest
        : criteria.Rest with { Place = PlaceCriterion.At([.. criteria.Places.Select(names.Place)]) };

    private PlaceId PlaceOf(NamedOrNewSlot slot) =>
        slot.New is { } added ? names.Place(added.Place) : facts.OfferOf(names.Slot(slot.Name))?.Place ?? default;

    private ScopeCode ScopeOf(NamedOrNewSlot slot) => slot.New?.Scope ?? facts.ScopeOf(names.Slot(slot.Name));

    private SlotKind KindOf(NamedOrNewSlot slot) =>
        slot.New?.Kind ?? facts.OfferOf(names.Slot(slot.Name))?.Kind ?? SlotKind.FirstTime;

    // Who books before the place is active registers the visit at that moment; a line of a file says when it was.
    private Instant? RegisteredAt(StepCommand.LoadVisit load) =>
        load.Registered is { } at ? WarsawTime.ToInstant(at)
        : load.Way switch
        {
            LoadWay.File => null,
            LoadWay.Booking => facts.Now,
        };

    private static SlotOffer OfferOf(StepCommand.Publish publish) =>
        new(
            publish.Scope, publish.Kind, publish.Mode, publish.Start, publish.Minutes, Named(publish.Practitioner),
            publish.Ages);

    private static SlotOffer? OfferOf(NewSlot? added) =>
        added is null ? null
        : new SlotOffer(added.Scope, added.Kind, VisitMode.InPerson, added.Start, added.Minutes);

    private IEnumerable<PlannedSlot> SlotsOf(StepCommand.PublishDay plan)
    {
        for (var number = 1; number <= plan.Count; number++)
        {
            var start = plan.Day.At(plan.From.PlusMinutes((number - 1) * plan.Minutes));
            yield return new PlannedSlot(names.Slot($"{plan.Slots}-{number}"), new SlotOffer(
                plan.Scope, plan.Kind, plan.Mode, start, plan.Minutes, Named(plan.Practitioner), plan.Ages));
        }
    }

    private static PractitionerId? Named(string? practitioner) =>
        practitioner is null ? null : new PractitionerId(practitioner);

    private static SlotAfterwards Afterwards(Scenarios.Steps.SlotAfterwards slot) =>
        slot switch
        {
            Scenarios.Steps.SlotAfterwards.Freed => SlotAfterwards.Freed,
            Scenarios.Steps.SlotAfterwards.Withdrawn => SlotAfterwards.Withdrawn,
        };

    private static LateReason? LateBecause(SameDayReason? reason) =>
        reason switch
        {
            SameDayReason.Emergency => LateReason.Emergency,
            SameDayReason.Outage => LateReason.CentralOutage,
            null => null,
        };
}
