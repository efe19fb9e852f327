using Scheduling.Domain;

namespace Scheduling.Benchmarks.Worlds;

/// <summary>
/// Where one may want to be seen. Equal wishes are one object: what a process reads of the log it may share as well,
/// and millions of entries then fit into memory.
/// </summary>
public sealed class Wishes
{
    private readonly Country _country;
    private readonly PlaceCriterion[] _voivodeships;
    private readonly PlaceCriterion[] _powiats;
    private readonly PlaceCriterion[] _gminas;
    private readonly PlaceCriterion[][] _circles;
    private readonly Dictionary<PlaceId, PlaceCriterion> _places;

    public Wishes(Country country)
    {
        _country = country;
        _voivodeships = [.. country.VoivodeshipCodes.Select(code => PlaceCriterion.In(code))];
        _powiats = [.. country.PowiatCodes.Select(code => PlaceCriterion.In(code))];
        _gminas = [.. country.Gminas.Select(gmina => PlaceCriterion.In(gmina.Code))];
        _circles = [.. country.Gminas.Select(gmina =>
            country.Mix.Entries.CirclesKm.Select(radius => PlaceCriterion.Within(gmina.Seat, radius)).ToArray())];
        _places = country.Clinics.ToDictionary(
            clinic => clinic.Record.Place, clinic => PlaceCriterion.At(clinic.Record.Place));
    }

    /// <summary>Draws where somebody of a gmina wants to be seen in a scope, and by whom.</summary>
    public (PlaceCriterion? Place, PractitionerId? Practitioner) Draw(int scope, Dice dice)
    {
        var mix = _country.Mix.Entries;
        var home = _country.Home(dice);
        var gmina = _country.Gminas[home];
        var left = dice.Fraction();
        if ((left -= mix.Country) < 0)
        {
            return (null, null);
        }

        if ((left -= mix.Voivodeship) < 0)
        {
            return (_voivodeships[gmina.Voivodeship], null);
        }

        if ((left -= mix.Powiat) < 0)
        {
            return (dice.Hits(mix.SeveralPowiats) ? SeveralPowiats(gmina, dice) : _powiats[gmina.Powiat], null);
        }

        if ((left -= mix.Gmina) < 0)
        {
            return (_gminas[home], null);
        }

        if ((left -= mix.Circle) < 0)
        {
            return (dice.Of<PlaceCriterion>(_circles[home]), null);
        }

        var clinic = _country.ClinicNear(home, scope, dice);
        return left < mix.Place
            ? (_places[clinic.Record.Place], null)
            : (null, dice.Of<PractitionerId>(clinic.Practitioners));
    }

    private PlaceCriterion SeveralPowiats(Gmina home, Dice dice)
    {
        var codes = new SortedSet<TerytCode> { _country.PowiatCodes[home.Powiat] };
        for (var more = dice.Between(1, 2); more > 0; more--)
        {
            codes.Add(_country.PowiatCodes[dice.Of<int>(_country.PowiatsOf[home.Voivodeship])]);
        }

        return PlaceCriterion.In([.. codes]);
    }
}
