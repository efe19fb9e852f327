using Poczekalnia.Scenarios;

namespace Poczekalnia.Tests.Steps;

/// <summary>The scripted scenarios that come with the program, each a rule of the table of states.</summary>
public sealed class ShippedStepTests
{
    public static TheoryData<string> Names =>
        [.. ScenarioFile.ShippedNames.Where(name => name.StartsWith("steps/", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Names))]
    public void Everything_expected_comes_true_and_no_checker_finds_anything(string name)
    {
        var run = StepCase.Run(Read(name));

        run.Results.Should().NotBeEmpty();
        run.Unmet.Should().BeEmpty();
        run.Findings.Should().BeEmpty();
    }

    [Fact]
    public void The_same_scenario_twice_gives_the_same_log()
    {
        var scenario = Read("steps/contract-end-with-a-kill");

        StepCase.Run(scenario).LogHash.Should().Be(StepCase.Run(scenario).LogHash);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_says_which_rule_it_shows(string name) =>
        File.ReadLines(ScenarioFile.Find(name)!).First().Should().StartWith("# ");

    [Fact]
    public void There_is_one_for_every_family_of_rules() =>
        ScenarioFile.ShippedNames.Should().Contain(
        [
            "steps/activation-after-a-sweep", "steps/category-changes-the-order", "steps/contract-end-with-a-kill",
            "steps/continuing-visit-and-closing-the-referral", "steps/criteria-change-against-open-slots",
            "steps/entitled-patient-cancels-by-sms", "steps/force-majeure-on-the-seventh-day",
            "steps/initial-load-beyond-the-window", "steps/mass-publish-racing-the-unblock", "steps/minimum-lead-time",
            "steps/no-matcher-running", "steps/out-of-turn-over-christmas", "steps/paper-referral-only-at-a-place",
            "steps/place-moves-its-own-patient", "steps/radius-edge", "steps/repeated-hour-in-october",
            "steps/reschedule-takes-its-reminders-along", "steps/return-with-the-order-kept",
            "steps/screening-without-a-list", "steps/tie-at-the-same-instant", "steps/undetermined-miss-settled-later",
            "steps/withdraw-and-referral-cancelled",
        ]);

    [Fact]
    public void The_manual_lists_them_all()
    {
        var manual = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", "scenarios.md"));

        Names.Select(name => name.Data.Split('/')[^1]).Should().OnlyContain(name => manual.Contains($"| `{name}` |"));
    }

    private static Scenario Read(string name)
    {
        var reading = ScenarioFile.Read(name);
        reading.Problems.Should().BeEmpty();
        return reading.Scenario!;
    }
}
