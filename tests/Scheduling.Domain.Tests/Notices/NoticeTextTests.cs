using System.Text;
using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.Tests.Support;

namespace Scheduling.Domain.Tests.Notices;

public sealed class NoticeTextTests
{
    private const string GsmLetters =
        "@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

    private static readonly NoticeData Data = new("Poradnia „Źródło”, Łódź", 7);

    public static TheoryData<NoticeKind, Language> Texts()
    {
        var texts = new TheoryData<NoticeKind, Language>();
        foreach (var kind in Enum.GetValues<NoticeKind>())
        {
            foreach (var language in Enum.GetValues<Language>())
            {
                texts.Add(kind, language);
            }
        }

        return texts;
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_notice_reads_as_it_was_read_and_approved(NoticeKind kind, Language language)
    {
        var text = new StringBuilder();
        foreach (var variant in Variants(kind))
        {
            var message = NoticeText.Render(variant, Data, language);
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"# {EnumText.Of(variant.Channel)}");
            text.Append(variant.Reason is { } reason ? $", {EnumText.Of(reason)}" : "");
            text.Append(variant.Days is { } days ? $", {days}" : "").Append('\n');
            text.Append(message.Subject.Length > 0 ? $"Subject: {message.Subject}\n\n" : "");
            text.Append(message.Body.TrimEnd('\n')).Append("\n\n");
        }

        Golden.Verify(text.ToString().TrimEnd('\n') + "\n", FileOf(kind, language));
    }

    [Fact]
    public void No_golden_text_is_left_over() =>
        Golden.Names().Should().BeEquivalentTo(
            from kind in Enum.GetValues<NoticeKind>()
            from language in Enum.GetValues<Language>()
            select FileOf(kind, language));

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_message_is_one_message_of_plain_letters(NoticeKind kind, Language language)
    {
        string[] labels =
        [
            "", "P", "Poradnia", Data.PlaceLabel, "Wojewódzki Szpital {start} nr 3, [Poradnia] №7 – Świętochłowice",
            new('Ż', 300), string.Concat(Enumerable.Repeat("ab, ", 40)), "🙂 przychodnia",
        ];
        foreach (var label in labels)
        {
            foreach (var variant in Variants(kind).Select(intent => intent with
            {
                Channel = NoticeChannel.Sms,
                Start = new LocalDateTime(2026, 10, 30, 10, 30),
            }))
            {
                var text = NoticeText.Render(variant, new NoticeData(label, 14), language).Body;
                text.Length.Should().BeLessThanOrEqualTo(NoticeText.SmsLengthMax, text);
                text.Should().MatchRegex($"^[{System.Text.RegularExpressions.Regex.Escape(GsmLetters)}]+$");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public void No_blank_is_left_open(NoticeKind kind, Language language)
    {
        foreach (var variant in Variants(kind))
        {
            var message = NoticeText.Render(variant, Data, language);
            (message.Subject + message.Body).Should().NotMatchRegex("[{}]").And.NotContain("  ").And.NotContain(" .");
            (message.Subject.Length > 0).Should().Be(variant.Channel == NoticeChannel.Email);
        }
    }

    [Fact]
    public void A_brace_in_the_name_of_a_place_is_no_blank()
    {
        var intent = Variants(NoticeKind.DateAssigned).First(one => one.Channel == NoticeChannel.Push);

        NoticeText.Render(intent, new NoticeData("{days} {when}", 7), Language.English).Body
            .Should().Contain("9:30, {days} {when}.");
    }

    [Theory]
    [InlineData(0, "0 dni", "0 days")]
    [InlineData(1, "1 dzień", "1 day")]
    [InlineData(2, "2 dni", "2 days")]
    [InlineData(22, "22 dni", "22 days")]
    [InlineData(101, "101 dni", "101 days")]
    public void Days_are_counted_as_people_count_them(int days, string polish, string english)
    {
        Wording.Days(days, Language.Polish).Should().Be(polish);
        Wording.Days(days, Language.English).Should().Be(english);
    }

    [Fact]
    public void Every_month_stands_in_the_genitive()
    {
        string[] months =
        [
            "stycznia", "lutego", "marca", "kwietnia", "maja", "czerwca", "lipca", "sierpnia", "września",
            "października", "listopada", "grudnia",
        ];

        Enumerable.Range(1, 12).Select(month => Wording.Of(new LocalDate(2026, month, 3), Language.Polish))
            .Should().Equal(months.Select(month => $"3 {month} 2026 r."));
        Wording.Of(NoticeCases.Start, Language.Polish).Should().Be("12 października 2026 r., godz. 9:30");
        Wording.Of(new LocalDateTime(2026, 10, 12, 14, 5), Language.English).Should().Be("12 October 2026, 14:05");
    }

    [Fact]
    public void A_visit_that_nobody_named_leaves_a_whole_sentence()
    {
        var intent = Variants(NoticeKind.Removed).First(one => one.Channel == NoticeChannel.Push);

        NoticeText.Render(intent with { Start = null, Place = null }, Data, Language.Polish).Body
            .Should().StartWith("Nie było Cię na wizycie. Twoje zgłoszenie zamknięto.");
        NoticeText.Render(intent with { Start = null }, Data, Language.Polish).Body
            .Should().StartWith("Nie było Cię na wizycie: Poradnia „Źródło”, Łódź. ");
    }

    // Every channel of a kind, and the reasons and days that change its sentence.
    private static IEnumerable<NoticeIntent> Variants(NoticeKind kind)
    {
        var toPlace = kind >= NoticeKind.BookedByPatient;
        NoticeChannel[] channels =
            toPlace ? [NoticeChannel.Endpoint] : [NoticeChannel.Sms, NoticeChannel.Push, NoticeChannel.Email];
        PlaceReason?[] reasons = kind is NoticeKind.DateChanged or NoticeKind.CancelledByPlace
            ? [null, .. Enum.GetValues<PlaceReason>()]
            : [null];
        int?[] days = kind switch
        {
            NoticeKind.DateApproaching => [7, 1],
            NoticeKind.ForecastDate => [1, 63],
            _ => [null],
        };
        return from channel in channels
               from reason in reasons
               from day in days
               select new NoticeIntent(
                   "key", kind, channel, new NoticeRecipient.ToPatient(NoticeCases.Patient), NoticeCases.Visit,
                   NoticeCases.Start, NoticeCases.Place, reason, day);
    }

    private static string FileOf(NoticeKind kind, Language language) =>
        $"{EnumText.Of(kind)}.{(language == Language.Polish ? "pl" : "en")}.txt";
}
