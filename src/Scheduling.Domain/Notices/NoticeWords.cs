using System.Globalization;
using Scheduling.Domain.Appointments;

namespace Scheduling.Domain.Notices;

/// <summary>The wording of one kind of notice in one language; blanks stand in braces.</summary>
/// <param name="Subject">Of an e-mail.</param>
/// <param name="Sentence">What happened.</param>
/// <param name="ShortHint">What to do, in one line; may be empty.</param>
/// <param name="LongHint">What to do, in an e-mail.</param>
/// <param name="SmsHint">What to do, where a text message can be answered and push cannot.</param>
internal sealed record NoticeWording(
    string Subject, string Sentence, string ShortHint, string LongHint, string? SmsHint = null);

/// <summary>The wording of all notices. People are addressed so that no form depends on their gender.</summary>
internal static class NoticeWords
{
    private const string PolishCancelShort = "Nie możesz przyjść? Odwołaj ją w IKP, mojeIKP lub w placówce.";
    private const string EnglishCancelShort = "Cannot come? Cancel it in IKP, mojeIKP or at the place.";

    private const string PolishCancelLong =
        "Jeśli nie możesz przyjść, odwołaj wizytę w IKP, w mojeIKP lub w placówce: skorzysta z niej ktoś, kto czeka.";

    private const string EnglishCancelLong =
        "If you cannot come, cancel the visit in IKP, in mojeIKP or at the place: somebody who waits will use it.";

    private const string PolishSchedule = "Zmiana jest już w harmonogramie.";
    private const string EnglishSchedule = "The schedule has been updated.";

    public static NoticeWording Of(NoticeKind kind, Language language) =>
        language switch
        {
            Language.Polish => Polish(kind),
            Language.English => English(kind),
        };

    public static string Greeting(Language language) =>
        language switch
        {
            Language.Polish => "Dzień dobry!",
            Language.English => "Hello,",
        };

    public static string Signature(Language language) =>
        language switch
        {
            Language.Polish => "Centralna e-rejestracja",
            Language.English => "Central registration",
        };

    /// <summary>How far off a visit is: <c>jutro</c>, <c>za 7 dni</c>.</summary>
    public static string When(int? days, Language language) =>
        language switch
        {
            Language.Polish => days == 1 ? "jutro" : Text($"za {Wording.Days(days ?? 0, language)}"),
            Language.English => days == 1 ? "tomorrow" : Text($"in {Wording.Days(days ?? 0, language)}"),
        };

    /// <summary>The sentence that gives a place's reason; empty where it gave none.</summary>
    public static string Because(PlaceReason? reason, Language language) =>
        reason is not { } given ? ""
        : language switch
        {
            Language.Polish => $" Powód: {PolishReason(given)}.",
            Language.English => $" Reason: {EnglishReason(given)}.",
        };

    private static string PolishReason(PlaceReason reason) =>
        reason switch
        {
            PlaceReason.NewCategory => "zmiana kategorii medycznej",
            PlaceReason.EntitledPatient => "przyjęcie osoby uprawnionej poza kolejnością",
            PlaceReason.Unforeseeable => "nieprzewidziane okoliczności",
            PlaceReason.ContractEnded => "koniec umowy placówki z NFZ",
        };

    private static string EnglishReason(PlaceReason reason) =>
        reason switch
        {
            PlaceReason.NewCategory => "new medical category",
            PlaceReason.EntitledPatient => "a person entitled to go first",
            PlaceReason.Unforeseeable => "unforeseeable circumstances",
            PlaceReason.ContractEnded => "the place's contract with the fund has ended",
        };

