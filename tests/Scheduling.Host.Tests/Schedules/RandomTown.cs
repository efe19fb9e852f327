using NodaTime;
using Npgsql;
using NpgsqlTypes;
using Scheduling.Domain;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Serialization;
using Scheduling.Host.Schedules.Search;

namespace Scheduling.Host.Tests.Schedules;

/// <summary>Places and slots drawn from a seed, as rows of the read model and as the domain knows them.</summary>
internal sealed class RandomTown
{
    private static readonly string[] Areas = ["2469011", "2469021", "2401011", "1261011", "1465011"];
    private static readonly string[] States = ["open", "open", "open", "held-back", "taken", "withdrawn"];
    private static readonly string[] Practitioners = ["dr-1", "dr-2", "dr-3"];

    private readonly Random _dice;
    private readonly List<Place> _places = [];
    private readonly List<Slot> _slots = [];

    public RandomTown(int seed)
    {
        _dice = new Random(seed);
        for (var i = 0; i < 12; i++)
        {
            _places.Add(new Place(
                new PlaceRecord(
                    new PlaceId(Ids.Derive("random-place", $"{seed}", $"{i}")), TerytCode.Parse(One(Areas)),
                    new GeoPoint(5_000_000 + _dice.Next(60_000), 1_900_000 + _dice.Next(90_000))),
                _dice.Next(6) > 0,
                _dice.Next(5) == 0 ? Today.PlusDays(_dice.Next(20)) : null));
        }

        for (var i = 0; i < 150; i++)
        {
            _slots.Add(new Slot(
                new SlotRecord(
                    new SlotId(Ids.Derive("random-slot", $"{seed}", $"{i}")), One(_places).Record,
                    One(Enum.GetValues<VisitMode>()), StartAt(), Maybe(() => new PractitionerId(One(Practitioners))),
                    Maybe(Ages)),
                One(States), _dice.Next(8) == 0 ? OtherScope : Scope));
        }
    }

    public static ScopeCode Scope { get; } = ScopeCode.Parse("02.1100.001.02");

    public static ScopeCode OtherScope { get; } = ScopeCode.Parse("02.1580.001.02");

    /// <summary>In the second of the two hours from two to three of the night in which the clocks go back.</summary>
    public static SearchMoment Moment { get; } =
        new(Instant.FromUtc(2026, 10, 25, 1, 10), new LocalDate(2026, 11, 12));

    private static LocalDate Today => WarsawTime.DateOf(Moment.Now);

    /// <summary>A wish that some of the slots meet.</summary>
    public SlotWish Wish()
    {
        var near = Maybe(() => One(_places).Record.Location);
        var criteria = new Criteria(
            Maybe(Where), Rarely(() => new PractitionerId(One(Practitioners))),
            Maybe(() => Today.PlusDays(_dice.Next(-2, 10))), Maybe(() => Today.PlusDays(_dice.Next(5, 25))),
            Maybe(() => new DaySet(_dice.Next(1, DaySet.All + 1))),
            Maybe(() => new HourSet(_dice.Next(1, HourSet.All + 1))),
            Maybe(() => One(Enum.GetValues<VisitMode>())), Maybe(() => _dice.Next(8)));
        return new SlotWish(
            Scope, criteria, Maybe(Ages), near,
            near is not null && _dice.Next(2) == 0 ? SlotSort.Distance : SlotSort.Start);
    }

    /// <summary>What a search must find, in its order: states.md §5 and the domain's one answer to what fits.</summary>
    public IReadOnlyList<SlotId> Expect(SlotWish wish)
    {
        // The public may book without the lead time of the list.
        var day = new MatchDay(Today, Moment.Through, 0);
        var wanted = new WaitingRecord(default, default, wish.Criteria, wish.Ages ?? default, []);
        var fitting = _slots
            .Where(slot => slot.Scope == wish.Scope && slot.State == "open"
                && WarsawTime.ToInstant(slot.Record.Start) > Moment.Now
                && PlaceOf(slot).IsActiveOn(slot.Record.Start.Date)
                && Eligibility.Fits(wanted, wish.Ages is null ? slot.Record with { Ages = null } : slot.Record, day))
            .Select(slot => slot.Record);
        return wish.Sort == SlotSort.Start
            ? [.. fitting.OrderBy(slot => slot.Start).ThenBy(slot => slot.Slot).Select(slot => slot.Slot)]
            :
            [
                .. fitting.OrderBy(slot => wish.Near!.Value.MetresTo(slot.Place.Location))
                    .ThenBy(slot => slot.Place.Place).ThenBy(slot => slot.Start).ThenBy(slot => slot.Slot)
                    .Select(slot => slot.Slot),
            ];
    }

