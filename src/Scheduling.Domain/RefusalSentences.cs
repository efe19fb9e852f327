namespace Scheduling.Domain;

/// <summary>The wording of every refusal: what is wrong, then what to do.</summary>
internal static class RefusalSentences
{
    private const string Engine = "engine";

    /// <summary>The sentences by the codes of <see cref="Refusals"/>, in its order.</summary>
    public static readonly IReadOnlyDictionary<string, RefusalSentence> ByCode = new Dictionary<string, RefusalSentence>
    {
        // Commands in general.
        ["stream-inconsistent"] = new(
            "Zapis {stream} zawiera zdarzenie, które do niego nie pasuje. Zgłoś to obsłudze systemu wraz z numerem.",
            "The record {stream} holds an event that does not fit it. Report it to the operator with this number.",
            Engine),
        ["not-found"] = new(
            "Nie ma zapisu {stream}. Sprawdź numer.",
            "There is no record {stream}. Check the number.",
            Engine),
        ["already-exists"] = new(
            "Zapis {stream} już istnieje. Użyj go albo podaj inny numer.",
            "The record {stream} exists already. Use it or give another number.",
            Engine),
        ["busy"] = new(
            "Te same dane zmienia teraz ktoś inny. Spróbuj ponownie za chwilę.",
            "Somebody else is changing the same data. Try again in a moment.",
            Engine),
        ["key-reused"] = new(
            "Pod tym kluczem przyszło już inne polecenie. Wyślij to z nowym kluczem.",
            "Another request came under this key. Send this one under a new key.",
            Engine),
        ["stale-version"] = new(
            "Zapis {stream} zmienił się od odczytu i ma teraz wersję {version}. Przeczytaj go jeszcze raz.",
            "The record {stream} has changed since it was read and has version {version} now. Read it again.",
            Engine),
        ["malformed"] = new(
            "Pole „{field}” jest wypełnione błędnie: {why}. Popraw je i wyślij ponownie.",
            "The field “{field}” is wrong: {why}. Correct it and send it again.",
            Engine),
        ["reason-missing"] = new(
            "Brakuje powodu. Podaj go i wyślij ponownie.",
            "The reason is missing. Give one and send it again.",
            "art. 19a(4), 23g(5)(2), (8)"),
        ["reason-not-allowed"] = new(
            "Powód „{reason}” tu nie wystarcza. Podaj zmianę kategorii medycznej, przyjęcie pacjenta z uprawnieniami "
            + "szczególnymi albo okoliczności, których nie można było przewidzieć.",
            "The reason “{reason}” will not do here. Give a new medical category, an entitled patient who must be "
            + "served, or circumstances that nobody could foresee.",
            "art. 23g(5)(2)"),

        // Who and by which channel.
        ["channel-not-allowed"] = new(
            "Tą drogą nie można tego zrobić. Możliwe drogi: {use}.",
            "This cannot be done by this channel. Use one of these: {use}.",
            "art. 23e(3), (5); policy rules channels, voiceFrom"),
        ["actor-not-allowed"] = new(
            "Może to zrobić tylko: {who}. Zwróć się tam o pomoc.",
            "This may be done only by: {who}. Ask there for help.",
            "art. 23e(1), (7), (9), 23g(5)"),
        ["other-place"] = new(
            "Tą sprawą zajmuje się placówka {place}. Zwróć się do niej.",
            "The place in charge of this is {place}. Turn to it.",
            "art. 23g(5)(2), (13)"),
        ["not-the-reminded-appointment"] = new(
            "Przypomnienie dotyczyło terminu, który już się zmienił lub został odwołany, więc odpowiedź niczego nie "
            + "zmieniła. Sprawdź swój termin w IKP, mojeIKP lub w placówce.",
            "The reminder was about a date that has since been changed or cancelled, so the reply changed nothing. "
            + "Check your date in IKP, mojeIKP or at the service place.",
            "assumed"),

        // Patients and their reports.
        ["no-contact"] = new(
            "Brakuje kontaktu do pacjenta. Podaj numer telefonu lub adres e-mail.",
            "There is no way to reach the patient. Give a telephone number or an e-mail address.",
            "art. 23e(2)"),
        ["no-consent"] = new(
            "Brakuje zgody na wpis do Poczekalni. Wyraź zgodę i wyślij ponownie.",
            "The consent to the waiting room is missing. Give it and send it again.",
            "art. 23g(3)"),
        ["report-already-open"] = new(
            "Pacjent ma już otwarte zgłoszenie na to świadczenie. Zmień jego termin lub kryteria albo najpierw z niego "
            + "zrezygnuj.",
            "The patient has an open report for this service. Change its date or criteria, or give it up first.",
            "art. 23e(10), 47c(2a)"),
        ["report-not-open"] = new(
            "To zgłoszenie jest zamknięte lub nie istnieje. Złóż nowe.",
            "This report is closed or was never made. Make a new one.",
            "art. 23e(1)"),
        ["not-eligible"] = new(
            "Pacjent nie może teraz skorzystać z tego świadczenia ({why}). Zapytaj w placówce, od kiedy może.",
            "The patient cannot have this service now ({why}). Ask at the service place from when on.",
            "art. 188e(8); policy rule eligibilityAsked"),
        ["not-the-patient"] = new(
            "Ten zapis dotyczy innego pacjenta. Sprawdź numer.",
            "This record is about another patient. Check the number.",
            Engine),
        ["registration-date-invalid"] = new(
            "Brakuje dnia zgłoszenia albo leży on w przyszłości. Podaj dzień, w którym pacjent się zgłosił.",
            "The day of the report is missing or lies in the future. Give the day on which the patient reported.",
            "art. 23g(1)(5), (6), 23g(2)"),

        // Referrals.
        ["referral-missing"] = new(
            "Brakuje skierowania. Podaj jego klucz lub kod; ze skierowaniem na papierze zgłoś się do placówki.",
            "The referral is missing. Give its key or code; with one on paper turn to a service place.",
            "art. 23e(2)(3); policy rule referralNeeded"),
        ["referral-not-issued"] = new(
            "To skierowanie nie służy już do umówienia pierwszej wizyty: jest u realizatora, zrealizowane lub "
            + "anulowane. Podaj skierowanie o statusie „wystawione”.",
            "This referral is no longer good for a first visit: a place holds it, or it is used up or cancelled. "
            + "Give one that is issued and free.",
            "art. 23e(10), 23g(11)"),
        ["referral-not-held-here"] = new(
            "Tego skierowania nie ma w tej placówce. Kolejną wizytę umawia placówka, która je realizuje.",
            "This place does not hold the referral. The place that holds it books further visits.",
            "art. 23g(13)"),
        ["referral-of-other-scope"] = new(
            "To skierowanie jest na inne świadczenie. Wybierz świadczenie ze skierowania albo podaj inne skierowanie.",
            "This referral is for another service. Choose the service it names or give another referral.",
            "art. 23e(2)(3)"),
        ["referral-in-use"] = new(
            "Na to skierowanie jest jeszcze umówiona wizyta. Najpierw ją zrealizuj lub odwołaj.",
            "A visit on this referral is still booked. Let it take place or cancel it first.",
            "assumed"),

        // Places and scopes.
        ["place-not-active"] = new(
            "Ta placówka nie przyjmuje teraz zapisów. Wybierz inną; jeśli to Twoja placówka, najpierw ją aktywuj.",
            "This place takes no bookings now. Choose another; if it is yours, activate it first.",
            "art. 23c(3)"),
        ["place-already-active"] = new(
            "Ta placówka jest już aktywna, a to można zrobić tylko przed aktywacją. Umów zwykłą wizytę.",
            "This place is active already, and this can be done only before. Book an ordinary visit.",
            "art. 23g(2)"),
        ["place-lacks-scope"] = new(
            "Ta placówka nie udziela świadczeń w zakresie {scope}. Wybierz inny zakres lub inną placówkę.",
            "This place does not offer the scope {scope}. Choose another scope or another place.",
            "art. 23c(3)"),
        ["contract-ended"] = new(
            "Od {from} ta placówka nie ma umowy z NFZ. Wybierz wcześniejszy dzień lub inną placówkę.",
            "This place has no contract with the fund from {from} on. Choose an earlier day or another place.",
            "art. 23g(12)"),
        ["contract-not-ended"] = new(
            "Umowa tej placówki się nie kończy, więc nie ma czego rozliczać. Najpierw podaj dzień jej końca.",
            "The contract of this place does not end, so there is nothing to settle. Give the day of its end first.",
            "art. 23g(12)"),
        ["members-left"] = new(
            "To jeszcze nie koniec; do załatwienia pozostało: {left}. Dokończ i spróbuj ponownie.",
            "This is not finished; left to do: {left}. Finish it and try again.",
            Engine),
        ["endpoint-not-public"] = new(
            "Ten adres powiadomień nie jest publiczny. Podaj adres https na publicznym serwerze.",
            "This address for notifications is not public. Give an https address on a public host.",
            "NFZ meeting with providers of 13.03.2026"),
        ["scope-not-open"] = new(
            "Zakres {scope} nie jest jeszcze w centralnej e-rejestracji. Zapisz pacjenta bezpośrednio w placówce.",
            "The scope {scope} is not in the central registration yet. Register the patient with the place directly.",
            "Dz.U. 2025 poz. 1871, annex"),
        ["waiting-room-off"] = new(
            "Dla tego świadczenia nie ma Poczekalni. Wybierz jeden z wolnych terminów.",
            "There is no waiting room for this service. Choose one of the free dates.",
            "policy rule waitingRoom"),

        // Slots.
        ["beyond-window"] = new(
            "Zapisy są otwarte do {lastDay} włącznie. Wybierz wcześniejszy termin lub zapisz się do Poczekalni, "
            + "jeśli to świadczenie ją ma.",
            "Booking is open through {lastDay} only. Choose an earlier date, or join the waiting room if there is one.",
            "Dz.U. 2025 poz. 1871 § 5; policy rule windowDays"),
        ["slot-taken"] = new(
            "Ten termin jest już zajęty. Wybierz inny.",
            "This date is taken. Choose another.",
            Engine),
        ["slot-not-free"] = new(
            "Tego terminu już nie ma: został wykorzystany lub wycofany. Wybierz inny.",
            "This date is gone: it was used or withdrawn. Choose another.",
            Engine),
        ["slot-held-back"] = new(
            "Ten termin jest najpierw dla osób z Poczekalni. Wybierz inny albo zapisz się do Poczekalni.",
            "This date is offered to the waiting room first. Choose another or join the waiting room.",
            "art. 23g(4); policy rule listBeforePublic"),
        ["slot-of-other-kind"] = new(
            "Ten termin jest na inny rodzaj wizyty (pierwszą lub kolejną). Wybierz termin właściwego rodzaju.",
            "This date is for another kind of visit (first or further). Choose one of the right kind.",
            "policy rule slotKinds"),
        ["slot-of-other-scope"] = new(
            "Ten termin jest na inne świadczenie. Wybierz termin na właściwe.",
            "This date is for another service. Choose one for the right service.",
            "art. 23e(10)"),
        ["slot-over"] = new(
            "Ten termin już minął. Wybierz przyszły.",
            "This date is over. Choose a later one.",
            Engine),
        ["slot-not-due"] = new(
            "Nie pora jeszcze na ten termin: jego dzień nie jest otwarty do zapisów lub placówka nie jest aktywna. "
            + "Najpierw otwórz dzień lub aktywuj placówkę.",
            "It is not the turn of this date: its day is not open for booking, or the place is not active. "
            + "Open the day or activate the place first.",
            "policy rule listBeforePublic"),
        ["age-outside"] = new(
            "Ten termin jest dla osób w wieku {ages}. Wybierz inny.",
            "This date is for people aged {ages}. Choose another.",
            "art. 23c(3)(1)"),
        ["plan-too-long"] = new(
            "Ten plan ma za dużo terminów. Podziel go na części (terminów w każdej najwyżej: {most}).",
            "This plan has too many slots. Split it into parts of at most {most}.",
            Engine),

        // Appointments and entries.
        ["appointment-not-booked"] = new(
            "Ta wizyta nie jest już umówiona: odbyła się, nie doszła do skutku lub została odwołana. Sprawdź jej stan.",
            "This visit is no longer booked: it took place, was missed or was cancelled. Look up how it stands.",
            Engine),
        ["entry-not-waiting"] = new(
            "Ten wpis już nie czeka w Poczekalni. Sprawdź, czy pacjent dostał termin.",
            "This entry no longer waits. Look up whether the patient has got a date.",
            Engine),
        ["entry-does-not-fit"] = new(
            "Ten termin nie jest dla tego wpisu w Poczekalni ({rule}). Wybierz inny termin lub zmień kryteria.",
            "This date is not for this entry of the waiting room ({rule}). Choose another or change the criteria.",
            "art. 23g(1)(4); policy rules criteria, minimumLeadDays"),
        ["too-early"] = new(
            "Na to jest za wcześnie. Zrób to nie wcześniej niż {from}.",
            "It is too early for this. Do it no sooner than {from}.",
            Engine),
        ["too-late"] = new(
            "Na to jest za późno; termin minął z dniem {lastDay} i nie jest przedłużany. Zwróć się do placówki.",
            "It is too late for this; the last day was {lastDay}. Turn to the service place.",
            "art. 20(10f); policy rule reinstatementDays"),
        ["out-of-turn-deadline"] = new(
            "Najpóźniej {lastDay} trzeba przyjąć pacjenta z uprawnieniami szczególnymi. Wybierz wcześniejszy termin.",
            "An entitled patient must be seen by {lastDay} at the latest. Choose an earlier date.",
            "art. 47c(3), (4a); policy rule outOfTurnWorkingDays"),
        ["entitled-changes-at-place"] = new(
            "Wizytę pacjenta z uprawnieniami szczególnymi zmienia tylko placówka, w której jest umówiona. "
            + "Zadzwoń do niej lub ją odwiedź.",
            "The visit of an entitled patient is changed only by the place where it is booked. Call it or go there.",
            "NFZ meeting with providers of 13.03.2026"),
        ["entitlement-missing"] = new(
            "Brakuje uprawnienia do przyjęcia poza kolejnością. Podaj jego podstawę prawną albo umów zwykły termin.",
            "The right to be served out of turn is missing. Give its legal basis or book an ordinary date.",
            "art. 19a(4)(3)(d), 47c(1)"),
        ["fault-already-settled"] = new(
            "Przyczyna niestawienia się jest już ustalona. W razie siły wyższej poproś o przywrócenie.",
            "Why the visit was missed is settled. After force majeure ask to be reinstated.",
            "art. 23g(8), (10)"),
        ["not-removed-for-no-show"] = new(
            "Pacjent nie został skreślony za niestawienie się, więc nie ma czego przywracać. Złóż nowe zgłoszenie.",
            "The patient was not removed for a missed visit, so there is nothing to reinstate. Make a new report.",
            "art. 20(10f), 23g(10)"),
    };
}
