using System.Globalization;
using NodaTime;
using Poczekalnia.Scenarios;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.Operations;

namespace Poczekalnia.Actors;

/// <summary>
/// What places do about their schedules: register, publish day after day, become active, suspend, end.
/// </summary>
public sealed class PlaceActor(Scenario scenario, ulong seed, Engine engine, Agenda agenda, Gateway gateway)
{
    private readonly Dictionary<PlaceId, int> _requests = [];
    private readonly Dictionary<PlaceId, (Spread FirstTime, Spread Continuing)> _spreads = [];

    /// <summary>The place registers, and publishes its days up to its horizon.</summary>
    public void Open(PlaceOnMap place)
    {
        Send(place.Id, Administrator(place.Id), new RegisterPlace(
            place.Id, place.Place.ProviderCode, place.Place.Area, place.Place.Location, place.Place.Scopes));
        if (place.Place.Schedule is { } schedule)
        {
            var weights = Spread.OverWorkingDays(schedule.Weekdays);
            _spreads[place.Id] =
                (new Spread(schedule.FirstTime.Value, weights), new Spread(schedule.Continuing.Value, weights));
            for (var ahead = 0; ahead <= schedule.PublishedAheadDays; ahead++)
            {
                Publish(place, schedule, engine.LocalNow.Date.PlusDays(ahead));
            }
        }
    }

    /// <summary>Everybody sees the place's slots from now on.</summary>
    public void Activate(PlaceOnMap place) => Send(place.Id, Administrator(place.Id), new ActivatePlace(place.Id));

    /// <summary>A new day has begun: the horizon moves on by one.</summary>
    public void NewDay(PlaceOnMap place, LocalDate today)
    {
        if (place.Place.Schedule is { } schedule)
        {
            Publish(place, schedule, today.PlusDays(schedule.PublishedAheadDays));
        }
    }

    /// <summary>The place may suspend in the next thirty days.</summary>
    public void PlanSuspension(PlaceOnMap place, LocalDate from)
    {
        var chance = Prng.Of(seed, place.Place.Key, "suspension", $"{from:uuuu-MM-dd}");
        var (hits, day, hour) =
            (chance.Hits(scenario.Behaviour.SuspendedPer30Days), chance.Below(30), chance.Between(7, 16));
        if (hits)
        {
            var at = WarsawTime.ToInstant(from.PlusDays(day).At(new LocalTime(hour, 0)));
            agenda.At(at, () => Suspend(place.Id, scenario.Behaviour.SuspendedDays, "unforeseen absence"));
        }
    }

    /// <summary>The place hides its slots for some days.</summary>
    public void Suspend(PlaceId place, int days, string reason)
    {
        Send(place, Administrator(place), new SuspendPlace(place, reason));
        agenda.At(
            engine.Now + Duration.FromDays(days),
            () => Send(place, Administrator(place), new ResumePlace(place)));
    }

    /// <summary>The place cancels all visits of some days.</summary>
    public void CancelDays(PlaceId place, LocalDate from, LocalDate to)
    {
        var process = new ProcessId(Ids.Derive("scenario-cancel-days", place.ToString(), $"{engine.Now}"));
        Send(place, Actor.StaffOf(place), new CancelDays(process, place, from, to));
    }

    /// <summary>The contract of the place ends.</summary>
    public void EndContract(PlaceId place, LocalDate effectiveOn) =>
        Send(place, Administrator(place), new EndContract(place, effectiveOn));

    private void Publish(PlaceOnMap place, ScenarioSchedule schedule, LocalDate date)
    {
        var (first, continuing) = _spreads[place.Id];
        var offers = DayPlan.Of(place.Place, schedule, date, first.On(date), continuing.On(date));
        foreach (var chunk in offers.Chunk(Limits.SlotsPerPlan))
        {
            var slots = chunk.Select(planned => new PlannedSlot(
                new SlotId(Ids.Derive(
                    "scenario-slot", place.Place.Key, $"{date:uuuu-MM-dd}",
                    planned.Number.ToString(CultureInfo.InvariantCulture))),
                planned.Offer));
            Send(place.Id, Actor.StaffOf(place.Id), new PublishDayPlan(
                place.Id, place.Place.Scopes[0], ValueList.From(slots)));
        }
    }

    private static Actor Administrator(PlaceId place) => Actor.AdministratorOf(place);

    private void Send(PlaceId place, Actor by, IOperation operation)
    {
        var number = _requests.GetValueOrDefault(place);
        _requests[place] = number + 1;
        gateway.Send($"place {place}", number, by, operation);
    }
}
