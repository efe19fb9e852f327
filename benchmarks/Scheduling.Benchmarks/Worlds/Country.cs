using System.Globalization;
using Scheduling.Domain;
using Scheduling.Domain.Matching;

namespace Scheduling.Benchmarks.Worlds;

/// <summary>A municipality of the made-up map.</summary>
/// <param name="Seat">Its point; circles are drawn around it.</param>
/// <param name="Powiat">Index of its powiat.</param>
/// <param name="Voivodeship">Index of its voivodeship.</param>
public sealed record Gmina(TerytCode Code, GeoPoint Seat, int Powiat, int Voivodeship);

/// <summary>A place of supply: one scope, some practitioners.</summary>
/// <param name="Gmina">Index of its gmina.</param>
public sealed record Clinic(PlaceRecord Record, int Scope, int Gmina, PractitionerId[] Practitioners);

/// <summary>The map and its clinics: the same for every size of queue, for a country does not grow with it.</summary>
public sealed class Country
{
    // The corners of Poland, in hundred-thousandths of a degree.
    private const int South = 4_930_000;
    private const int North = 5_450_000;
    private const int West = 1_450_000;
    private const int East = 2_380_000;

    private readonly Weights _homes;
    private readonly int[][][] _clinicsOf;

    public Country(Mix mix)
    {
        Mix = mix;
        var dice = Dice.Of(mix.Seed, "map");
        (VoivodeshipCodes, PowiatCodes, Gminas) = MapOf(mix.Map, dice);
        PowiatsOf = [.. VoivodeshipCodes.Select(voivodeship =>
            PowiatCodes.Index().Where(powiat => voivodeship.Contains(powiat.Item)).Select(p => p.Index).ToArray())];
        _homes = Weights.Zipf(Gminas.Length, mix.Map.GminaZipf);
        Scopes = Weights.Zipf(mix.Supply.Scopes, mix.Supply.ScopeZipf);
        Clinics = ClinicsOf(mix.Supply, dice);
        _clinicsOf = new int[mix.Supply.Scopes][][];
        foreach (var (scope, ofScope) in Clinics.Index().GroupBy(c => c.Item.Scope).Select(g => (g.Key, g)))
        {
            _clinicsOf[scope] = [.. Enumerable.Range(0, VoivodeshipCodes.Length).Select(voivodeship =>
                ofScope.Where(c => Gminas[c.Item.Gmina].Voivodeship == voivodeship).Select(c => c.Index).ToArray())];
        }
    }

    public Mix Mix { get; }

    public TerytCode[] VoivodeshipCodes { get; }

    public TerytCode[] PowiatCodes { get; }

    /// <summary>The indices of the powiats of each voivodeship.</summary>
    public int[][] PowiatsOf { get; }

    /// <summary>From the largest to the smallest.</summary>
    public Gmina[] Gminas { get; }

    public Clinic[] Clinics { get; }

    /// <summary>How large each scope is.</summary>
    public Weights Scopes { get; }

    /// <summary>A gmina, as often as people live there.</summary>
    public int Home(Dice dice) => _homes.Draw(dice);

    /// <summary>A clinic of the scope near a gmina: the nearest of three of its voivodeship, or any at all.</summary>
    public Clinic ClinicNear(int gmina, int scope, Dice dice)
    {
        var near = _clinicsOf[scope][Gminas[gmina].Voivodeship];
        if (near.Length == 0)
        {
            near = dice.Of<int[]>([.. _clinicsOf[scope].Where(clinics => clinics.Length > 0)]);
        }

        var seat = Gminas[gmina].Seat;
        var nearest = Clinics[dice.Of<int>(near)];
        for (var draw = 1; draw < 3; draw++)
        {
            var other = Clinics[dice.Of<int>(near)];
            nearest = seat.MetresTo(other.Record.Location) < seat.MetresTo(nearest.Record.Location) ? other : nearest;
        }

        return nearest;
    }

    private static (TerytCode[] Voivodeships, TerytCode[] Powiats, Gmina[] Gminas) MapOf(MapMix map, Dice dice)
    {
        // The voivodeships lie in a square of squares; powiats in theirs, gminas about their powiat.
        var side = (int)Math.Ceiling(Math.Sqrt(map.Voivodeships));
        var (height, width) = ((North - South) / side, (East - West) / side);
        var voivodeships = new TerytCode[map.Voivodeships];
        for (var index = 0; index < voivodeships.Length; index++)
        {
            voivodeships[index] = Code($"{(index + 1) * 2:00}");
        }

        var powiats = new (TerytCode Code, GeoPoint Seat)[map.Powiats];
        for (var index = 0; index < powiats.Length; index++)
        {
            var (of, number) = (index % voivodeships.Length, (index / voivodeships.Length) + 1);
            powiats[index] = (
                Code($"{voivodeships[of].Value}{number:00}"),
                new GeoPoint(
                    South + (height * (of / side)) + dice.Below(height),
                    West + (width * (of % side)) + dice.Below(width)));
        }

        var gminas = new Gmina[map.Gminas];
        for (var index = 0; index < gminas.Length; index++)
        {
            var (of, number) = (index % powiats.Length, (index / powiats.Length) + 1);
            var (code, seat) = powiats[of];
            gminas[index] = new Gmina(
                Code($"{code.Value}{number:00}{1 + dice.Below(3)}"),
                new GeoPoint(
                    Math.Clamp(seat.LatitudeE5 + dice.Between(-15_000, 15_000), South, North),
                    Math.Clamp(seat.LongitudeE5 + dice.Between(-24_000, 24_000), West, East)),
                of,
                of % voivodeships.Length);
        }

        return (voivodeships, [.. powiats.Select(powiat => powiat.Code)], gminas);
    }

    private static TerytCode Code(FormattableString digits) =>
        TerytCode.Parse(digits.ToString(CultureInfo.InvariantCulture));

    private Clinic[] ClinicsOf(SupplyMix supply, Dice dice)
    {
        // Everybody has at least one practitioner; the others go where chance puts them.
        var practitioners = Enumerable.Range(0, supply.Places).Select(_ => 1).ToArray();
        for (var further = supply.Places; further < supply.Practitioners; further++)
        {
            practitioners[dice.Below(supply.Places)]++;
        }

        var next = 0;
        var clinics = new Clinic[supply.Places];
        for (var index = 0; index < clinics.Length; index++)
        {
            // The first places see to it that each scope is offered somewhere.
            var scope = index < supply.Scopes ? index : Scopes.Draw(dice);
            var gmina = _homes.Draw(dice);
            var seat = Gminas[gmina].Seat;
            var at = new GeoPoint(
                seat.LatitudeE5 + dice.Between(-3_000, 3_000), seat.LongitudeE5 + dice.Between(-4_500, 4_500));
            var place = new PlaceRecord(new PlaceId(dice.Identity()), Gminas[gmina].Code, at);
            clinics[index] = new Clinic(place, scope, gmina, [.. Enumerable.Range(next, practitioners[index])
                .Select(number => new PractitionerId(number.ToString("d6", CultureInfo.InvariantCulture)))]);
            next += practitioners[index];
        }

        return clinics;
    }
}
