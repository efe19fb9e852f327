using System.CommandLine;
using Poczekalnia.Reporting;
using Poczekalnia.Scenarios;

namespace Poczekalnia.Commands;

/// <summary><c>poczekalnia run SCENARIO</c>: runs a scenario and shows what happened.</summary>
public static class RunCommand
{
    public static Command Create()
    {
        var scenario = new Argument<string>("SCENARIO")
        {
            Description = "Name of a shipped scenario or path of a file. Shipped: "
                + string.Join(", ", ScenarioFile.ShippedNames.Where(name => !name.Contains('/'))) + ".",
        };
        var seed = new Option<ulong?>("--seed")
        {
            Description = "Seed of all chance; the scenario's own if not given.",
        };
        var days = new Option<int?>("--days") { Description = "Days to run; the scenario's own if not given." };
        var policy = new Option<string?>("--policy")
        {
            Description = "Policy file that decides all scopes of the run instead of their own.",
        };
        var output = new Option<string?>("--out")
        {
            Description = "Folder for case.ndjson, summary.json and the tables; out/SCENARIO if not given.",
        };
        var command = new Command("run", "Runs a scenario: the main job.") { scenario, seed, days, policy, output };
        command.SetAction(parsed => ScenarioRun.Execute(new RunRequest(
            parsed.GetRequiredValue(scenario), parsed.GetValue(seed), parsed.GetValue(days),
            parsed.GetValue(policy), parsed.GetValue(output))));
        return command;
    }
}
