using Scheduling.Domain.Identifiers;

namespace Scheduling.Domain.Tests.Identifiers;

/// <summary>The numbers of providers and doctors: the published values and what is near them.</summary>
public sealed class RegisterNumberTests
{
    [Fact]
    public void The_tax_number_of_the_e_health_centre_is_valid()
    {
        Nip.Parse("5251575309").Value.Should().Be("5251575309");
        Nip.Parse("5251575309").ToString().Should().Be("5251575309");
    }

    // The last but one has a remainder of 10, which no check digit stands for.
    [Theory]
    [InlineData("5251575308")]
    [InlineData("525-157-53-09")]
    [InlineData("525157530")]
    [InlineData("52515753090")]
    [InlineData("1000000160")]
    [InlineData("0000000000")]
    public void A_wrong_tax_number_is_refused(string text)
    {
        Nip.TryParse(text, out _).Should().BeFalse();
        var parse = () => Nip.Parse(text);
        parse.Should().Throw<FormatException>();
    }

    [Theory]
    [InlineData("001377706")]
    [InlineData("710529892")]
    public void The_statistical_numbers_of_the_sources_are_valid(string text)
    {
        var regon = Regon.Parse(text);

        regon.Value.Should().Be(text);
        regon.IsUnit.Should().BeFalse();
        regon.Entity.Should().Be(regon);
    }

    // The textbook number, made up; it touches every weight.
    [Fact]
    public void The_textbook_number_of_a_unit_is_valid() => Regon.Parse("12345678512347").IsUnit.Should().BeTrue();

    [Fact]
    public void Fourteen_digits_name_a_unit_of_the_entity_of_the_first_nine()
    {
        var unit = Regon.Parse("00137770600013");

        unit.IsUnit.Should().BeTrue();
        unit.Entity.Should().Be(Regon.Parse("001377706"));
        unit.ToString().Should().Be("00137770600013");
    }

    // The last is right by the weights of fourteen digits, but its first nine name no entity.
    [Theory]
    [InlineData("001377707")]
    [InlineData("00137770600014")]
    [InlineData("00137770")]
    [InlineData("0013777060")]
    [InlineData("000000000")]
    [InlineData("00000000000000")]
    [InlineData("00138770600013")]
    public void A_wrong_statistical_number_is_refused(string text)
    {
        Regon.TryParse(text, out _).Should().BeFalse();
        var parse = () => Regon.Parse(text);
        parse.Should().Throw<FormatException>();
    }

    [Theory]
    [InlineData("5425740")]
    [InlineData("8473565")]
    [InlineData("8617664")]
    public void The_licence_numbers_of_the_source_are_valid(string text)
    {
        Npwz.Parse(text).Value.Should().Be(text);
        Npwz.Parse(text).ToString().Should().Be(text);
    }

    // The last has a remainder of 0, and no licence begins with 0.
    [Theory]
    [InlineData("7473565")]
    [InlineData("847356")]
    [InlineData("84735650")]
    [InlineData("8473565P")]
    [InlineData("0900004")]
    public void A_wrong_licence_number_is_refused(string text)
    {
        Npwz.TryParse(text, out _).Should().BeFalse();
        var parse = () => Npwz.Parse(text);
        parse.Should().Throw<FormatException>();
    }

    [Fact]
    public void No_number_is_read_from_nothing()
    {
        Nip.TryParse(null, out _).Should().BeFalse();
        Regon.TryParse(null, out _).Should().BeFalse();
        Npwz.TryParse(null, out _).Should().BeFalse();
    }
}
