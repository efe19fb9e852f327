using NodaTime;
using Poczekalnia.Scenarios;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Slots;

namespace Poczekalnia.Actors;

/// <summary>
/// What places do for and about patients: see entitled ones out of turn, cancel, and report who came. A place whose
/// systems are down does it later.
/// </summary>
public sealed class Desk(Scenario scenario, ulong seed, Engine engine, Agenda agenda, Gateway gateway,
    Func<ScopeCode, SchedulingPolicy> policyOf)
{
    // Visits are reported when the day's work is over.
    private static readonly LocalTime ReportedAt = new(20, 0);
    private const int ControlAfterDays = 30;
    private readonly Dictionary<PlaceId, Instant> _downUntil = [];
    private int _requests;

    /// <summary>The place reaches nobody until then.</summary>
    public void GoDown(PlaceId place, Instant until) => _downUntil[place] = until;

    /// <summary>An entitled patient is seen out of turn: in the first free time of the place, or one it adds.</summary>
    public void BookOutOfTurn(Person person, ReportDetails details, AppointmentId appointment)
    {
        var place = person.Home;
        var policy = policyOf(person.Scope);
        var lastDay = WorkingDays.Plus(engine.LocalNow.Date, policy.OutOfTurnWorkingDays, policy.WorkingDays);
        var free = engine.Slots.From(place.Id, engine.LocalNow)
            .TakeWhile(slot => slot.Start.Date <= lastDay)
            .FirstOrDefault(slot => IsFreeFor(person, slot.Start, slot.Slot));
        var staff = Actor.StaffOf(place.Id);
        if (free != default)
        {
            Send(place.Id, staff, new BookOutOfTurn(appointment, place.Id, free.Slot, details));
            return;
        }

        var slotId = new SlotId(Ids.Derive("scenario-added-slot", appointment.ToString()));
        var offer = new SlotOffer(
            person.Scope, SlotKind.FirstTime, VisitMode.InPerson, lastDay.At(EndOfDay(place.Place)),
            place.Place.Schedule?.SlotMinutes ?? 15);
        Send(place.Id, staff, new BookOutOfTurn(appointment, place.Id, slotId, details, offer));
    }

    /// <summary>The place takes back a date for reasons nobody could foresee.</summary>
    public void Cancel(AppointmentId appointment, bool withdraws)
    {
        if (engine.Log.StateOf(appointment) is not Appointment.Booked booked
            || WarsawTime.ToInstant(booked.Date.Start) <= engine.Now)
        {
            return;
        }

        WhenUp(booked.Date.Place, () => Send(
            booked.Date.Place, Actor.StaffOf(booked.Date.Place), new CancelByPlace(
                appointment, PlaceReason.Unforeseeable,
                withdraws ? SlotAfterwards.Withdrawn : SlotAfterwards.Freed)));
    }

    /// <summary>The place takes back every date of some days but leaves its time free for others.</summary>
    public void CancelEach(PlaceId place, DateInterval days)
    {
        var slots = engine.Slots.From(place, engine.LocalNow).Where(slot => days.Contains(slot.Start.Date)).ToArray();
        foreach (var (_, slot) in slots)
        {
            if (engine.Log.StateOf(slot) is Slot.Taken taken)
            {
                Cancel(taken.Appointment, withdraws: false);
            }
        }
    }

    /// <summary>After a first visit the treatment may go on: the place gives a further date, if it has one.</summary>
    public void PlanTreatment(Person person, AppointmentEvent.AppointmentBooked seen)
    {
        var goesOn = person.Chance(seed, $"treatment {person.Bookings}").Hits(scenario.Behaviour.Continued);
        if (goesOn && seen is { Kind: SlotKind.FirstTime, Referral: { } referral })
        {
            agenda.At(engine.Now, () => BookContinuing(person, seen.Place, referral));
        }
    }

    /// <summary>Plans the report of a visit for the evening of its day.</summary>
    public void PlanReport(Person person, AppointmentId appointment, LocalDateTime start)
    {
        var chance = person.Chance(seed, $"visit {person.Bookings}");
        var behaviour = scenario.Behaviour;
        var (missed, notPatient, unknown) = (
            chance.Hits(behaviour.Missed), chance.Hits(behaviour.NotPatientsFault),
            chance.Hits(behaviour.Undetermined));
        var reinstated = chance.Hits(behaviour.Reinstated);
        var settled = notPatient ? Fault.NotPatient : Fault.Patient;
        agenda.At(EveningOf(start), () => Report(appointment, start, missed, unknown, settled, reinstated));
    }

    private void BookContinuing(Person person, PlaceId place, ReferralId referral)
    {
        var free = engine.Slots.From(place, engine.LocalNow.PlusDays(ControlAfterDays))
            .FirstOrDefault(slot => engine.Log.StateOf(slot.Slot) is Slot.Free { Offer.Kind: SlotKind.Continuing });
        if (free != default)
        {
            var appointment = new AppointmentId(Ids.Derive("scenario-control", person.Id.ToString(), $"{_requests}"));
            Send(place, Actor.StaffOf(place), new BookContinuing(
                appointment, free.Slot, referral, person.Id, person.Scope, person.Contacts));
        }
    }

    private bool IsFreeFor(Person person, LocalDateTime start, SlotId id) =>
        engine.Log.StateOf(id) is Slot.Free { Offer: { Kind: SlotKind.FirstTime } offer }
        && offer.Scope == person.Scope
        && (offer.Ages is not { } ages || ages.Contains(person.Ages));

    private void Report(
        AppointmentId appointment, LocalDateTime start, bool missed, bool unknown, Fault settled, bool reinstated)
    {
        if (engine.Log.StateOf(appointment) is not Appointment.Booked booked || booked.Date.Start != start)
        {
            return;
        }

        var place = booked.Date.Place;
        WhenUp(place, () =>
        {
            var staff = Actor.StaffOf(place);
            if (!missed)
            {
                Send(place, staff, new FulfilAppointment(appointment));
                return;
            }

            Send(place, staff, new MissAppointment(appointment, unknown ? Fault.Undetermined : settled));
            if (unknown)
            {
                agenda.At(
                    engine.Now + Duration.FromDays(scenario.Behaviour.SettledAfterDays.Value),
                    () => Settle(place, appointment, settled));
            }
            else if (settled == Fault.Patient && reinstated)
            {
                PlanReinstatement(place, appointment);
            }
        });
    }

    private void Settle(PlaceId place, AppointmentId appointment, Fault settled)
    {
        if (engine.Log.StateOf(appointment) is Appointment.Missed { Fault: Fault.Undetermined })
        {
            Send(place, Actor.StaffOf(place), new MissAppointment(appointment, settled));
        }
    }

    // Force majeure ended on the day of the visit; the patient asks a few days later.
    private void PlanReinstatement(PlaceId place, AppointmentId appointment)
    {
        var ended = engine.LocalNow.Date;
        agenda.At(engine.Now + Duration.FromDays(3), () =>
        {
            if (engine.Log.StateOf(appointment) is Appointment.Missed { Fault: Fault.Patient })
            {
                Send(place, Actor.StaffOf(place), new ReinstateEntry(appointment, ended));
            }
        });
    }

    private void WhenUp(PlaceId place, Action what)
    {
        if (_downUntil.TryGetValue(place, out var until) && engine.Now < until)
        {
            agenda.At(until, () => WhenUp(place, what));
        }
        else
        {
            what();
        }
    }

    private static Instant EveningOf(LocalDateTime start)
    {
        var evening = start.Date.At(ReportedAt);
        return WarsawTime.ToInstant(evening > start ? evening : start.PlusHours(1));
    }

    private static LocalTime EndOfDay(ScenarioPlace place) => place.Schedule?.Closes ?? new LocalTime(18, 0);

    private void Send(PlaceId place, Actor by, IOperation operation) =>
        gateway.Send($"desk {place}", _requests++, by, operation);
}
