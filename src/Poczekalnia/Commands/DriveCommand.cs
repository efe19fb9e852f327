using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Poczekalnia.CaseFiles;
using Poczekalnia.Drive;
using Poczekalnia.Reporting;

namespace Poczekalnia.Commands;

/// <summary><c>poczekalnia drive FILE --url URL</c>: gives a scenario or a case file to a served engine.</summary>
public static class DriveCommand
{
    /// <summary>The environment variable with the operator's token.</summary>
    public const string TokenVariable = "SCHEDULING_TOKEN";

    private const string UsualUrl = "http://127.0.0.1:5180";
    private const int Same = 0;
    private const int Different = 1;
    private const int Unusable = 2;

    // More would not be read.
    private const int DifferencesShown = 20;

    public static Command Create()
    {
        var file = new Argument<string>("FILE")
        {
            Description = "A case file (.ndjson), or a scenario by name or path, which is run first.",
        };
        var url = new Option<string>("--url")
        {
            Description = "Where the engine answers; it must have a virtual clock and no history yet.",
            DefaultValueFactory = _ => UsualUrl,
        };
        var token = new Option<string?>("--token")
        {
            Description = "An operator's token, as './run host token --role operator' prints it; "
                + $"{TokenVariable} if not given.",
        };
        var command = new Command(
            "drive",
            "Gives what came from outside in a history to a served engine, in lock-step on its virtual clock, and "
            + "compares what the engine did with what the history tells.")
        {
            file, url, token,
        };
        command.SetAction(parsed => Run(
            parsed.GetRequiredValue(file), parsed.GetValue(url)!,
            parsed.GetValue(token) ?? Environment.GetEnvironmentVariable(TokenVariable), Console.Out, Console.Error));
        return command;
    }

    /// <returns>0 when the engine did the same, 1 when not, 2 when it cannot be driven.</returns>
    public static int Run(string path, string url, string? token, TextWriter output, TextWriter errors)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            errors.WriteLine($"--url {url} is no address such as {UsualUrl}.");
            return Unusable;
        }

        if (string.IsNullOrEmpty(token))
        {
            errors.WriteLine(
                $"Give an operator's token by --token or {TokenVariable}: ./run host token --role operator");
            return Unusable;
        }

        try
        {
            return CaseOf(path, output, errors) is { } file ? Drive(file, address, token, output, errors) : Unusable;
        }
        catch (CaseFileException broken)
        {
            errors.WriteLine($"{path}:{broken.Line}: {broken.Reason}");
        }
        catch (Exception broken) when (
            broken is DriveException or IOException or UnauthorizedAccessException or JsonException)
        {
            errors.WriteLine(broken.Message);
        }

        return Unusable;
    }

    // A scenario is run first: what comes of it in the simulator is what is to come of it in the engine.
    private static string? CaseOf(string path, TextWriter output, TextWriter errors)
    {
        if (path.EndsWith(".ndjson", StringComparison.Ordinal))
        {
            return path;
        }

        var folder = Path.Combine("out", "driven", Path.GetFileNameWithoutExtension(path));
        output.WriteLine($"the simulator runs {path}, into {folder}");
        var code = ScenarioRun.Execute(new RunRequest(path, null, null, null, folder));
        if (code != 0)
        {
            errors.WriteLine($"The simulator's own run failed with {code}: there is nothing to compare with.");
            return null;
        }

        return Path.Combine(folder, "case.ndjson");
    }

    private static int Drive(string path, Uri address, string token, TextWriter output, TextWriter errors)
    {
        using var engine = new ServedEngine(address, token);
        var shown = -1;
        var run = new DrivenRun(engine, CaseFile.Open(path))
        {
            Progress = share =>
            {
                if ((int)(share * 10) is var tenth && tenth > shown)
                {
                    shown = tenth;
                    errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{10 * tenth} % of the file"));
                }
            },
        };
        var done = run.Run();
        foreach (var (line, operation, told, answered) in run.Deviations.Take(DifferencesShown))
        {
            output.WriteLine($"line {line}: {operation} was answered '{answered}', in the file '{told}'");
        }

        var differences = done.DifferencesFrom(run.Told).ToList();
        foreach (var difference in differences.Take(DifferencesShown))
        {
            output.WriteLine(difference);
        }

        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{run.Given} commands given, {run.Deviations.Count} answered otherwise; {done.Streams} streams with "
            + $"{done.Events} events and {done.Assigned} assignments, {differences.Count} other than in the file"));
        return run.Deviations.Count + differences.Count == 0 ? Same : Different;
    }
}