    /// <summary>Writes the rows.</summary>
    public async Task Save(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using (var places = await connection.BeginBinaryImportAsync("""
            copy read.place (place, provider_code, area, latitude_e5, longitude_e5, scopes, status, contract_ends,
                version) from stdin (format binary)
            """))
        {
            foreach (var place in _places)
            {
                await places.StartRowAsync();
                await places.WriteAsync(place.Record.Place.Value);
                await places.WriteAsync("P");
                await places.WriteAsync(place.Record.Area.Value);
                await places.WriteAsync(place.Record.Location.LatitudeE5);
                await places.WriteAsync(place.Record.Location.LongitudeE5);
                await places.WriteAsync(
                    (string[])[Scope.Value, OtherScope.Value], NpgsqlDbType.Array | NpgsqlDbType.Varchar);
                await places.WriteAsync(place.Active ? "active" : "suspended");
                await places.WriteAsync(place.EndsOn?.ToDateOnly());
                await places.WriteAsync(1L);
            }

            await places.CompleteAsync();
        }

        await using var slots = await connection.BeginBinaryImportAsync("""
            copy read.slot (slot, place, scope, kind, mode, starts_at, minutes, practitioner, ages_from, ages_to, state,
                since, version) from stdin (format binary)
            """);
        foreach (var slot in _slots)
        {
            var record = slot.Record;
            await slots.StartRowAsync();
            await slots.WriteAsync(record.Slot.Value);
            await slots.WriteAsync(record.Place.Place.Value);
            await slots.WriteAsync(slot.Scope.Value);
            await slots.WriteAsync("first-time");
            await slots.WriteAsync(EnumText.Of(record.Mode));
            await slots.WriteAsync(record.Start.ToDateTimeUnspecified(), NpgsqlDbType.Timestamp);
            await slots.WriteAsync(20);
            await slots.WriteAsync<string?>(record.Practitioner?.Value);
            await slots.WriteAsync<short?>((short?)record.Ages?.From);
            await slots.WriteAsync<short?>((short?)record.Ages?.To);
            await slots.WriteAsync(slot.State);
            await slots.WriteAsync(Moment.Now.ToDateTimeUtc());
            await slots.WriteAsync(1L);
        }

        await slots.CompleteAsync();
    }

    private Place PlaceOf(Slot slot) => _places.Single(place => place.Record == slot.Record.Place);

    private PlaceCriterion Where() =>
        _dice.Next(3) switch
        {
            0 => PlaceCriterion.In(TerytCode.Parse(One(Areas)[..One((int[])[2, 4, 7])]), TerytCode.Parse(One(Areas))),
            1 => PlaceCriterion.At([.. Enumerable.Range(0, _dice.Next(1, 6)).Select(_ => One(_places).Record.Place)]),
            _ => PlaceCriterion.Within(One(_places).Record.Location, _dice.Next(1, 60)),
        };

    private AgeRange Ages() => One((AgeRange[])[new(0, 17), new(5, 9), new(18, 130), new(40, 44)]);

    // Many at the same time, some in the hour that the clocks show twice, some over, some beyond the window.
    private LocalDateTime StartAt() =>
        _dice.Next(4) == 0
            ? Today.At(new LocalTime(2, 0)).PlusMinutes(15 * _dice.Next(-4, 8))
            : Today.PlusDays(_dice.Next(-1, 22)).At(new LocalTime(_dice.Next(24), 30 * _dice.Next(2)));

    private T One<T>(IReadOnlyList<T> list) => list[_dice.Next(list.Count)];

    private T? Maybe<T>(Func<T> make)
        where T : struct => _dice.Next(3) == 0 ? make() : null;

    private PlaceCriterion? Maybe(Func<PlaceCriterion> make) => _dice.Next(2) == 0 ? make() : null;

    private T? Rarely<T>(Func<T> make)
        where T : struct => _dice.Next(6) == 0 ? make() : null;

    private sealed record Place(PlaceRecord Record, bool Active, LocalDate? EndsOn)
    {
        public bool IsActiveOn(LocalDate day) => Active && !(EndsOn <= day);
    }

    private sealed record Slot(SlotRecord Record, string State, ScopeCode Scope);
}
