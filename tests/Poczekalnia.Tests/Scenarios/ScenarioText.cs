using Poczekalnia.Scenarios;
using Poczekalnia.Scenarios.Reading;

namespace Poczekalnia.Tests.Scenarios;

/// <summary>Puts lines into the smallest whole scenario and reads it.</summary>
internal static class ScenarioText
{
    private const string Head = """
        scenario: example
        description: An example.
        from: 2026-09-01T00:00
        for: 10d
        scopes: [{ code: 02.1100.001.02, policy: specialist-2026 }]

        """;

    public const string TwoPlaces = """
        places:
          - { place: clinic-a, teryt: "2466011", at: 50.29N 18.67E }
          - { place: clinic-b, teryt: "2469011", at: 50.26N 19.02E }

        """;

    public static ScenarioReading Read(string lines) => ScenarioFile.ReadText("example.yaml", Head + lines);

    public static Scenario ReadWell(string lines)
    {
        var reading = Read(lines);
        reading.Problems.Should().BeEmpty();
        return reading.Scenario!;
    }

    /// <summary>The one thing that is wrong with the lines, after <see cref="Head"/>.</summary>
    public static ScenarioProblem ReadWrong(string lines) => Read(lines).Problems.Should().ContainSingle().Subject;
}
