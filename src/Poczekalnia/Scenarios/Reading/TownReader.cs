using Scheduling.Domain;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>
/// Makes places out of totals: they are spread over voivodeships by population and over the towns of each by theirs;
/// slots and arrivals follow the population, the queue follows population times mean wait (Little's law: with equal
/// capacity per head, the longer wait is the longer queue).
/// </summary>
internal static class TownReader
{
    public static IReadOnlyList<ScenarioPlace> Read(
        Part part, ValueList<ScopeCode> scopes, ScenarioSchedule defaults)
    {
        if (!part.IsPresent)
        {
            return [];
        }

        var map = part.Map();
        var totals = new Totals(
            map["inhabitantsPerPlace"].Figure(value => value.Whole(1)),
            map["firstTime"].Figure(Units.Rate),
            PlaceReader.ReadQueue(map["queue"]),
            PlaceReader.ReadArrivals(map["arrivals"]),
            ScheduleReader.Read(map["schedule"], defaults),
            scopes);
        var voivodeships = map["voivodeships"].Items().Select(ReadVoivodeship).ToList();
        map.Done();
        if (voivodeships.Count == 0 || voivodeships.Any(voivodeship => voivodeship.Towns.Count == 0))
        {
            part.Wrong("There is no town to put a place into.", "Give every voivodeship at least one town.");
            return [];
        }

        return Spread(totals, voivodeships);
    }

    private static Voivodeship ReadVoivodeship(Part part)
    {
        var map = part.Map();
        var teryt = map["teryt"].Teryt(TerytLevel.Voivodeship);
        var voivodeship = new Voivodeship(
            map["name"].Text(),
            map["population"].Figure(value => value.Whole(1)),
            map["meanWait"].ByCategory((category, value) => (category, value.Figure(Units.Days))),
            [.. map["towns"].Items().Select(item => ReadTown(item, teryt))]);
        map.Done();
        return voivodeship;
    }

    private static Town ReadTown(Part part, TerytCode voivodeship)
    {
        var map = part.Map();
        var town = new Town(
            map["town"].Text(),
            map["teryt"].Gmina(),
            map["at"].Point(),
            map["population"].Figure(value => value.Whole(1)));
        map.Done();
        if (town.Area != default && !voivodeship.Contains(town.Area))
        {
            map["teryt"].Wrong(
                $"{town.Name} ({town.Area}) does not lie in voivodeship {voivodeship}.", "Move it to its voivodeship.");
        }

        return town;
    }

    private static List<ScenarioPlace> Spread(Totals totals, List<Voivodeship> voivodeships)
    {
        var seats = new List<(Voivodeship Voivodeship, Town Town, int Number, int Count)>();
        foreach (var voivodeship in voivodeships)
        {
            var count = Math.Max(1, voivodeship.Population / totals.InhabitantsPerPlace);
            var perTown = Portions.Share(count, [.. voivodeship.Towns.Select(town => (long)town.Population.Value)]);
            for (var i = 0; i < perTown.Length; i++)
            {
                for (var number = 1; number <= perTown[i]; number++)
                {
                    seats.Add((voivodeship, voivodeship.Towns[i], number, (int)count));
                }
            }
        }

        // The same share of the population stands behind every place of a voivodeship.
        var heads = seats.Select(seat => (long)seat.Voivodeship.Population / seat.Count).ToArray();
        var slots = Portions.Share(totals.FirstTime.Value.Thousandths, heads);
        var arrivals = totals.Arrivals
            .Select(arrival => Portions.Share(arrival.Rate.Value.Thousandths, heads))
            .ToList();
        var queues = totals.Queue
            .Select(queue => Portions.Share(
                queue.Waiting, [.. seats.Select((seat, i) => heads[i] * seat.Voivodeship.WaitOf(queue))]))
            .ToList();
        return seats.Select((seat, i) => new ScenarioPlace
        {
            Key = $"{seat.Town.Area}-{seat.Number.Text()}",
            ProviderCode = $"{seat.Town.Area}-{seat.Number.Text()}",
            Area = seat.Town.Area,
            Location = seat.Town.Location,
            LocationIs = LocationKind.Town,
            Scopes = totals.Scopes,
            Schedule = totals.Schedule with
            {
                FirstTime = totals.FirstTime with { Value = totals.FirstTime.Value with { Thousandths = slots[i] } },
            },
            Queue = ValueList.From(totals.Queue.Select((queue, category) => queue with
            {
                Waiting = queue.Waiting with { Value = (int)queues[category][i] },
                ReportedOverDays = seat.Voivodeship.FigureOf(queue),
            })),
            Arrivals = ValueList.From(totals.Arrivals.Select((arrival, category) => arrival with
            {
                Rate = arrival.Rate with { Value = arrival.Rate.Value with { Thousandths = arrivals[category][i] } },
            })),
            Published = ValueList.From(totals.Queue.Select(queue => new PublishedWait(
                queue.Category, null, seat.Voivodeship.WaitOf(queue), new PublishedForecast.NoData()))),
        }).ToList();
    }

    private sealed record Totals(
        Figure<int> InhabitantsPerPlace,
        Figure<Rate> FirstTime,
        ValueList<QueueAtStart> Queue,
        ValueList<Arrival> Arrivals,
        ScenarioSchedule Schedule,
        ValueList<ScopeCode> Scopes);

    private sealed record Voivodeship(
        string Name,
        Figure<int> Population,
        ValueList<(MedicalCategory Category, Figure<int> Days)> MeanWait,
        IReadOnlyList<Town> Towns)
    {
        public int WaitOf(QueueAtStart queue) => FigureOf(queue).Value;

        // Where nothing is known of the voivodeship, the whole country's mean stands in.
        public Figure<int> FigureOf(QueueAtStart queue)
        {
            foreach (var (category, days) in MeanWait)
            {
                if (category == queue.Category)
                {
                    return days;
                }
            }

            return queue.ReportedOverDays;
        }
    }

    private sealed record Town(string Name, TerytCode Area, GeoPoint Location, Figure<int> Population);
}
