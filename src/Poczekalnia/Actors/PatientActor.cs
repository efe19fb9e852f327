using NodaTime;
using Poczekalnia.Scenarios;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Referrals;
using Scheduling.Domain.Reports;
using Scheduling.Domain.WaitingRoom;

namespace Poczekalnia.Actors;

/// <summary>
/// What patients do: report, search, book or wait, change their minds, cancel, and come or stay away.
/// </summary>
public sealed class PatientActor(
    Scenario scenario, ulong seed, Engine engine, Agenda agenda, Gateway gateway, People people, Desk desk)
{
    private static readonly Duration ThirtyDays = Duration.FromDays(30);

    // Nobody cancels on the doorstep: the last hour before a visit is for travelling.
    private static readonly Duration LastHour = Duration.FromHours(1);

    private long _reports;

    /// <summary>The number of the next report: no two of a run are equal.</summary>
    public long NextReportNumber() => ++_reports;

    /// <summary>A person comes with a referral and asks for a first visit.</summary>
    public void Arrive(Person person) => IssueReferral(person, () => Ask(person));

    /// <summary>A person who waited before the place joined is put on the list by the place.</summary>
    public void JoinFromQueue(Person person, Instant earlierReport)
    {
        IssueReferral(person, () => Join(person, Actor.StaffOf(person.Home.Id), earlierReport));
    }

    /// <summary>A person who had a date before the place joined keeps it.</summary>
    public void KeepDate(Person person, SlotId slot, Instant registeredAt)
    {
        IssueReferral(person, () => Send(person, Actor.StaffOf(person.Home.Id), new LoadAppointment(
            NextAppointment(person), person.Home.Id, slot, SlotKind.FirstTime, FormOf(person),
            DetailsOf(person, null), registeredAt)));
    }

    /// <summary>A first visit has a date: whether the person keeps it is decided now.</summary>
    public void OnBooked(Person person, AppointmentId appointment, LocalDateTime start)
    {
        person.Bookings++;
        var chance = person.Chance(seed, $"booking {person.Bookings}");
        var behaviour = scenario.Behaviour;
        var (changes, moves) = (chance.Hits(behaviour.CancelledOrMoved), chance.Hits(behaviour.Moved));
        var (replies, placeCancels) = (chance.Hits(behaviour.CancelledBySms), chance.Hits(behaviour.CancelledByPlace));
        var until = WarsawTime.ToInstant(start) - LastHour;
        var at = chance.Between(engine.Now, until);
        var placeAt = chance.Between(engine.Now, until);
        var withdraws = chance.Hits(behaviour.SlotWithdrawnByPlace);
        desk.PlanReport(person, appointment, start);
        if (placeCancels)
        {
            agenda.At(placeAt, () => desk.Cancel(appointment, withdraws));
        }

        if (!changes || until <= engine.Now)
        {
            return;
        }

        if (moves)
        {
            agenda.At(at, () => Move(person, appointment, start));
        }
        else if (replies && person.Contacts.Contains(ContactKind.Mobile))
        {
            ReplyToReminder(person, appointment, start, chance);
        }
        else
        {
            agenda.At(at, () => Cancel(person, person.Actor, appointment, null));
        }
    }

    /// <summary>A person waits: what may happen in the next thirty days of waiting.</summary>
    public void OnWaiting(Person person, EntryId entry)
    {
        person.Entry = entry;
        if (person.PlannedUntil <= engine.Now)
        {
            PlanWaiting(person, entry);
        }
    }

    private void PlanWaiting(Person person, EntryId entry)
    {
        person.PlannedUntil = engine.Now + ThirtyDays;
        var chance = person.Chance(seed, $"waiting {person.WaitingRounds++}");
        var behaviour = scenario.Behaviour;
        Plan(chance, behaviour.WithdrawnPer30Days, entry, () => Withdraw(person, entry));
        Plan(chance, behaviour.ReferralEndedPer30Days, entry, () => EndReferral(person, entry));
        Plan(chance, behaviour.CriteriaChangedPer30Days, entry, () => ChangeMind(person, entry));
        Plan(chance, behaviour.CategoryChangedPer30Days, entry, () => GetWorse(person, entry));
        if (scenario.Days > 30)
        {
            agenda.At(person.PlannedUntil, () => WhileWaiting(entry, () => PlanWaiting(person, entry)));
        }
    }

    private void Plan(Prng chance, Share share, EntryId entry, Action what)
    {
        var (hits, at) = (chance.Hits(share), chance.Between(engine.Now, engine.Now + ThirtyDays));
        if (hits)
        {
            agenda.At(at, () => WhileWaiting(entry, what));
        }
    }

    private void WhileWaiting(EntryId entry, Action what)
    {
        if (engine.Log.StateOf(entry) is WaitingEntry.Waiting)
        {
            what();
        }
    }

    // Nobody asks for anything before the referral is known: a message may be late.
    private void IssueReferral(Person person, Action then) =>
        Send(
            person, Actor.System,
            new IssueReferral(
                person.Referral, person.Id, person.Scope, FormOf(person), person.Category, person.Card),
            _ => then());

    private void Ask(Person person)
    {
        if (person.Entitlement is not null)
        {
            desk.BookOutOfTurn(person, DetailsOf(person, null), NextAppointment(person));
            return;
        }

        if (engine.MatcherOf(person.Scope)?.Open.EarliestFor(person.Criteria, person.Ages, engine.LocalNow) is { } slot)
        {
            var booking = new BookPublicly(NextAppointment(person), slot.Slot, DetailsOf(person, null));
            Send(person, person.Actor, booking, outcome => OnBookingAnswer(person, outcome));
            return;
        }

        Join(person, person.Actor, null);
    }

    // Somebody was faster, or the matcher has it in hand: the list is there for just that.
    private void OnBookingAnswer(Person person, Outcome outcome)
    {
        if (!outcome.IsAccepted && engine.Log.StateOf(person.Report) is not CentralReport.Open)
        {
            Join(person, person.Actor, null);
        }
    }

    private void Join(Person person, Actor by, Instant? earlierReport)
    {
        if (!person.ConsentsToWait)
        {
            agenda.At(engine.Now + Duration.FromDays(scenario.Patients.ComeBackDays), () => Ask(person));
            return;
        }

        var entry = new EntryId(Ids.Derive("scenario-entry", person.Id.ToString(), $"{person.Requests}"));
        Send(person, by, new JoinWaitingRoom(entry, DetailsOf(person, earlierReport), Consent.Given));
    }

    private void Move(Person person, AppointmentId appointment, LocalDateTime start)
    {
        if (!IsStillAt(appointment, start))
        {
            return;
        }

        var later = person.Criteria with { From = LocalDate.Max(engine.LocalNow.Date, start.Date).PlusDays(1) };
        if (engine.MatcherOf(person.Scope)?.Open.EarliestFor(later, person.Ages, engine.LocalNow) is { } slot)
        {
            Send(person, person.Actor, new RescheduleByPatient(appointment, slot.Slot));
        }
        else
        {
            Cancel(person, person.Actor, appointment, null);
        }
    }

    // The reminder of the day before, some hours later. Who was booked too late for one cancels by another channel.
    private void ReplyToReminder(Person person, AppointmentId appointment, LocalDateTime start, Prng chance)
    {
        var reminder = WarsawTime.ToInstant(start.Date.PlusDays(-1).At(new LocalTime(10, 0)));
        var at = chance.Between(reminder, reminder + Duration.FromHours(8));
        if (reminder <= engine.Now)
        {
            agenda.At(chance.Between(engine.Now, WarsawTime.ToInstant(start) - LastHour),
                () => Cancel(person, person.Actor, appointment, null));
            return;
        }

        var bySms = new Actor(ActorRole.Patient, Channel.Sms);
        agenda.At(at, () =>
        {
            if (IsStillAt(appointment, start))
            {
                Cancel(person, bySms, appointment, start);
            }
        });
    }

    private void Cancel(Person person, Actor by, AppointmentId appointment, LocalDateTime? reminded)
    {
        if (engine.Log.StateOf(appointment) is Appointment.Booked booked
            && engine.Now < WarsawTime.ToInstant(booked.Date.Start))
        {
            Send(person, by, new CancelByPatient(appointment, reminded));
        }
    }

    private bool IsStillAt(AppointmentId appointment, LocalDateTime start) =>
        engine.Log.StateOf(appointment) is Appointment.Booked booked && booked.Date.Start == start;

    private void Withdraw(Person person, EntryId entry) => Send(person, person.Actor, new WithdrawEntry(entry));

    private void EndReferral(Person person, EntryId entry) =>
        Send(person, Actor.System, new CancelReferral(person.Referral, ReferralEnd.Cancelled, entry));

    private void ChangeMind(Person person, EntryId entry)
    {
        person.Criteria = people.OtherCriteria(person, person.Requests, engine.LocalNow.Date);
        var by = person.Actor.Channel == Channel.Voice ? Actor.StaffOf(person.Home.Id) : person.Actor;
        Send(person, by, new ChangeCriteria(person.Report, entry, person.Criteria));
    }

    private void GetWorse(Person person, EntryId entry)
    {
        if (person.Category == MedicalCategory.Stable)
        {
            Send(person, Actor.StaffOf(person.Home.Id), new ChangeCategory(
                person.Report, entry, MedicalCategory.Urgent));
        }
    }

    private static AppointmentId NextAppointment(Person person) =>
        new(Ids.Derive("scenario-appointment", person.Id.ToString(), $"{person.Requests}"));

    private ReportDetails DetailsOf(Person person, Instant? earlierReport) =>
        new(
            person.Id, person.Scope, NextReportNumber(), person.Referral, person.Contacts, person.Ages,
            person.Entitlement, earlierReport, person.Criteria);

    private static ReferralForm FormOf(Person person) =>
        person.OnPaper ? ReferralForm.Paper : ReferralForm.Electronic;

    private void Send(Person person, Actor by, IOperation operation, Action<Outcome>? then = null) =>
        gateway.Send(person.Id.ToString(), person.Requests++, by, operation, then);
}
