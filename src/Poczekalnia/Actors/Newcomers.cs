using NodaTime;
using Poczekalnia.Scenarios;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.Slots;

namespace Poczekalnia.Actors;

/// <summary>Who waits when a run begins, and who comes while it lasts.</summary>
public sealed class Newcomers(
    Scenario scenario, ulong seed, Engine engine, Agenda agenda, People people, PatientActor patients,
    Action<Person> know)
{
    private readonly Dictionary<(PlaceId Place, MedicalCategory Category), Spread> _spreads = [];

    /// <summary>
    /// Puts the queues of all places on the list in the order of their reports, so that report numbers rise with time.
    /// The head of a queue keeps the dates it already has.
    /// </summary>
    public void FillQueues(IReadOnlyList<PlaceOnMap> places, Action progress)
    {
        var queues = places.SelectMany(QueueOf)
            .OrderBy(waiting => waiting.Since)
            .ThenBy(waiting => waiting.Person.Name, StringComparer.Ordinal)
            .ToArray();
        var dated = KeepDates(places, queues);
        foreach (var (person, since, _) in queues)
        {
            if (!dated.Contains(person.Id))
            {
                know(person);
                patients.JoinFromQueue(person, since);
                progress();
            }
        }
    }

    /// <summary>Plans who comes to a place on a day.</summary>
    public void PlanArrivals(PlaceOnMap place, LocalDate today)
    {
        foreach (var arrival in place.Place.Arrivals)
        {
            var count = SpreadOf(place, arrival).On(today);
            for (var number = 0; number < count; number++)
            {
                var name = $"{place.Place.Key}/{arrival.Category}/{today:uuuu-MM-dd}/{number}";
                if (TimeOf(name, today) is var at && at > engine.Now)
                {
                    agenda.At(at, () => Come(name, place, arrival.Category));
                }
            }
        }
    }

    private void Come(string name, PlaceOnMap place, MedicalCategory category)
    {
        var mix = scenario.Patients;
        var person = people.Draw(name, place, category, engine.LocalNow.Date, mix.Entitled, mix.FastTrack);
        know(person);
        patients.Arrive(person);
    }

    private Instant TimeOf(string name, LocalDate today)
    {
        var chance = Prng.Of(seed, name, "arrival");
        var hours = Enumerable.Range(0, 24).Where(scenario.Patients.ArrivalHours.Contains).ToArray();
        var hour = hours[chance.Below(hours.Length)];
        return WarsawTime.ToInstant(today.At(new LocalTime(hour, 0).PlusSeconds(chance.Below(3600))));
    }

    private Spread SpreadOf(PlaceOnMap place, Arrival arrival)
    {
        var key = (place.Id, arrival.Category);
        if (!_spreads.TryGetValue(key, out var spread))
        {
            var weights = scenario.Patients.ArrivalWeekdays;
            spread = new Spread(
                arrival.Rate.Value,
                date => WorkingDays.IsHoliday(date) ? 0 : weights[(int)date.DayOfWeek - 1]);
            _spreads.Add(key, spread);
        }

        return spread;
    }

    // Expected is the date that somebody who reported then would have today: who has waited longest for the wait of
    // the category is next, so that neither category starves the other.
    private IEnumerable<(Person Person, Instant Since, Instant Expected)> QueueOf(PlaceOnMap place)
    {
        foreach (var queue in place.Place.Queue)
        {
            for (var number = 0; number < queue.Waiting.Value; number++)
            {
                var name = $"{place.Place.Key}/{queue.Category}/queue/{number}";
                yield return (
                    people.Draw(name, place, queue.Category, scenario.From.Date, queue.OutOfTurn, queue.FastTrack),
                    SinceOf(queue, number),
                    SinceOf(queue, number) + Duration.FromDays(queue.ReportedOverDays.Value));
            }
        }
    }

    // Evenly over the days: the first of n reported D·(n − ½)/n days ago, the last D·½/n days ago.
    private Instant SinceOf(QueueAtStart queue, int number)
    {
        var halves = (2L * (queue.Waiting.Value - number)) - 1;
        var seconds = queue.ReportedOverDays.Value * 86_400L * halves / (2L * queue.Waiting.Value);
        return WarsawTime.ToInstant(scenario.From) - Duration.FromSeconds(seconds);
    }

    // The first days of a place that joins are full: the law lets those dates stand (art. 23g(2)).
    private HashSet<PatientId> KeepDates(
        IReadOnlyList<PlaceOnMap> places, IReadOnlyList<(Person Person, Instant Since, Instant Expected)> queues)
    {
        var dated = new HashSet<PatientId>();
        var byPlace = queues.ToLookup(waiting => waiting.Person.Home.Id);
        foreach (var place in places)
        {
            if (place.Place.Schedule is not { DatesHeldDays: > 0 } schedule)
            {
                continue;
            }

            var until = scenario.From.Date.PlusDays(schedule.DatesHeldDays);
            var slots = engine.Slots.From(place.Id, engine.LocalNow)
                .TakeWhile(slot => slot.Start.Date < until)
                .Where(slot => IsFirstTime(slot.Slot));
            var head = byPlace[place.Id].OrderBy(waiting => waiting.Expected).ThenBy(waiting => waiting.Since);
            foreach (var ((person, since, _), slot) in head.Zip(slots))
            {
                know(person);
                dated.Add(person.Id);
                patients.KeepDate(person, slot.Slot, since);
            }
        }

        return dated;
    }

    private bool IsFirstTime(SlotId slot) =>
        ((Slot)engine.Log.StateOf(slot)).Published is { Kind: SlotKind.FirstTime };
}
