using System.Text.RegularExpressions;
using NodaTime;
using Scheduling.Domain.Appointments;
using Scheduling.Domain.Matching;
using Scheduling.Domain.Serialization;
using AllRefusals = Scheduling.Domain.Refusals;

namespace Scheduling.Domain.Tests.RefusalTexts;

public sealed partial class RefusalTextTests
{
    public static TheoryData<string> Codes => [.. RefusalFactories.All.Select(refusal => refusal.Code)];

    [Fact]
    public void Codes_are_unique() => RefusalFactories.All.Should().OnlyHaveUniqueItems(refusal => refusal.Code);

    [Theory]
    [MemberData(nameof(Codes))]
    public void Both_sentences_use_the_arguments_of_the_refusal_and_no_others(string code)
    {
        var refusal = RefusalFactories.All.Single(one => one.Code == code);
        var sentence = RefusalText.Find(code);

        sentence.Should().NotBeNull("the refusal {0} needs its sentences in RefusalSentences", code);
        foreach (var language in Enum.GetValues<Language>())
        {
            var text = sentence!.In(language);
            var named = Braces().Matches(text).Select(match => match.Groups[1].Value).Distinct();
            named.Should().BeEquivalentTo(refusal.Arguments.Select(one => one.Name), "of {0}: {1}", code, text);
            text.Should().EndWith(".", "{0} is told in sentences", code);
            text.Length.Should().BeLessThanOrEqualTo(250, "nobody reads more than two lines");
            refusal.In(language).Should().NotMatchRegex("[{}]");
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_code_is_kebab_case_and_has_a_rule(string code)
    {
        code.Should().MatchRegex("^[a-z]+(-[a-z]+)*$");
        RefusalText.Find(code)?.Rule.Should().NotBeNullOrWhiteSpace();
    }

    [Fact]
    public void No_sentence_is_left_over() =>
        RefusalSentenceCodes().Should().BeSubsetOf(RefusalFactories.All.Select(refusal => refusal.Code));

    [Fact]
    public void Dates_channels_and_ages_read_as_people_say_them()
    {
        AllRefusals.BeyondWindow(new LocalDate(2026, 10, 12)).In(Language.Polish)
            .Should().StartWith("Zapisy są otwarte do 12 października 2026 r. włącznie.");
        AllRefusals.TooEarly(new LocalDateTime(2026, 3, 2, 9, 5)).In(Language.Polish)
            .Should().EndWith("niż 2 marca 2026 r., godz. 9:05.");
        AllRefusals.TooEarly(new LocalDateTime(2026, 3, 2, 9, 5)).In(Language.English)
            .Should().EndWith("than 2 March 2026, 9:05.");
        AllRefusals.ChannelNotAllowed("ikp, moje-ikp, place").In(Language.Polish)
            .Should().EndWith("Możliwe drogi: IKP, mojeIKP, placówka.");
        AllRefusals.AgeOutside(new AgeRange(0, 18)).In(Language.Polish).Should().Contain("w wieku od 0 do 18 lat");
        AllRefusals.AgeOutside(AgeRange.Adult).In(Language.English).Should().Contain("aged 19 or over");
        AllRefusals.Malformed("minutes", "it must be 1 to 1440").In(Language.Polish)
            .Should().Be("Pole „minutes” jest wypełnione błędnie: wartość musi wynosić od 1 do 1440. "
                + "Popraw je i wyślij ponownie.");
    }

    [Fact]
    public void A_refusal_without_a_sentence_is_shown_by_its_code_and_arguments()
    {
        var unknown = new Refusal("never-heard-of", [new RefusalArgument("stream", "slot/1")]);

        unknown.In(Language.Polish).Should().Be("never-heard-of; stream = slot/1");
    }

    /// <summary>Reads the rules' source: what they say in words must be told in Polish too.</summary>
    [Fact]
    public void Every_phrase_that_a_rule_gives_as_argument_has_a_polish_one()
    {
        var sources = Directory.EnumerateFiles(
            RepositoryFiles.PathOf("src/Scheduling.Domain"), "*.cs", SearchOption.AllDirectories);
        var phrases = sources.SelectMany(file => Phrases().Matches(File.ReadAllText(file)))
            .Select(match => (match.Groups["factory"].Value, match.Groups["text"].Value)).Distinct().ToList();

        phrases.Should().NotBeEmpty();
        foreach (var (factory, phrase) in phrases)
        {
            var text = Interpolation().Replace(phrase, "12");
            var refusal = factory == "Malformed" ? AllRefusals.Malformed("x", text)
                : (Refusal)typeof(AllRefusals).GetMethod(factory)!.Invoke(null, [text])!;
            refusal.In(Language.Polish).Should().NotContain(text, "RefusalWords needs Polish for a {0}", factory);
        }
    }

    [Fact]
    public void Every_channel_reason_and_rule_of_the_matcher_has_words()
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            foreach (var misfit in Enum.GetValues<Misfit>().Select(MisfitCode.Of))
            {
                AllRefusals.EntryDoesNotFit(misfit).In(language).Should().NotContain($"({misfit})");
            }

            foreach (var reason in Enum.GetValues<PlaceReason>().Select(EnumText.Of))
            {
                AllRefusals.ReasonNotAllowed(reason).In(language).Should().NotContain($"{reason}”");
            }

            foreach (var channel in Enum.GetValues<Channel>().Select(ChannelTable.NameOf))
            {
                AllRefusals.ChannelNotAllowed(channel).In(language).Should().NotContain($": {channel}.");
            }
        }
    }

    private static IEnumerable<string> RefusalSentenceCodes() =>
        SentenceCodes().Matches(RepositoryFiles.Read("src/Scheduling.Domain/RefusalSentences.cs"))
            .Select(match => match.Groups[1].Value);

    [GeneratedRegex("[{]([A-Za-z]+)[}]")]
    private static partial Regex Braces();

    [GeneratedRegex("""\["([a-z-]+)"\] = new\(""")]
    private static partial Regex SentenceCodes();

    [GeneratedRegex("[{][^}]*[}]")]
    private static partial Regex Interpolation();

    // The last argument that is a literal: Malformed has the field before it.
    [GeneratedRegex(
        """
        Refusals\.(?<factory>Malformed|ChannelNotAllowed|NotEligible|ActorNotAllowed|ReasonNotAllowed|EntryDoesNotFit)
        \(\s*("[^"]*",\s*)?\$?"(?<text>[^"]*)"
        """,
        RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex Phrases();
}
