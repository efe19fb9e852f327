using NodaTime;
using Poczekalnia.Actors;
using Poczekalnia.Faults;
using Poczekalnia.Scenarios;
using Scheduling.Domain;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Operations;
using Scheduling.Domain.WaitingRoom;

namespace Poczekalnia.Simulation;

/// <summary>
/// A scenario come alive: the engine, the people and places around it, and one agenda that drives them.
/// </summary>
public sealed class World : IRunListener
{
    private readonly Scenario _scenario;
    private readonly IRunListener[] _listeners;
    private readonly Dictionary<PatientId, Person> _people = [];
    private readonly Agenda _agenda = new();
    private readonly PolicyShelf _policies;
    private readonly IReadOnlyList<PlaceOnMap> _places;
    private readonly Gateway _gateway;
    private readonly Desk _desk;
    private readonly PatientActor _patients;
    private readonly PlaceActor _placeActor;
    private readonly Newcomers _newcomers;
    private readonly FaultPlan _faults;

    /// <param name="separate">Whether everybody goes only to the place of their queue, as today.</param>
    /// <param name="makeBook">Makes the order book of a scope.</param>
    /// <param name="listeners">Hear everything that is recorded, in this order.</param>
    /// <param name="groupSize">Decisions of the matcher in one append.</param>
    public World(
        Scenario scenario,
        ulong seed,
        bool separate,
        PolicyShelf policies,
        Func<IMatcher> makeBook,
        IReadOnlyList<IRunListener> listeners,
        int groupSize = Limits.ProposalsPerGroup)
    {
        (_scenario, _policies, _listeners) = (scenario, policies, [.. listeners]);
        Start = WarsawTime.ToInstant(scenario.From);
        End = WarsawTime.ToInstant(scenario.From.PlusDays(scenario.Days));
        var restarts = FaultPlan.NeedsHistory(scenario) || scenario.Steps.Any(step => step.Restarts);
        Engine = new Engine(Start, policies.ByReference, makeBook, this, restarts)
        {
            GroupSize = groupSize,
        };
        _places = [.. scenario.Places.Select(place => new PlaceOnMap(Geography.IdOf(place.Key), place))];
        var people = new People(scenario, seed, new Geography(_places), separate);
        _gateway = new Gateway(Engine, _agenda);
        _desk = new Desk(scenario, seed, Engine, _agenda, _gateway, policies.AdoptedIn(Engine.Log));
        _patients = new PatientActor(scenario, seed, Engine, _agenda, _gateway, people, _desk);
        _placeActor = new PlaceActor(scenario, seed, Engine, _agenda, _gateway);
        _newcomers = new Newcomers(scenario, seed, Engine, _agenda, people, _patients, Know);
        _faults = new FaultPlan(scenario, seed, Engine, _agenda, _gateway, _desk, _placeActor, _places);
    }

    public Engine Engine { get; }

    public Instant Start { get; }

    public Instant End { get; }

    /// <summary>Whom the run knows so far.</summary>
    public IReadOnlyDictionary<PatientId, Person> People => _people;

    /// <summary>Runs from start to end, or until it is told to stop; what is recorded by then is whole.</summary>
    /// <param name="progress">Told the instant reached, now and then.</param>
    public void Run(Action<Instant> progress, CancellationToken stop)
    {
        SetUp(progress);
        Finish(progress, stop);
    }

    /// <summary>Runs from where it is to the end, or until it is told to stop.</summary>
    public void Finish(Action<Instant> progress, CancellationToken stop)
    {
        RunUpTo(End, progress, stop);
        if (!stop.IsCancellationRequested)
        {
            Engine.Settle();
        }
    }

    /// <summary>Does everything planned or due before an instant and sets the clock there.</summary>
    public void RunUpTo(Instant instant, Action<Instant> progress, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && NextInstant() is { } next && next < instant)
        {
            progress(next);
            StepTo(next);
        }

