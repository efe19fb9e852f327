using System.Text.RegularExpressions;

namespace Poczekalnia.Tests.Checks;

/// <summary>A check that used the engine's code would repeat its mistakes.</summary>
public sealed partial class IndependenceTests
{
    [Fact]
    public void The_checks_use_no_code_of_the_engine()
    {
        var sources = Directory.GetFiles(Folder(), "*.cs", SearchOption.AllDirectories);
        sources.Should().HaveCountGreaterThan(30, "otherwise this test reads nothing");
        sources.SelectMany(source => File.ReadLines(source)
                .Where(line => ForeignUsing().IsMatch(line) || ForeignName().IsMatch(line))
                .Select(line => $"{Path.GetFileName(source)}: {line.Trim()}"))
            .Should().BeEmpty("a check reads the case file and nothing else");
    }

    [Theory]
    [InlineData("using Scheduling.Domain;")]
    [InlineData("using Poczekalnia.Simulation;")]
    [InlineData("using static Scheduling.Domain.Slots.SlotEvent;")]
    [InlineData("        var day = WarsawTime.DateOf(now) ?? Scheduling.Domain.WarsawTime.Zone;")]
    [InlineData("    private readonly Simulation.Engine _engine;")]
    public void Such_lines_are_recognised(string line) =>
        (ForeignUsing().IsMatch(line) || ForeignName().IsMatch(line)).Should().BeTrue();

    private static string Folder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Scheduling.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("The tests run outside the repository.");
        }

        return Path.Combine(folder.FullName, "src", "Poczekalnia", "Checks");
    }

    // What may be used: the runtime, NodaTime, and the checks' own views.
    [GeneratedRegex(
        @"^\s*(global\s+)?using\s+(static\s+)?(?!System[.;]|NodaTime[.;]|Poczekalnia\.Checks[.;])[A-Z][\w.]*;")]
    private static partial Regex ForeignUsing();

    // Names of the other folders need no "using" inside the namespace Poczekalnia.
    [GeneratedRegex(@"(?<![\w.])(Scheduling|Simulation|Actors|Scenarios|CaseFiles|Commands|Faults|Reporting)\.[A-Z]")]
    private static partial Regex ForeignName();
}
