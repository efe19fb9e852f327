using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Notices;

namespace Scheduling.Host.Notices;

/// <summary>What became of a reply to a reminder.</summary>
internal enum ReplyOutcome
{
    /// <summary>The visit is cancelled.</summary>
    Cancelled,

    /// <summary>It was cancelled before.</summary>
    AlreadyCancelled,

    /// <summary>The visit has another date than the reminder named: nothing was done.</summary>
    DateChanged,

    /// <summary>The visit has begun or is over.</summary>
    TooLate,

    /// <summary>The words were not those that the reminder asked for.</summary>
    NotUnderstood,

    /// <summary>The sender was sent no reminder that could be answered.</summary>
    NothingToAnswer,

    /// <summary>The sender was reminded of several visits, and the reply does not say which it means.</summary>
    WhichOne,

    /// <summary>The rules do not let this visit be cancelled so.</summary>
    NotPossible,

    /// <summary>Nobody has this number.</summary>
    UnknownSender,
}

/// <summary>
/// What the gateway sends back to whoever replied: one text message, which says what was done, and to a stranger
/// nothing about anybody.
/// </summary>
internal static class ReplyText
{
    /// <summary>The text of an outcome, in the letters of one message.</summary>
    /// <param name="start">The date that the reminder named, where one was found.</param>
    public static string Of(ReplyOutcome outcome, LocalDateTime? start, Language language)
    {
        var date = start is { } at ? Wording.Of(at, language) : "";
        return GsmText.Of(language switch
        {
            Language.Polish => Polish(outcome, date),
            Language.English => English(outcome, date),
        });
    }

    private static string Polish(ReplyOutcome outcome, string date) =>
        outcome switch
        {
            ReplyOutcome.Cancelled => $"Odwołaliśmy wizytę: {date}. Dziękujemy, skorzysta ktoś, kto czeka.",
            ReplyOutcome.AlreadyCancelled => $"Ta wizyta jest już odwołana: {date}.",
            ReplyOutcome.DateChanged =>
                $"Nic nie odwołaliśmy. Wizyta nie ma już terminu {date}. Sprawdź ją w IKP lub mojeIKP.",
            ReplyOutcome.TooLate => "Nic nie odwołaliśmy: na to jest za późno. Zadzwoń do placówki.",
            ReplyOutcome.NotUnderstood =>
                "Nic nie odwołaliśmy. Aby odwołać wizytę, odpisz na przypomnienie jednym słowem: NIE.",
            ReplyOutcome.NothingToAnswer =>
                "Nic nie odwołaliśmy: nie ma przypomnienia, na które to odpowiedź. Wizyty odwołasz w IKP lub mojeIKP.",
            ReplyOutcome.WhichOne =>
                "Nic nie odwołaliśmy: masz kilka wizyt i nie wiemy, o którą chodzi. Odwołaj ją w IKP lub mojeIKP.",
            ReplyOutcome.NotPossible =>
                "Nic nie odwołaliśmy: tej wizyty nie można odwołać SMS-em. Odwołaj ją w IKP lub w placówce.",
            ReplyOutcome.UnknownSender =>
                "Nic nie odwołaliśmy: nie znamy tego numeru. Wizyty odwołasz w IKP, mojeIKP lub w placówce.",
        };

    private static string English(ReplyOutcome outcome, string date) =>
        outcome switch
        {
            ReplyOutcome.Cancelled => $"We cancelled your visit: {date}. Thank you: somebody who waits will use it.",
            ReplyOutcome.AlreadyCancelled => $"This visit is cancelled already: {date}.",
            ReplyOutcome.DateChanged =>
                $"We cancelled nothing. The visit is not on {date} any more. See IKP or mojeIKP.",
            ReplyOutcome.TooLate => "We cancelled nothing: it is too late for that. Call the place.",
            ReplyOutcome.NotUnderstood =>
                "We cancelled nothing. To cancel a visit, answer the reminder with one word: NIE.",
            ReplyOutcome.NothingToAnswer =>
                "We cancelled nothing: there is no reminder that this answers. Cancel visits in IKP or mojeIKP.",
            ReplyOutcome.WhichOne =>
                "We cancelled nothing: you have several visits and we cannot tell which. Use IKP or mojeIKP.",
            ReplyOutcome.NotPossible =>
                "We cancelled nothing: this visit cannot be cancelled by SMS. Cancel it in IKP or at the place.",
            ReplyOutcome.UnknownSender =>
                "We cancelled nothing: we do not know this number. Cancel visits in IKP, mojeIKP or at the place.",
        };
}
