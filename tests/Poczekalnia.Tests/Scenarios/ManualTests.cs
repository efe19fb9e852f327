using System.Text.RegularExpressions;
using Poczekalnia.Scenarios;
using Poczekalnia.Scenarios.Reading;
using Poczekalnia.Tests.Steps;

namespace Poczekalnia.Tests.Scenarios;

/// <summary>Whoever writes a case has only the manual: its examples must be read, and its tables be complete.</summary>
public sealed partial class ManualTests
{
    private const string Cast = """
        scenario: example
        description: An example.
        from: 2026-09-01T00:00
        for: 60d
        scopes: [{ code: 02.1100.001.02, policy: specialist-2026 }]
        places:
          - { place: clinic-a, teryt: "2466011", at: 50.29N 18.67E }
          - { place: clinic-b, teryt: "2469011", at: 50.26N 19.02E }
        people:
          anna: {}
          bela: {}
          cyryl: { card: oncology }
        steps:

        """;

    private const string Head = """
        scenario: example
        description: An example.
        from: 2026-09-01T00:00
        for: 60d
        scopes: [{ code: 02.1100.001.02, policy: specialist-2026 }]

        """;

    private static readonly string Manual =
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "scenarios.md"));

    public static TheoryData<string, string> Examples
    {
        get
        {
            var examples = new TheoryData<string, string>();
            foreach (Match match in Example().Matches(Manual))
            {
                examples.Add(match.Groups["kind"].Value, match.Groups["text"].Value);
            }

            return examples;
        }
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_read(string kind, string text)
    {
        var whole = kind switch
        {
            "" => text,
            " part" => Head + text,
            " steps" => Cast + text,
            _ => throw new System.Diagnostics.UnreachableException(),
        };

        ScenarioFile.ReadText("manual.yaml", whole).Problems.Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_scripted_example_comes_true(string kind, string text)
    {
        if (kind != " part")
        {
            var scenario = ScenarioFile.ReadText("manual.yaml", kind == "" ? text : Cast + text).Scenario!;

            StepCase.Run(scenario).Unmet.Should().BeEmpty();
        }
    }

    [Fact]
    public void There_are_examples_of_every_kind() =>
        Examples.Select(example => example.Data.Item1).Distinct().Should().BeEquivalentTo(["", " part", " steps"]);

    [Fact]
    public void The_table_of_commands_names_every_command_and_no_other() =>
        WordsOf("### Commands").Should().BeEquivalentTo(CommandReader.Words);

    [Fact]
    public void Every_notice_is_named() =>
        StandingReader.NoticeWords.Should().OnlyContain(notice => Manual.Contains($"`{notice.Name}`"));

    private static IEnumerable<string> WordsOf(string heading)
    {
        var from = Manual.IndexOf(heading, StringComparison.Ordinal) + heading.Length;
        var section = Manual[from..Manual.IndexOf("\n### ", from, StringComparison.Ordinal)];
        return Row().Matches(section).Select(match => match.Groups[1].Value).Where(word => word != "do:");
    }

    [GeneratedRegex(@"^```yaml(?<kind>[ a-z]*)\n(?<text>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^\| `([^`]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
