using Scheduling.Domain.Identifiers;

namespace Scheduling.Domain.Tests.Identifiers;

/// <summary>Two codes of the same sixteen voivodeships that look alike and must not be mixed up.</summary>
public sealed class NfzBranchCodeTests
{
    // In the order of the Polish alphabet, as both registers list them.
    private static readonly (string Nfz, string Teryt, string Name)[] Voivodeships =
    [
        ("01", "02", "dolnośląskie"),
        ("02", "04", "kujawsko-pomorskie"),
        ("03", "06", "lubelskie"),
        ("04", "08", "lubuskie"),
        ("05", "10", "łódzkie"),
        ("06", "12", "małopolskie"),
        ("07", "14", "mazowieckie"),
        ("08", "16", "opolskie"),
        ("09", "18", "podkarpackie"),
        ("10", "20", "podlaskie"),
        ("11", "22", "pomorskie"),
        ("12", "24", "śląskie"),
        ("13", "26", "świętokrzyskie"),
        ("14", "28", "warmińsko-mazurskie"),
        ("15", "30", "wielkopolskie"),
        ("16", "32", "zachodniopomorskie"),
    ];

    [Fact]
    public void The_TERYT_code_of_a_voivodeship_is_twice_its_NFZ_code_for_all_sixteen()
    {
        foreach (var (nfz, teryt, name) in Voivodeships)
        {
            NfzBranchCode.Parse(nfz).ToTeryt().Should().Be(TerytCode.Parse(teryt), "{0} has it", name);
            NfzBranchCode.FromTeryt(TerytCode.Parse(teryt)).Should().Be(NfzBranchCode.Parse(nfz), "{0} has it", name);
        }
    }

    [Fact]
    public void Twelve_is_one_voivodeship_for_the_fund_and_another_in_the_register()
    {
        NfzBranchCode.Parse("12").ToTeryt().Should().Be(TerytCode.Parse("24"));
        NfzBranchCode.FromTeryt(TerytCode.Parse("12")).Should().Be(NfzBranchCode.Parse("06"));
    }

    [Theory]
    [InlineData("2466011", "12")]
    [InlineData("1261", "06")]
    public void A_town_belongs_to_the_branch_of_its_voivodeship(string teryt, string nfz) =>
        NfzBranchCode.FromTeryt(TerytCode.Parse(teryt)).Value.Should().Be(nfz);

    [Fact]
    public void There_is_no_way_from_one_code_to_the_other_but_by_name() =>
        typeof(NfzBranchCode).GetMethods().Concat(typeof(TerytCode).GetMethods())
            .Select(method => method.Name)
            .Should().NotContain(["op_Implicit", "op_Explicit"]);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("00")]
    [InlineData("17")]
    [InlineData("24")]
    [InlineData("012")]
    [InlineData("1 ")]
    [InlineData("-1")]
    public void Outside_01_to_16_there_is_no_branch(string? text)
    {
        NfzBranchCode.TryParse(text, out _).Should().BeFalse();
        var parse = () => NfzBranchCode.Parse(text!);
        parse.Should().Throw<FormatException>();
    }

    [Fact]
    public void A_branch_is_written_with_its_leading_zero()
    {
        NfzBranchCode.Parse("07").ToString().Should().Be("07");
        default(NfzBranchCode).Value.Should().BeEmpty();
    }
}
