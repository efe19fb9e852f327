using NodaTime;
using Poczekalnia.Scenarios;
using Poczekalnia.Simulation;
using Scheduling.Domain;

namespace Poczekalnia.Swarm;

/// <summary>
/// Draws a small world with everything turned up: few places, tight time, people who change their minds, faults in the
/// first phase and calm in the second. The seed alone decides which.
/// </summary>
public static class RandomScenario
{
    private const string Invented = "assumed: drawn by the swarm";

    // Dates around which calendars are hard: both clock changes, the turn of the year, Easter, May, 29 February.
    private static readonly LocalDate[] Starts =
    [
        new(2026, 3, 20), new(2026, 10, 15), new(2026, 12, 14), new(2027, 3, 19), new(2026, 4, 24), new(2028, 2, 20),
    ];

    private static readonly (string Area, int Latitude, int Longitude)[] Towns =
    [
        ("2466011", 5029000, 1867000), ("2469011", 5026000, 1902000), ("2478011", 5032000, 1879000),
        ("1261011", 5006000, 1994000), ("1465011", 5223000, 2101000), ("2475011", 5029000, 1910000),
    ];

    /// <summary>The world of a seed.</summary>
    public static Scenario Of(ulong seed)
    {
        var chance = Prng.Of(seed, "swarm");
        var start = Starts[chance.Below(Starts.Length)];
        var (stormDays, calmDays) = (chance.Between(8, 20), chance.Between(6, 15));
        var places = chance.Between(2, Towns.Length);
        return new Scenario
        {
            Name = $"swarm-{seed}",
            Description = "A world drawn by the swarm.",
            Source = Invented,
            From = start.AtMidnight(),
            Days = stormDays + calmDays,
            Seed = seed,
            Scopes = [new ScenarioScope(Scope, "specialist-2026", start)],
            Places = ValueList.From(Enumerable.Range(0, places).Select(number => PlaceOf(number, chance))),
            Patients = PatientsOf(chance),
            Behaviour = BehaviourOf(chance),
            Phases = [new Phase("storm", stormDays, FaultsOf(chance)), new Phase("calm", calmDays, [])],
        };
    }

    private static ScopeCode Scope { get; } = ScopeCode.Parse("02.1580.001.02");

    private static ScenarioPlace PlaceOf(int number, Prng chance)
    {
        var (area, latitude, longitude) = Towns[number];
        return new ScenarioPlace
        {
            Key = $"clinic-{number}",
            ProviderCode = $"clinic-{number}",
            Area = TerytCode.Parse(area),
            Location = new GeoPoint(latitude, longitude),
            Scopes = [Scope],
            Schedule = new ScenarioSchedule
            {
                FirstTime = RateOf(chance.Between(500, 6_000)),
                Continuing = RateOf(chance.Between(0, 2_000)),
                PublishedAheadDays = chance.Between(10, 70),
                DatesHeldDays = chance.Below(3) == 0 ? chance.Between(1, 12) : 0,
                Remote = Drawn(chance, 30),
            },
            Queue =
            [
                QueueOf(MedicalCategory.Stable, chance), QueueOf(MedicalCategory.Urgent, chance),
            ],
            Arrivals =
            [
                new Arrival(MedicalCategory.Stable, RateOf(chance.Between(0, 4_000))),
                new Arrival(MedicalCategory.Urgent, RateOf(chance.Between(0, 2_000))),
            ],
        };
    }

    private static QueueAtStart QueueOf(MedicalCategory category, Prng chance) =>
        new(
            category, new(chance.Below(25), Invented), new(chance.Between(1, 120), Invented),
            Percent(chance.Below(8)), Percent(chance.Below(8)));

    private static PatientMix PatientsOf(Prng chance) =>
        new()
        {
            Places =
            [
                new(new PlaceChoice.OwnPlace(), 2), new(new PlaceChoice.NearestPlaces(2), 2),
                new(new PlaceChoice.Powiaty(1), 1), new(new PlaceChoice.Voivodeships(1), 1),
                new(new PlaceChoice.Radius(chance.Between(3, 90)), 2), new(new PlaceChoice.Country(), 1),
            ],
            Restrictions = new Restrictions
            {
                Weekdays = Drawn(chance, 40),
                Hours = Drawn(chance, 40),
                Dates = Drawn(chance, 30),
                Mode = Drawn(chance, 20),
                Notice = Drawn(chance, 30),
                NoticeDays = [new(1, 1), new(5, 1), new(20, 1)],
            },
            ConsentToWait = Percent(85),
            Contacts =
            [
                new([ContactKind.Mobile], 3), new([ContactKind.Mobile, ContactKind.Email, ContactKind.Push], 2),
                new([ContactKind.Landline], 1),
            ],
            Channels =
            [
                new(Channel.Ikp, 2), new(Channel.MojeIkp, 1), new(Channel.Place, 2), new(Channel.Voice, 1),
            ],
            ThirdPerson = Percent(10),
            Entitled = Percent(chance.Below(12)),
            FastTrack = Percent(chance.Below(10)),
            PaperReferral = Percent(chance.Below(15)),
            ArrivalWeekdays = [1, 1, 1, 1, 1, 1, 1],
            ArrivalHours = HourSet.Between(0, 24),
        };

    private static Behaviour BehaviourOf(Prng chance) =>
        new()
        {
            CancelledOrMoved = Drawn(chance, 50),
            Moved = Drawn(chance, 60),
            CancelledBySms = Drawn(chance, 60),
            Missed = Drawn(chance, 30),
            NotPatientsFault = Drawn(chance, 50),
            Undetermined = Drawn(chance, 50),
            Reinstated = Drawn(chance, 60),
            CriteriaChangedPer30Days = Drawn(chance, 60),
            CategoryChangedPer30Days = Drawn(chance, 40),
            WithdrawnPer30Days = Drawn(chance, 30),
            ReferralEndedPer30Days = Drawn(chance, 20),
            CancelledByPlace = Drawn(chance, 25),
            SlotWithdrawnByPlace = Drawn(chance, 100),
            SuspendedPer30Days = Drawn(chance, 60),
            SuspendedDays = chance.Between(1, 6),
            Continued = Drawn(chance, 60),
        };

    private static ValueList<InjectedFault> FaultsOf(Prng chance)
    {
        var faults = new List<InjectedFault>();
        foreach (var kind in Enum.GetValues<FaultKind>())
        {
            if (chance.Below(2) == 0)
            {
                var lasts = Duration.FromHours(chance.Between(1, 60));
                faults.Add(new InjectedFault(kind.ToString(), kind, Percent(chance.Between(1, 30)), lasts, Invented));
            }
        }

        return ValueList.From(faults);
    }

    private static Figure<Rate> RateOf(int thousandths) => new(new Rate(thousandths, RatePer.WorkingDay), Invented);

    private static Figure<Share> Drawn(Prng chance, int mostPercent) =>
        new(Percent(chance.Below(mostPercent + 1)), Invented);

    private static Figure<Share> Percent(int percent) => new(new Share(percent * (Share.Whole / 100)), Invented);
}
