using Scheduling.Domain;

namespace Scheduling.Host.Http;

/// <summary>What the Host itself refuses, before any rule was asked.</summary>
internal static class HttpRefusals
{
    private static readonly Dictionary<string, (string Polish, string English)> Sentences = new()
    {
        ["unauthenticated"] = (
            "Brakuje ważnego tokenu. Zaloguj się i wyślij ponownie.",
            "There is no valid token. Log in and send it again."),
        ["role-not-allowed"] = (
            "Twoja rola na to nie pozwala. Mogą to zrobić: {roles}.",
            "Your role does not allow this. It may be done by: {roles}."),
        ["key-missing"] = (
            "Brakuje nagłówka Idempotency-Key (od 1 do {most} znaków). Nadaj poleceniu klucz i wyślij ponownie.",
            "The header Idempotency-Key (1 to {most} characters) is missing. Give the request a key, send it again."),
        ["body-too-large"] = (
            "Treść jest dłuższa niż {most} bajtów. Podziel ją.",
            "The body is longer than {most} bytes. Divide it."),
        ["media-type"] = (
            "Treść musi być typu application/json.",
            "The body must be application/json."),
        ["bad-request"] = (
            "Tego nie można odczytać jako żądania HTTP. Popraw je i wyślij ponownie.",
            "This cannot be read as an HTTP request. Correct it and send it again."),
        ["clock-is-past"] = (
            "Zegar wskazuje już {now} i nie cofa się. Podaj późniejszą chwilę albo zacznij od nowej bazy.",
            "The clock shows {now} already and never goes back. Name a later instant or begin with a new database."),
        ["no-such-route"] = (
            "Nie ma takiego adresu. Sprawdź go.",
            "There is no such address. Check it."),
        ["method-not-allowed"] = (
            "Ten adres nie przyjmuje tej metody. Użyj innej.",
            "This address does not take this method. Use another."),
        ["database-away"] = (
            "Baza danych chwilowo nie odpowiada. Nic nie przepadło; spróbuj ponownie za chwilę.",
            "The database does not answer just now. Nothing is lost; try again in a moment."),
        ["stopping"] = (
            "Ten serwer kończy pracę. Spróbuj ponownie za chwilę; odpowie inny.",
            "This server is stopping. Try again in a moment; another one will answer."),
        ["too-many-requests"] = (
            "Za dużo wyszukiwań naraz. Spróbuj ponownie za chwilę.",
            "Too many searches at once. Try again in a moment."),
        ["gateway-only"] = (
            "To może zrobić tylko bramka SMS, ze swoim sekretem.",
            "Only the gateway of text messages may do this, with its secret."),
        ["pesel-invalid"] = (
            "To nie jest numer PESEL. Sprawdź cyfry i wyślij ponownie.",
            "This is no PESEL number. Check the digits and send it again."),
        ["contact-invalid"] = (
            "Pole {field} danych kontaktowych nie jest poprawne. Popraw je i wyślij ponownie.",
            "The field {field} of the contact data is not right. Correct it and send it again."),
        ["patient-not-found"] = (
            "Nie ma takiego pacjenta. Zarejestruj go albo sprawdź identyfikator.",
            "There is no such patient. Register the patient, or check the identity."),
        ["internal-error"] = (
            "Coś poszło źle po naszej stronie. Zgłoś to obsłudze wraz z numerem korelacji.",
            "Something went wrong on our side. Report it to the operator with the correlation id."),
    };

    /// <summary>The codes.</summary>
    public static IReadOnlyCollection<string> Codes => Sentences.Keys;

    /// <summary>The sentence of a code.</summary>
    public static string In(Language language, string code, params ReadOnlySpan<(string Name, string Value)> arguments)
    {
        var (polish, english) = Sentences[code];
        var text = language == Language.Polish ? polish : english;
        foreach (var (name, value) in arguments)
        {
            text = text.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        }

        return text;
    }
}
