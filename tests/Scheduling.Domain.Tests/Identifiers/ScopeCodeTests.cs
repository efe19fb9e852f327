namespace Scheduling.Domain.Tests.Identifiers;

/// <summary>The scope codes in use, and what is not one.</summary>
public sealed class ScopeCodeTests
{
    [Theory]
    [InlineData("01.0034.102.01")]
    [InlineData("01.0034.101.01")]
    [InlineData("02.1450.102.02")]
    [InlineData("02.1450.101.02")]
    [InlineData("02.1450.001.02")]
    [InlineData("02.1100.001.02")]
    public void A_code_in_use_is_read_and_written_unchanged(string text)
    {
        ScopeCode.Parse(text).Value.Should().Be(text);
        ScopeCode.Parse(text).ToString().Should().Be(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("02.1100.001.2")]
    [InlineData("02.1100.001.022")]
    [InlineData("02-1100-001-02")]
    [InlineData("021.100.001.02")]
    [InlineData("02.1100.001.0x")]
    [InlineData("02.1100.001.0２")]
    [InlineData(" 2.1100.001.02")]
    [InlineData("02.1100.001.02\n")]
    public void What_does_not_fit_the_pattern_is_no_code(string? text)
    {
        ScopeCode.TryParse(text, out var code).Should().BeFalse();
        code.Value.Should().BeEmpty();
        var parse = () => ScopeCode.Parse(text!);
        parse.Should().Throw<FormatException>();
    }

    [Fact]
    public void Codes_are_ordered_and_equal_as_their_texts()
    {
        var (cardiology, cytology) = (ScopeCode.Parse("02.1100.001.02"), ScopeCode.Parse("02.1450.101.02"));

        cardiology.CompareTo(cytology).Should().BeNegative();
        cytology.CompareTo(cardiology).Should().BePositive();
        cardiology.CompareTo(ScopeCode.Parse("02.1100.001.02")).Should().Be(0);
        cardiology.Should().Be(ScopeCode.Parse("02.1100.001.02"));
        cardiology.Should().NotBe(cytology);
    }
}
