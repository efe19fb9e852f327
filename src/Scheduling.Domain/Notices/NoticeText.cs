namespace Scheduling.Domain.Notices;

/// <summary>What a text needs that no event holds.</summary>
/// <param name="PlaceLabel">The place as patients know it, such as name and town; shortened in text messages.</param>
/// <param name="ReinstatementDays">Days after force majeure in which one may ask back in, by the policy.</param>
public sealed record NoticeData(string PlaceLabel, int ReinstatementDays);

/// <summary>A notice as it goes out.</summary>
/// <param name="Subject">Of an e-mail; empty in every other channel.</param>
public sealed record NoticeMessage(string Subject, string Body);

/// <summary>
/// Renders notices. A text message is one message of at most 160 letters of the GSM alphabet: Polish letters would
/// leave 70, so it does without their marks, and the name of the place gives way. Push says the same with all letters;
/// e-mail says it with a greeting and what the patient may do. No text names the service: whoever looks at the
/// telephone shall not learn why its owner sees a doctor.
/// </summary>
public static class NoticeText
{
    /// <summary>Letters of one text message.</summary>
    public const int SmsLengthMax = 160;

    private const string Cut = "...";

    /// <summary>The message of an intent in its channel.</summary>
    public static NoticeMessage Render(NoticeIntent intent, NoticeData data, Language language) =>
        intent.Channel switch
        {
            NoticeChannel.Sms => new NoticeMessage("", TextMessage(intent, data, language)),
            NoticeChannel.Push => new NoticeMessage("", Short(intent, data, language)),
            NoticeChannel.Endpoint => new NoticeMessage("", Short(intent, data, language)),
            NoticeChannel.Email => new NoticeMessage(
                NoticeWords.Of(intent.Kind, language).Subject, Long(intent, data, language)),
        };

    private static string Short(NoticeIntent intent, NoticeData data, Language language)
    {
        var words = NoticeWords.Of(intent.Kind, language);
        var hint = intent.Channel == NoticeChannel.Sms ? words.SmsHint ?? words.ShortHint : words.ShortHint;
        return Fill(hint.Length == 0 ? words.Sentence : $"{words.Sentence} {hint}", intent, data, language);
    }

    private static string Long(NoticeIntent intent, NoticeData data, Language language)
    {
        var words = NoticeWords.Of(intent.Kind, language);
        var text = $"{NoticeWords.Greeting(language)}\n\n{words.Sentence}\n\n{words.LongHint}\n\n";
        return Fill(text, intent, data, language) + NoticeWords.Signature(language) + "\n";
    }

    private static string TextMessage(NoticeIntent intent, NoticeData data, Language language)
    {
        var text = GsmText.Of(Short(intent, data, language));
        if (text.Length <= SmsLengthMax)
        {
            return text;
        }

        var label = GsmText.Of(data.PlaceLabel);
        var keep = Math.Max(0, label.Length - (text.Length - SmsLengthMax) - Cut.Length);
        var shorter = data with { PlaceLabel = label[..keep].TrimEnd(' ', ',', '.', '-', '"') + Cut };

        // The sentence may end where the name is cut.
        return GsmText.Of(Short(intent, shorter, language)).Replace($"{Cut}.", Cut, StringComparison.Ordinal);
    }

    // The name of the place comes last: a brace in it is no blank of ours.
    private static string Fill(string text, NoticeIntent intent, NoticeData data, Language language)
    {
        string?[] known =
        [
            intent.Start is { } start ? Wording.Of(start, language) : null,
            intent.Place is null ? null : "{place}",
        ];
        var visit = string.Join(", ", known.OfType<string>());
        return text
            .Replace("{visit}", visit.Length == 0 ? "" : $": {visit}", StringComparison.Ordinal)
            .Replace("{when}", NoticeWords.When(intent.Days, language), StringComparison.Ordinal)
            .Replace("{days}", Wording.Wait(intent.Days ?? 0, language), StringComparison.Ordinal)
            .Replace("{because}", NoticeWords.Because(intent.Reason, language), StringComparison.Ordinal)
            .Replace("{limit}", Wording.Days(data.ReinstatementDays, language), StringComparison.Ordinal)
            .Replace("{place}", data.PlaceLabel, StringComparison.Ordinal);
    }
}
