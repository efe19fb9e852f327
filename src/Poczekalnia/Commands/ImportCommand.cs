using System.CommandLine;
using Poczekalnia.Import;
using Scheduling.Domain;

namespace Poczekalnia.Commands;

/// <summary><c>poczekalnia import nfz DIR --scope CODE --out FILE</c>: a scenario out of real queues.</summary>
public static class ImportCommand
{
    public static Command Create() => new("import", "Makes a scenario out of published data.") { CreateNfz() };

    private static Command CreateNfz()
    {
        var folder = new Argument<string>("DIR")
        {
            Description = "Folder with saved pages of \"Terminy leczenia\" 1.4: both cases of one benefit.",
        };
        var scope = new Option<string>("--scope")
        {
            Description = "Scope code of the service, such as 02.1580.001.02.",
            Required = true,
        };
        var target = new Option<string>("--out") { Description = "Scenario file to write.", Required = true };
        var command = new Command("nfz", "Real queues of one voivodeship.") { folder, scope, target };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(folder),
            parsed.GetRequiredValue(scope),
            parsed.GetRequiredValue(target),
            parsed.InvocationConfiguration.Output,
            parsed.InvocationConfiguration.Error));
        return command;
    }

    private static int Run(string folder, string scopeText, string target, TextWriter output, TextWriter errors)
    {
        if (!ScopeCode.TryParse(scopeText, out var scope))
        {
            errors.WriteLine($"--scope {scopeText} is no scope code like 02.1580.001.02.");
            return 1;
        }

        var outcome = NfzImport.Run(folder, scope, target);
        foreach (var warning in outcome.Warnings)
        {
            errors.WriteLine($"note: {warning}");
        }

        foreach (var error in outcome.Errors)
        {
            errors.WriteLine(error);
        }

        if (!outcome.IsDone)
        {
            errors.WriteLine("Nothing was imported.");
            return 1;
        }

        output.WriteLine($"Wrote {target}. Run it with: poczekalnia run {target}");
        return 0;
    }
}