        if (!stop.IsCancellationRequested)
        {
            Engine.MoveClockTo(instant);
        }
    }

    /// <summary>Does what is planned or due by now, and settles.</summary>
    public void CatchUp() => StepTo(Engine.Now);

    /// <summary>Plans something beside what the people and places of the scenario do.</summary>
    public void At(Instant instant, Action what) => _agenda.At(instant, what);

    /// <summary>A place reaches nobody until then.</summary>
    public void GoDown(PlaceId place, Instant until) => _desk.GoDown(place, until);

    /// <summary>The number of the next report: no two of a run are equal.</summary>
    public long NextReportNumber() => _patients.NextReportNumber();

    /// <summary>
    /// Everything is there before the window opens, so that the first days are given out in one fair batch.
    /// </summary>
    public void SetUp(Action<Instant> progress)
    {
        foreach (var scope in _scenario.Scopes)
        {
            PlanOpening(scope);
        }

        foreach (var place in _places.Where(place => place.Place.Registered))
        {
            _placeActor.Open(place);
            progress(Start);
        }

        _newcomers.FillQueues(_places, () => progress(Start));
        foreach (var place in _places)
        {
            PlanActivation(place);
        }

        PlanEvents();
        PlanDay(Engine.LocalNow.Date);
        _faults.Plan();
        Engine.Settle();
    }

    void IRunListener.OnCommand(Command command, Outcome outcome, Instant now, PolicyRef? policy)
    {
        foreach (var listener in _listeners)
        {
            listener.OnCommand(command, outcome, now, policy);
        }
    }

    void IRunListener.OnEvent(RecordedEvent recorded, Command command)
    {
        foreach (var listener in _listeners)
        {
            listener.OnEvent(recorded, command);
        }

        React(recorded);
    }

    void IRunListener.OnNotice(NoticeIntent notice, Instant at, long? cause)
    {
        foreach (var listener in _listeners)
        {
            listener.OnNotice(notice, at, cause);
        }
    }

    void IRunListener.OnDue(Due due)
    {
        foreach (var listener in _listeners)
        {
            listener.OnDue(due);
        }
    }

    void IRunListener.OnInterruption(Interruption what, Instant at)
    {
        foreach (var listener in _listeners)
        {
            listener.OnInterruption(what, at);
        }
    }

    private void Know(Person person) => _people.Add(person.Id, person);

    private Instant? NextInstant() =>
        (_agenda.Next, Engine.Due.First?.At) switch
        {
            ({ } planned, { } due) => Instant.Min(planned, due),
            ({ } planned, null) => planned,
            (null, { } due) => due,
            _ => null,
        };

    private void StepTo(Instant next)
    {
        Engine.MoveClockTo(next);
        Engine.Settle();
        while (_agenda.Next <= next)
        {
            _agenda.Take()();
            Engine.Settle();
        }
    }

    // People answer what happens to them by planning, never by acting at once: the engine is at work just now.
    private void React(RecordedEvent recorded)
    {
        var id = recorded.Stream.Value;
        switch (recorded.Event)
        {
            case AppointmentEvent.AppointmentBooked { Kind: SlotKind.FirstTime } booked
                when PersonOf(booked.Patient) is { } person:
                _patients.OnBooked(person, new AppointmentId(id), booked.Start);
                break;
            case AppointmentEvent.AppointmentRescheduled moved when PersonOf(MadeOf(id).Patient) is { } person:
                _desk.PlanReport(person, new AppointmentId(id), moved.Start);
                break;
            case AppointmentEvent.AppointmentBooked booked when PersonOf(booked.Patient) is { } person:
                _desk.PlanReport(person, new AppointmentId(id), booked.Start);
                break;
            case AppointmentEvent.AppointmentFulfilled when PersonOf(MadeOf(id).Patient) is { } person:
                _desk.PlanTreatment(person, MadeOf(id));
                break;
            case WaitingEntryEvent.EntryPlaced or WaitingEntryEvent.EntryReturned or WaitingEntryEvent.EntryReinstated
                when PersonOf(((WaitingEntry)Engine.Log.StateOf(new EntryId(id))).On!.Placed.Patient) is { } person:
                _patients.OnWaiting(person, new EntryId(id));
                break;
        }
    }

    // Nobody for those of scripted steps: they do what the steps say and nothing by themselves.
    private Person? PersonOf(PatientId patient) => _people.GetValueOrDefault(patient);

    private AppointmentEvent.AppointmentBooked MadeOf(Guid appointment) =>
        ((Appointment)Engine.Log.StateOf(new AppointmentId(appointment))).Made!;

    private void PlanOpening(ScenarioScope scope)
    {
        if (scope.OpenedOn > _scenario.From.Date)
        {
            _agenda.At(WarsawTime.StartOfDay(scope.OpenedOn), () => Open(scope));
        }
        else
        {
            Open(scope);
        }
    }

    private void Open(ScenarioScope scope)
    {
        var id = Ids.Derive("scenario-scope", scope.Code.Value);
        Engine.Run(new Command(
            id, id, Actor.System, new OpenScope(scope.Code, _policies.Newest(scope.Policy, Engine.LocalNow.Date))));
    }

    private void PlanActivation(PlaceOnMap place)
    {
        if (!place.Place.Activated || !place.Place.Registered)
        {
            return;
        }

        if (place.Place.ActivatedAt is { } at && WarsawTime.ToInstant(at) > Start)
        {
            _agenda.At(WarsawTime.ToInstant(at), () => _placeActor.Activate(place));
        }
        else
        {
            _placeActor.Activate(place);
        }
    }

    private void PlanEvents()
    {
        var byKey = _places.ToDictionary(place => place.Place.Key);
        foreach (var planned in _scenario.Events)
        {
            var places = planned.Places.Count == 0 ? _places : [.. planned.Places.Select(key => byKey[key])];
            _agenda.At(WarsawTime.ToInstant(planned.At), () =>
            {
                foreach (var place in places)
                {
                    Do(planned, place);
                }
            });
        }
    }

    private void Do(Scenarios.PlannedEvent planned, PlaceOnMap place)
    {
        switch (planned)
        {
            case Scenarios.PlannedEvent.Suspend suspend:
                _placeActor.Suspend(place.Id, suspend.Days, suspend.Reason);
                break;
            case Scenarios.PlannedEvent.CancelDays { WithdrawSlots: false } cancel:
                _desk.CancelEach(place.Id, cancel.Days);
                break;
            case Scenarios.PlannedEvent.CancelDays cancel:
                _placeActor.CancelDays(place.Id, cancel.Days.Start, cancel.Days.End);
                break;
            case Scenarios.PlannedEvent.EndContract end:
                _placeActor.EndContract(place.Id, end.EffectiveOn);
                break;
            case Scenarios.PlannedEvent.Activate:
                _placeActor.Activate(place);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    // Each day plans the next, an hour before anybody comes.
    private void PlanDay(LocalDate today)
    {
        var dayOfRun = Period.DaysBetween(_scenario.From.Date, today);
        foreach (var place in _places.Where(place => place.Place.Registered))
        {
            if (dayOfRun > 0)
            {
                _placeActor.NewDay(place, today);
            }

            if (dayOfRun % 30 == 0)
            {
                _placeActor.PlanSuspension(place, today);
            }

            _newcomers.PlanArrivals(place, today);
        }

        var tomorrow = today.PlusDays(1);
        _agenda.At(WarsawTime.ToInstant(tomorrow.At(new LocalTime(5, 0))), () => PlanDay(tomorrow));
    }
}
