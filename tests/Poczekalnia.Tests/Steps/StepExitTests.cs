using Poczekalnia.CaseFiles;
using Poczekalnia.Reporting;
using Poczekalnia.Scenarios;

namespace Poczekalnia.Tests.Steps;

/// <summary>A scripted scenario as a user runs it: by name or path, with files and an exit code.</summary>
public sealed class StepExitTests : IDisposable
{
    private const string Shipped = "steps/minimum-lead-time";

    private readonly string _folder = Directory.CreateTempSubdirectory("poczekalnia-steps-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_shipped_one_is_run_by_its_name_and_leaves_a_whole_case_file()
    {
        Run(Shipped).Should().Be(0);

        CaseFile.Open(Path.Combine(_folder, "case.ndjson")).Complete.Should().BeTrue();
    }

    [Fact]
    public void One_wrong_expectation_is_enough_to_fail()
    {
        var own = Path.Combine(_folder, "minimum-lead-time.yaml");
        var text = File.ReadAllText(ScenarioFile.Find(Shipped)!);
        File.WriteAllText(
            own, text.Replace("holds: { anna: day-after }", "holds: { bela: day-after }", StringComparison.Ordinal));

        Run(own).Should().Be(1);
    }

    private int Run(string scenario) => ScenarioRun.Execute(new RunRequest(scenario, null, null, null, _folder));
}
