using FsCheck;
using FsCheck.Fluent;

namespace Scheduling.Domain.Tests.Identifiers;

/// <summary>Codes of territory: what is one, what contains what, and the order that the matcher relies on.</summary>
public sealed class TerytCodeTests
{
    private static readonly Gen<string> AnyCode =
        from voivodeship in Gen.Choose(1, 16)
        from powiat in Gen.Choose(1, 99)
        from gmina in Gen.Choose(1, 99)
        from type in Gen.Elements('1', '2', '3', '4', '5', '8', '9')
        from length in Gen.Elements(2, 4, 7)
        select $"{2 * voivodeship:00}{powiat:00}{gmina:00}{type}"[..length];

    // Two codes at random would hardly ever share a prefix; these often do.
    private static readonly Gen<(string First, string Second)> NearPairs =
        from first in AnyCode
        from second in AnyCode
        from shared in Gen.Elements(0, 2, 4, 7)
        let kept = Math.Min(shared, Math.Min(first.Length, second.Length))
        select (first, first[..kept] + second[kept..]);

    [Theory]
    [InlineData("24", TerytLevel.Voivodeship)]
    [InlineData("2466", TerytLevel.Powiat)]
    [InlineData("2466011", TerytLevel.Gmina)]
    [InlineData("1261011", TerytLevel.Gmina)]
    [InlineData("0201011", TerytLevel.Gmina)]
    [InlineData("1261049", TerytLevel.Gmina)]
    public void The_length_of_a_code_tells_its_level(string text, TerytLevel level)
    {
        var code = TerytCode.Parse(text);

        code.Level.Should().Be(level);
        code.Value.Should().Be(text);
        code.ToString().Should().Be(text);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("246")]
    [InlineData("24660")]
    [InlineData("246601")]
    [InlineData("24660111")]
    [InlineData("24 ")]
    [InlineData("+4")]
    [InlineData("２４")]
    [InlineData("00")]
    [InlineData("07")]
    [InlineData("34")]
    [InlineData("2400")]
    [InlineData("2466001")]
    [InlineData("2466010")]
    [InlineData("2466016")]
    [InlineData("2466017")]
    public void What_the_register_cannot_hold_is_no_code(string? text)
    {
        TerytCode.TryParse(text, out var code).Should().BeFalse();
        code.Should().Be(default(TerytCode));
        var parse = () => TerytCode.Parse(text!);
        parse.Should().Throw<FormatException>();
    }

    [Theory]
    [InlineData("24", "2466011", true)]
    [InlineData("2466", "2466011", true)]
    [InlineData("2466011", "2466011", true)]
    [InlineData("24", "24", true)]
    [InlineData("2466011", "2466", false)]
    [InlineData("2466", "24", false)]
    [InlineData("12", "2466011", false)]
    [InlineData("2401", "2466011", false)]
    [InlineData("2466011", "2466012", false)]
    public void A_unit_contains_what_begins_with_its_code(string outer, string inner, bool contained) =>
        TerytCode.Parse(outer).Contains(TerytCode.Parse(inner)).Should().Be(contained);

    [Fact]
    public void Containing_is_beginning_with_the_same_digits() =>
        Prop.ForAll(NearPairs.ToArbitrary(), pair =>
        {
            var (outer, inner) = (TerytCode.Parse(pair.First), TerytCode.Parse(pair.Second));
            return outer.Contains(inner) == pair.Second.StartsWith(pair.First, StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Codes_are_ordered_and_equal_as_their_texts() =>
        Prop.ForAll(NearPairs.ToArbitrary(), pair =>
        {
            var (first, second) = (TerytCode.Parse(pair.First), TerytCode.Parse(pair.Second));
            var order = Math.Sign(string.CompareOrdinal(pair.First, pair.Second));
            return Math.Sign(first.CompareTo(second)) == order
                && first == second == (order == 0)
                && (first != second || first.GetHashCode() == second.GetHashCode());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_unit_lies_in_one_unit_of_each_wider_level()
    {
        var gliwice = TerytCode.Parse("2466011");

        gliwice.AtLevel(TerytLevel.Voivodeship).Should().Be(TerytCode.Parse("24"));
        gliwice.AtLevel(TerytLevel.Powiat).Should().Be(TerytCode.Parse("2466"));
        gliwice.AtLevel(TerytLevel.Powiat).Value.Should().Be("2466");
        gliwice.AtLevel(TerytLevel.Gmina).Should().Be(gliwice);
    }

    [Fact]
    public void A_voivodeship_lies_in_no_gmina()
    {
        var narrower = () => TerytCode.Parse("24").AtLevel(TerytLevel.Gmina);

        narrower.Should().Throw<ArgumentOutOfRangeException>();
    }

    [Fact]
    public void A_code_never_set_is_contained_nowhere()
    {
        default(TerytCode).Value.Should().BeEmpty();
        TerytCode.Parse("24").Contains(default).Should().BeFalse();
    }
}
