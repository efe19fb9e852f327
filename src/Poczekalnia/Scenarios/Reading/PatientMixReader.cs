using Scheduling.Domain;

namespace Poczekalnia.Scenarios.Reading;

/// <summary>Reads who the patients are.</summary>
internal static class PatientMixReader
{
    private static readonly (string Name, ContactKind Value)[] ContactNames =
    [
        ("mobile", ContactKind.Mobile), ("landline", ContactKind.Landline), ("email", ContactKind.Email),
        ("push", ContactKind.Push),
    ];

    private static readonly (string Name, Channel Value)[] ChannelNames =
    [
        ("ikp", Channel.Ikp), ("moje-ikp", Channel.MojeIkp), ("place", Channel.Place), ("voice", Channel.Voice),
    ];

    public static PatientMix Read(Part part)
    {
        var otherwise = new PatientMix();
        if (!part.IsPresent)
        {
            return otherwise;
        }

        var map = part.Map();
        var mix = new PatientMix
        {
            Ages = map["ages"].Weights((value, key) => value.AgesOf(key), otherwise.Ages),
            Places = map["willGoTo"].Weights(ReadPlace, otherwise.Places),
            Restrictions = ReadRestrictions(map["restrictions"]),
            ConsentToWait = map["consentToWait"].FigureOr(Units.Percent, otherwise.ConsentToWait),
            ComeBackDays = map["comeBackAfter"].DaysOr(otherwise.ComeBackDays),
            Contacts = map["contacts"].Weights(ReadContacts, otherwise.Contacts),
            Channels = map["channels"].Weights((value, key) => Named(value, key, ChannelNames), otherwise.Channels),
            ThirdPerson = map["thirdPerson"].FigureOr(Units.Percent),
            Entitled = map["entitled"].FigureOr(Units.Percent),
            FastTrack = map["fastTrack"].FigureOr(Units.Percent),
            PaperReferral = map["paperReferral"].FigureOr(Units.Percent),
            ArrivalWeekdays = map["arrivalWeekdays"].IsPresent
                ? ReadWeekdays(map["arrivalWeekdays"])
                : otherwise.ArrivalWeekdays,
            ArrivalHours = map["arrivalHours"].IsPresent ? map["arrivalHours"].HourSet() : otherwise.ArrivalHours,
        };
        map.Done();
        return mix;
    }

    /// <summary>A contact or several joined by <c>+</c>, such as <c>mobile+email</c>.</summary>
    public static ValueList<ContactKind> ReadContacts(Part part, string text) =>
        ValueList.From(text.Split('+').Select(name => Named(part, name, ContactNames)));

    private static Restrictions ReadRestrictions(Part part)
    {
        var otherwise = new Restrictions();
        if (!part.IsPresent)
        {
            return otherwise;
        }

        var map = part.Map();
        var restrictions = new Restrictions
        {
            Weekdays = map["weekdays"].FigureOr(Units.Percent),
            Hours = map["hours"].FigureOr(Units.Percent),
            Dates = map["dates"].FigureOr(Units.Percent),
            FromWithinDays = map["fromWithin"].DaysOr(otherwise.FromWithinDays),
            Mode = map["mode"].FigureOr(Units.Percent),
            Notice = map["notice"].FigureOr(Units.Percent),
            NoticeDays = map["noticeDays"].Weights(ReadDays, otherwise.NoticeDays),
        };
        map.Done();
        return restrictions;
    }

    // "own place", "3 nearest places", "own gmina", "own powiat", "2 powiaty", "own voivodeship", "2 voivodeships",
    // "country", "within 25km".
    private static PlaceChoice ReadPlace(Part part, string text)
    {
        var words = text.Split(' ');
        var count = NumberOf(words[0]);
        var km = words is ["within", [.. var digits, 'k', 'm']] ? NumberOf(digits) : 0;
        PlaceChoice? choice = text switch
        {
            "own place" => new PlaceChoice.OwnPlace(),
            "own gmina" => new PlaceChoice.OwnGmina(),
            "own powiat" => new PlaceChoice.Powiaty(1),
            "own voivodeship" => new PlaceChoice.Voivodeships(1),
            "country" => new PlaceChoice.Country(),
            _ when km is > 0 and <= Limits.RadiusKmMax => new PlaceChoice.Radius(km),
            _ when count is > 0 and <= Limits.PlacesPerCriterion && text == $"{words[0]} nearest places" =>
                new PlaceChoice.NearestPlaces(count),
            _ when count is > 0 and <= Limits.AreasPerCriterion && text == $"{words[0]} powiaty" =>
                new PlaceChoice.Powiaty(count),
            _ when count is > 0 and <= Limits.AreasPerCriterion && text == $"{words[0]} voivodeships" =>
                new PlaceChoice.Voivodeships(count),
            _ => null,
        };
        if (choice is null)
        {
            part.Wrong(
                $"'{text}' says not where a patient will go.",
                "Write own place, 3 nearest places, own gmina, own powiat, 2 powiaty, own voivodeship, 2 voivodeships, "
                + "country or within 25km.");
        }

        return choice ?? new PlaceChoice.OwnPlace();
    }

    // 0 for anything that is no number: none of the numbers here may be 0.
    private static int NumberOf(string text) =>
        int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static int ReadDays(Part part, string text)
    {
        if (text.EndsWith('d')
            && int.TryParse(text[..^1], System.Globalization.CultureInfo.InvariantCulture, out var days))
        {
            return days;
        }

        part.Wrong($"'{text}' is no number of days.", "Write such as 7d.");
        return 0;
    }

    private static ValueList<int> ReadWeekdays(Part part)
    {
        var map = part.Map();
        Parts.NeedSource(part, map.Source);
        var weights = Parts.DayNames
            .Select(name => name.Name)
            .Select(day => map[day] is { IsPresent: true } value ? value.Whole() : 0)
            .ToList();
        map.Done();
        return ValueList.From(weights);
    }

    private static T Named<T>(Part part, string name, (string Name, T Value)[] names)
    {
        foreach (var (known, value) in names)
        {
            if (known == name)
            {
                return value;
            }
        }

        part.Wrong($"'{name}' is not known here.", Nearest.Cure(name, names.Select(pair => pair.Name)));
        return names[0].Value;
    }
}
