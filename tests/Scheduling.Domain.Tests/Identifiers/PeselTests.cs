using NodaTime;
using Scheduling.Domain.Identifiers;

namespace Scheduling.Domain.Tests.Identifiers;

/// <summary>
/// The textbook number, and made-up ones of people born in the 19th and 23rd centuries, so that nobody alive has one.
/// </summary>
public sealed class PeselTests
{
    private const string Textbook = "44051401359";

    [Theory]
    [InlineData(Textbook, 1944, 5, 14, Sex.Male)]
    [InlineData("00810100019", 1800, 1, 1, Sex.Male)]
    [InlineData("99923100007", 1899, 12, 31, Sex.Female)]
    [InlineData("24673100098", 2224, 7, 31, Sex.Male)]
    [InlineData("48622900034", 2248, 2, 29, Sex.Male)]
    public void A_number_tells_the_date_of_birth_and_the_sex(string text, int year, int month, int day, Sex sex)
    {
        var pesel = Pesel.Parse(text);

        pesel.BirthDate.Should().Be(new LocalDate(year, month, day));
        pesel.Sex.Should().Be(sex);
        pesel.Reveal().Should().Be(text);
    }

    [Theory]
    [InlineData("44051401358")]
    [InlineData("50622900013")]
    [InlineData("00202900014")]
    [InlineData("00000000000")]
    [InlineData("4405140135")]
    [InlineData("440514013590")]
    [InlineData("4405140135 ")]
    [InlineData("4405140135x")]
    [InlineData("")]
    [InlineData(null)]
    public void A_wrong_check_digit_or_date_or_length_makes_no_number(string? text) =>
        Pesel.TryParse(text, out _).Should().BeFalse();

    [Fact]
    public void No_text_made_of_a_number_shows_it_nor_the_date_of_birth()
    {
        var pesel = Pesel.Parse(Textbook);

        string[] shown = [pesel.ToString(), $"{pesel}", new Holder(pesel).ToString(), $"{(pesel, 1)}"];

        shown.Should().NotContainMatch("*44*").And.NotContainMatch("*14*").And.NotContainMatch("*359*");
    }

    [Fact]
    public void A_text_that_is_refused_is_not_repeated_in_the_exception()
    {
        var parse = () => Pesel.Parse("44051401358");

        parse.Should().Throw<FormatException>().Which.ToString().Should().NotContain("44051401358");
    }

    [Fact]
    public void A_serializer_that_writes_every_property_does_not_write_the_number() =>
        System.Text.Json.JsonSerializer.Serialize(Pesel.Parse(Textbook)).Should().NotContain(Textbook);

    [Fact]
    public void A_number_never_set_reveals_nothing()
    {
        var reveal = () => default(Pesel).Reveal();

        reveal.Should().Throw<InvalidOperationException>();
    }

    private sealed record Holder(Pesel Pesel);
}