    private static NoticeWording Polish(NoticeKind kind) =>
        kind switch
        {
            NoticeKind.DateAssigned => new(
                "Masz umówioną wizytę", "Masz umówioną wizytę{visit}.", PolishCancelShort, PolishCancelLong),
            NoticeKind.DateChanged => new(
                "Zmienił się termin wizyty", "Zmienił się termin Twojej wizyty. Nowy termin{visit}.{because}", "",
                PolishCancelLong),
            NoticeKind.DateResigned => new(
                "Wizyta odwołana", "Przyjęliśmy Twoją rezygnację z wizyty{visit}.", "",
                "Dziękujemy za zwolnienie terminu: skorzysta z niego ktoś, kto czeka."),
            NoticeKind.PutOnList => new(
                "Jesteś w Poczekalni",
                "Jesteś w Poczekalni. Gdy pojawi się termin zgodny z Twoimi kryteriami, zapiszemy Cię na wizytę.",
                "Kryteria zmienisz w IKP lub mojeIKP.",
                "Kryteria możesz zmienić w każdej chwili w IKP, w mojeIKP lub w placówce; Twoja kolejność się nie "
                + "zmieni. Im mniej kryteriów, tym szybciej znajdzie się termin. Z Poczekalni możesz też zrezygnować."),
            NoticeKind.FreeDateAppeared => new(
                "Znalazł się termin wizyty", "Poczekalnia ma dla Ciebie wizytę{visit}.", PolishCancelShort,
                "Zapisaliśmy Cię zgodnie z Twoimi kryteriami. " + PolishCancelLong),
            NoticeKind.ForecastDate => new(
                "Prognoza terminu wizyty", "Prognozowany czas oczekiwania na wizytę: {days}.",
                "To prognoza, a nie wyznaczony termin.",
                "To prognoza, a nie wyznaczony termin: zmienia się wraz z kolejką i z Twoimi kryteriami."),
            NoticeKind.ReportWithdrawn => new(
                "Zgłoszenie wycofane", "Twoje zgłoszenie jest wycofane i nie czekasz już na termin.",
                "Nowe złożysz w IKP, mojeIKP lub w placówce.",
                "Jeśli nadal potrzebujesz wizyty, złóż nowe zgłoszenie w IKP, w mojeIKP lub w placówce. "
                + "Potrzebne będzie ważne skierowanie."),
            NoticeKind.DateApproaching => new(
                "Przypomnienie o wizycie", "Przypominamy o wizycie {when}{visit}.",
                "Nie możesz przyjść? Odwołaj ją w mojeIKP.", PolishCancelLong,
                "Nie możesz przyjść? Odpisz NIE, a ją odwołamy."),
            NoticeKind.CancelledByPlace => new(
                "Placówka odwołała wizytę", "Placówka odwołała Twoją wizytę{visit}.{because}", "",
                "Jeśli wracasz do Poczekalni, napiszemy o tym osobno; Twoja kolejność się nie zmieni. W innym razie "
                + "umów nowy termin; kolejną wizytę w trakcie leczenia umawia placówka."),
            NoticeKind.Removed => new(
                "Nieobecność na wizycie", "Nie było Cię na wizycie{visit}. Twoje zgłoszenie zamknięto.",
                "Siła wyższa? Masz {limit} na wniosek.",
                "Jeśli przeszkodziła Ci siła wyższa, masz {limit} od jej ustania, by poprosić placówkę o przywrócenie; "
                + "zachowasz wtedy datę zgłoszenia. W innym razie możesz złożyć nowe zgłoszenie."),
            NoticeKind.BookedByPatient => ToPlace("Nowa wizyta", "Pacjent umówił wizytę{visit}."),
            NoticeKind.CancelledByPatient => ToPlace("Wizyta odwołana", "Pacjent odwołał wizytę{visit}."),
            NoticeKind.BookedByAnotherPlace => ToPlace("Nowa wizyta", "Inna placówka umówiła wizytę{visit}."),
            NoticeKind.BookedFromWaitingRoom => ToPlace("Nowa wizyta", "Poczekalnia umówiła wizytę{visit}."),
        };

    private static NoticeWording English(NoticeKind kind) =>
        kind switch
        {
            NoticeKind.DateAssigned => new(
                "Your visit is booked", "Your visit is booked{visit}.", EnglishCancelShort, EnglishCancelLong),
            NoticeKind.DateChanged => new(
                "Your visit has a new date", "The date of your visit has changed. New date{visit}.{because}", "",
                EnglishCancelLong),
            NoticeKind.DateResigned => new(
                "Visit cancelled", "You have given up your visit{visit}.", "",
                "Thank you for freeing the date: somebody who waits will use it."),
            NoticeKind.PutOnList => new(
                "You are in the waiting room",
                "You are in the waiting room. As soon as a date fits your criteria we will book it for you.",
                "Change your criteria in IKP or mojeIKP.",
                "You can change your criteria at any time in IKP, in mojeIKP or at a place; your turn stays the same. "
                + "The fewer criteria, the sooner a date is found. You can also leave the waiting room."),
            NoticeKind.FreeDateAppeared => new(
                "A date has been found", "The waiting room has a visit for you{visit}.", EnglishCancelShort,
                "We booked it as your criteria ask. " + EnglishCancelLong),
            NoticeKind.ForecastDate => new(
                "Forecast of your visit", "Forecast of the wait for your visit: {days}.",
                "This is a forecast and not a date.",
                "This is a forecast and not a date: it changes with the queue and with your criteria."),
            NoticeKind.ReportWithdrawn => new(
                "Report withdrawn", "Your report is withdrawn and you no longer wait for a date.",
                "Make a new one in IKP, mojeIKP or at a place.",
                "If you still need the visit, make a new report in IKP, in mojeIKP or at a place. "
                + "You will need a valid referral."),
            NoticeKind.DateApproaching => new(
                "Reminder of your visit", "Your visit is {when}{visit}.",
                "Cannot come? Cancel it in mojeIKP.", EnglishCancelLong,
                "Cannot come? Reply NIE and we will cancel it."),
            NoticeKind.CancelledByPlace => new(
                "The place cancelled your visit", "The place cancelled your visit{visit}.{because}", "",
                "If you return to the waiting room, we will tell you so in another message; your turn stays the same. "
                + "Otherwise book a new date; further visits of a treatment are booked by the place."),
            NoticeKind.Removed => new(
                "Missed visit", "You missed your visit{visit}. Your report is closed.",
                "Force majeure? You have {limit} to say so.",
                "If force majeure kept you away, you have {limit} from its end to ask the place to be reinstated; you "
                + "will then keep the date of your report. Otherwise you can make a new report."),
            NoticeKind.BookedByPatient => ToPlaceInEnglish("New visit", "A patient booked a visit{visit}."),
            NoticeKind.CancelledByPatient =>
                ToPlaceInEnglish("Visit cancelled", "A patient cancelled a visit{visit}."),
            NoticeKind.BookedByAnotherPlace => ToPlaceInEnglish("New visit", "Another place booked a visit{visit}."),
            NoticeKind.BookedFromWaitingRoom =>
                ToPlaceInEnglish("New visit", "The waiting room booked a visit{visit}."),
        };

    private static NoticeWording ToPlace(string subject, string sentence) => new(subject, sentence, "", PolishSchedule);

    private static NoticeWording ToPlaceInEnglish(string subject, string sentence) =>
        new(subject, sentence, "", EnglishSchedule);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
