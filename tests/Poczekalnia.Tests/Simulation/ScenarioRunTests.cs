using Poczekalnia.CaseFiles;
using Poczekalnia.Commands;
using Poczekalnia.Reporting;

namespace Poczekalnia.Tests.Simulation;

/// <summary>A run as a user sees it: files, exit code, and the questions asked of the case file.</summary>
public sealed class ScenarioRunTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("poczekalnia-run-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_run_leaves_a_whole_case_file_a_summary_and_the_tables()
    {
        var exit = Run("tiny");

        exit.Should().Be(0);
        CaseFile.Open(CasePath).Complete.Should().BeTrue();
        string[] expected =
        [
            "appointments.csv", "assignments.csv", "case.ndjson", "entries.csv", "notices.csv", "slots.csv",
            "summary.json",
        ];
        Directory.EnumerateFiles(_folder).Select(Path.GetFileName).Should().BeEquivalentTo(expected);
    }

    [Fact]
    public void The_same_scenario_and_seed_give_the_same_log_and_another_seed_another()
    {
        Run("tiny", seed: 3);
        var first = CaseFile.Open(CasePath).LogHash;
        Run("tiny", seed: 3);
        var second = CaseFile.Open(CasePath).LogHash;
        Run("tiny", seed: 4);

        second.Should().Be(first);
        CaseFile.Open(CasePath).LogHash.Should().NotBe(first);
    }

    [Fact]
    public void A_scenario_that_does_not_exist_is_an_error_of_its_own() =>
        Run("no-such-scenario").Should().Be(2);

    [Fact]
    public void Why_tells_of_an_assigned_slot_who_was_first_in_order()
    {
        Run("tiny");
        var assigned = CaseFile.Open(CasePath).Lines()
            .First(line => line.Type == "event" && line.Body.GetProperty("name").GetString() == "slot_assigned");
        var slot = assigned.Body.GetProperty("stream").GetString()!;
        var winner = assigned.Body.GetProperty("data").GetProperty("entry").GetString()!;
        using var console = new StringWriter();
        using var errors = new StringWriter();

        var exit = WhyCommand.Run(CasePath, slot, null, ConsoleOn(console), errors);

        exit.Should().Be(0);
        console.ToString().Should().Contain($"1. entry/{winner}");
    }

    [Fact]
    public void Why_says_when_a_file_does_not_know_the_slot()
    {
        Run("tiny");
        using var console = new StringWriter();
        using var errors = new StringWriter();

        var exit = WhyCommand.Run(
            CasePath, "slot/00000000-0000-8000-8000-000000000000", null, ConsoleOn(console), errors);

        exit.Should().Be(1);
        errors.ToString().Should().Contain("does not know");
    }

    private string CasePath => Path.Combine(_folder, "case.ndjson");

    private int Run(string scenario, ulong? seed = null) =>
        ScenarioRun.Execute(new RunRequest(scenario, seed, null, null, _folder));

    private static Spectre.Console.IAnsiConsole ConsoleOn(TextWriter writer)
    {
        var console = Spectre.Console.AnsiConsole.Create(new Spectre.Console.AnsiConsoleSettings
        {
            Out = new Spectre.Console.AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 200;
        return console;
    }
}
