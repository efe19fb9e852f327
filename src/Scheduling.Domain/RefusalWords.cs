using System.Text.RegularExpressions;
using NodaTime.Text;

namespace Scheduling.Domain;

/// <summary>How the arguments of refusals read in a sentence; an asterisk stands for a part that varies.</summary>
internal static class RefusalWords
{
    private static readonly (string Argument, string Value, string Polish, string English)[] Words =
    [
        ("use", "ikp", "IKP", "IKP"),
        ("use", "moje-ikp", "mojeIKP", "mojeIKP"),
        ("use", "sms", "odpowiedź na SMS z przypomnieniem", "a reply to a reminder"),
        ("use", "place", "placówka", "the service place"),
        ("use", "the place of treatment", "placówka, w której pacjent się leczy", "the place of the treatment"),
        ("use", "voice", "asystent głosowy", "the voice assistant"),
        ("use", "internal", "centralna e-rejestracja", "the central registration itself"),

        ("who", "the issuer of the referral", "wystawca skierowania", "the issuer of the referral"),
        ("who", "a place or the issuer of the referral",
            "placówka lub wystawca skierowania", "a service place or the issuer of the referral"),
        ("who", "staff of the place", "pracownik placówki", "the staff of the place"),
        ("who", "administrator of the place", "administrator placówki", "the administrator of the place"),
        ("who", "patient or third person",
            "pacjent lub osoba działająca w jego imieniu", "the patient or somebody acting for the patient"),
        ("who", "system", "centralna e-rejestracja", "the central registration itself"),

        ("reason", "new-category", "zmiana kategorii medycznej", "new medical category"),
        ("reason", "entitled-patient", "pacjent z uprawnieniami szczególnymi", "entitled patient"),
        ("reason", "unforeseeable", "nieprzewidziane okoliczności", "unforeseeable circumstances"),
        ("reason", "contract-ended", "koniec umowy z NFZ", "end of the contract with the fund"),

        ("rule", "place", "inne miejsce", "another place"),
        ("rule", "practitioner", "inny pracownik medyczny", "another practitioner"),
        ("rule", "first-day", "przed pierwszym możliwym dniem", "before the first acceptable day"),
        ("rule", "last-day", "po ostatnim możliwym dniu", "after the last acceptable day"),
        ("rule", "day-of-week", "inny dzień tygodnia", "another day of the week"),
        ("rule", "hour", "inna godzina", "another hour"),
        ("rule", "mode", "inny sposób udzielania świadczenia", "another mode of visit"),
        ("rule", "ages", "inny wiek pacjenta", "other ages"),
        ("rule", "lead-time", "zbyt bliski dzień", "too close a day"),
        ("rule", "notice", "krótsze wyprzedzenie niż wskazane", "less notice than asked for"),
        ("rule", "window", "dzień poza okresem zapisów", "a day outside the booking window"),
        ("rule", "left-slot", "termin, z którego pacjent już zrezygnował", "a slot given up before"),

        ("why", "not asked today",
            "w dniu zapisu nie sprawdzono uprawnień", "the right to it was not looked up on the day of booking"),
        ("why", "* does not answer", "rejestr * nie odpowiada", "the register * does not answer"),
        ("why", "simp", "według rejestru SIMP", "so says the register SIMP"),
        ("why", "ewus", "według rejestru eWUŚ", "so says the register eWUŚ"),

        ("why", "name the entry that waits",
            "wskaż wpis, który czeka", "name the entry that waits"),
        ("why", "it is empty", "jest puste", "it is empty"),
        ("why", "it is longer than * characters", "ma więcej niż * znaków", "it is longer than * characters"),
        ("why", "it is negative", "jest ujemne", "it is negative"),
        ("why", "it is before the first day",
            "wypada przed pierwszym dniem", "it is before the first day"),
        ("why", "it must be * to *", "wartość musi wynosić od * do *", "it must be * to *"),
        ("why", "no policy * is known", "nie ma zasad *", "no policy * is known"),
        ("why", "it must name a gmina, seven digits",
            "musi wskazywać gminę, siedem cyfr", "it must name a gmina, seven digits"),
        ("why", "a place offers at least one",
            "placówka udziela co najmniej jednego", "a place offers at least one"),
        ("why", "give areas, places or a circle, and not more than allowed",
            "podaj obszary, placówki albo okrąg, nie więcej niż wolno",
            "give areas, places or a circle, and not more than allowed"),
        ("why", "name at least one day of the week",
            "wskaż co najmniej jeden dzień tygodnia", "name at least one day of the week"),
        ("why", "name at least one hour of the day",
            "wskaż co najmniej jedną godzinę", "name at least one hour of the day"),
        ("why", "the first is greater than the last",
            "pierwszy jest większy od ostatniego", "the first is greater than the last"),
    ];

    /// <summary>A value as it reads in a language; one without words of its own reads as it stands.</summary>
    public static string Of(string argument, string value, Language language)
    {
        if (LocalDatePattern.Iso.Parse(value) is { Success: true } date)
        {
            return Wording.Of(date.Value, language);
        }

        if (LocalDateTimePattern.GeneralIso.Parse(value) is { Success: true } at)
        {
            return Wording.Of(at.Value, language);
        }

        return argument switch
        {
            "use" => string.Join(", ", value.Split(", ").Select(channel => Word(argument, channel, language))),
            "ages" => Ages(value, language),
            _ => Word(argument, value, language),
        };
    }

    private static string Word(string argument, string value, Language language)
    {
        foreach (var words in Words)
        {
            if (words.Argument == argument && Blanks(words.Value, value) is { } blanks)
            {
                var text = language switch
                {
                    Language.Polish => words.Polish,
                    Language.English => words.English,
                };
                return Fill(text, blanks);
            }
        }

        return value;
    }

    // What a value has in the places where a phrase has asterisks; nothing when it is another phrase.
    private static string[]? Blanks(string phrase, string value)
    {
        var pattern = $"^{Regex.Escape(phrase).Replace("\\*", "(.+)", StringComparison.Ordinal)}$";
        var match = Regex.Match(value, pattern, RegexOptions.CultureInvariant);
        return match.Success ? [.. match.Groups.Values.Skip(1).Select(group => group.Value)] : null;
    }

    private static string Fill(string text, string[] blanks)
    {
        foreach (var blank in blanks)
        {
            var at = text.IndexOf('*', StringComparison.Ordinal);
            text = $"{text[..at]}{blank}{text[(at + 1)..]}";
        }

        return text;
    }

    // The text form of an age range: two whole numbers with a hyphen between.
    private static string Ages(string value, Language language)
    {
        var ends = value.Split('-');
        if (ends.Length != 2)
        {
            return value;
        }

        var open = ends[1] == $"{AgeRange.Oldest}";
        return language switch
        {
            Language.Polish => open ? $"od {ends[0]} lat" : $"od {ends[0]} do {ends[1]} lat",
            Language.English => open ? $"{ends[0]} or over" : $"{ends[0]} to {ends[1]}",
        };
    }
}
