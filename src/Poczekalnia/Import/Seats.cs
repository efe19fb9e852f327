using Scheduling.Domain;

namespace Poczekalnia.Import;

/// <summary>
/// Where a place is taken to be when nothing better is known: the seat of its powiat in śląskie, the seat of the
/// voivodeship elsewhere. Coordinates are rounded to a hundredth of a degree (about a kilometre), general reference.
/// </summary>
internal static class Seats
{
    /// <summary>The seat and whether it is that of the powiat.</summary>
    public static (GeoPoint Point, bool OfPowiat) Of(TerytCode area) =>
        Powiaty.TryGetValue(area.AtLevel(TerytLevel.Powiat).Value, out var seat)
            ? (Point(seat), true)
            : (Point(Voivodeships[area.AtLevel(TerytLevel.Voivodeship).Value]), false);

    private static GeoPoint Point((int North, int East) hundredths) =>
        new(hundredths.North * 1000, hundredths.East * 1000);

    private static readonly Dictionary<string, (int North, int East)> Powiaty = new(StringComparer.Ordinal)
    {
        ["2401"] = (5033, 1913), // Będzin
        ["2402"] = (4982, 1904), // Bielsko-Biała
        ["2403"] = (4975, 1863), // Cieszyn
        ["2404"] = (5081, 1912), // Częstochowa
        ["2405"] = (5029, 1867), // Gliwice
        ["2406"] = (5090, 1894), // Kłobuck
        ["2407"] = (5067, 1868), // Lubliniec
        ["2408"] = (5017, 1890), // Mikołów
        ["2409"] = (5058, 1932), // Myszków
        ["2410"] = (4998, 1895), // Pszczyna
        ["2411"] = (5009, 1822), // Racibórz
        ["2412"] = (5010, 1855), // Rybnik
        ["2413"] = (5045, 1886), // Tarnowskie Góry
        ["2414"] = (5009, 1909), // Bieruń
        ["2415"] = (5000, 1846), // Wodzisław Śląski
        ["2416"] = (5049, 1942), // Zawiercie
        ["2417"] = (4969, 1920), // Żywiec
        ["2461"] = (4982, 1904), // Bielsko-Biała
        ["2462"] = (5035, 1892), // Bytom
        ["2463"] = (5030, 1895), // Chorzów
        ["2464"] = (5081, 1912), // Częstochowa
        ["2465"] = (5032, 1919), // Dąbrowa Górnicza
        ["2466"] = (5029, 1867), // Gliwice
        ["2467"] = (4995, 1857), // Jastrzębie-Zdrój
        ["2468"] = (5021, 1927), // Jaworzno
        ["2469"] = (5026, 1902), // Katowice
        ["2470"] = (5023, 1913), // Mysłowice
        ["2471"] = (5038, 1895), // Piekary Śląskie
        ["2472"] = (5026, 1886), // Ruda Śląska
        ["2473"] = (5010, 1855), // Rybnik
        ["2474"] = (5031, 1903), // Siemianowice Śląskie
        ["2475"] = (5029, 1910), // Sosnowiec
        ["2476"] = (5030, 1892), // Świętochłowice
        ["2477"] = (5013, 1899), // Tychy
        ["2478"] = (5032, 1879), // Zabrze
        ["2479"] = (5005, 1870), // Żory
    };

    private static readonly Dictionary<string, (int North, int East)> Voivodeships = new(StringComparer.Ordinal)
    {
        ["02"] = (5111, 1704), // Wrocław
        ["04"] = (5312, 1801), // Bydgoszcz
        ["06"] = (5125, 2257), // Lublin
        ["08"] = (5194, 1551), // Zielona Góra
        ["10"] = (5176, 1946), // Łódź
        ["12"] = (5006, 1994), // Kraków
        ["14"] = (5223, 2101), // Warszawa
        ["16"] = (5067, 1792), // Opole
        ["18"] = (5004, 2200), // Rzeszów
        ["20"] = (5313, 2316), // Białystok
        ["22"] = (5435, 1865), // Gdańsk
        ["24"] = (5026, 1902), // Katowice
        ["26"] = (5087, 2063), // Kielce
        ["28"] = (5378, 2049), // Olsztyn
        ["30"] = (5241, 1693), // Poznań
        ["32"] = (5343, 1455), // Szczecin
    };
}
