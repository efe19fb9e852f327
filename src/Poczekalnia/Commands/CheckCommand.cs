using System.CommandLine;
using System.Globalization;
using System.Runtime.ExceptionServices;
using Poczekalnia.CaseFiles;
using Poczekalnia.Checks;
using Spectre.Console;

namespace Poczekalnia.Commands;

/// <summary><c>poczekalnia check FILE</c>: puts every invariant to the test on a case file.</summary>
public static class CheckCommand
{
    private const int Sound = 0;
    private const int Violated = 1;
    private const int Unreadable = 2;

    // Whoever wants to see more of one check than these few looks into the file at the positions named.
    private const int FindingsShownPerCheck = 10;

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The case file, such as case.ndjson of a run." };
        var command = new Command("check", "Check a case file: every invariant, independently of the engine.") { file };
        command.SetAction(parsed => Run(parsed.GetRequiredValue(file).FullName, AnsiConsole.Console, Console.Error));
        return command;
    }

    /// <summary>Checks a file and prints what was found.</summary>
    /// <returns>0 when nothing is violated, 1 when something is, 2 when the file cannot be read.</returns>
    public static int Run(string path, IAnsiConsole console, TextWriter errors)
    {
        CheckRunner runner;
        try
        {
            (_, runner) = Check(path);
        }
        catch (CaseFileException error)
        {
            errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}:{error.Line}: {error.Reason}"));
            return Unreadable;
        }
        catch (LineException error)
        {
            errors.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}:{error.Line}: {error.Message}"));
            return Unreadable;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            errors.WriteLine($"{path}: {error.Message}");
            return Unreadable;
        }

        Print(runner, console);
        return runner.Violations == 0 ? Sound : Violated;
    }

    /// <summary>Verifies a file and leads every check through it, both in one pass.</summary>
    /// <exception cref="CaseFileException">It is cut off, edited or no case file.</exception>
    /// <exception cref="LineException">A line is not what docs/case-file.md says.</exception>
    public static (CaseFile File, CheckRunner Runner) Check(string path) => Check(see => CaseFile.Open(path, see));

    /// <summary>The same of a file while it is written.</summary>
    /// <param name="written">Completes when the writer is done, well or not.</param>
    /// <exception cref="CaseFileException">It is cut off, edited or no case file.</exception>
    /// <exception cref="LineException">A line is not what docs/case-file.md says.</exception>
    public static CheckRunner Check(string path, Task written) =>
        Check(see => CaseFile.Open(() => new GrowingFile(path, written), see)).Runner;

    /// <summary>The same of a file in memory.</summary>
    public static CheckRunner Check(byte[] file) =>
        Check(see => CaseFile.Open(() => new MemoryStream(file, writable: false), see)).Runner;

    private static (CaseFile File, CheckRunner Runner) Check(Func<LineVisitor, CaseFile> open)
    {
        var runner = new CheckRunner();
        ExceptionDispatchInfo? unreadable = null;
        var file = open((number, line) =>
        {
            try
            {
                if (unreadable is null)
                {
                    runner.See(number, line);
                }
            }
            catch (LineException error)
            {
                // That the file is cut off or was edited is the better answer, and is known only at its end.
                unreadable = ExceptionDispatchInfo.Capture(error);
            }
        });
        unreadable?.Throw();
        runner.Close();
        return (file, runner);
    }

    /// <summary>The table of checks, the findings, and as the last line how many there are.</summary>
    public static void Print(CheckRunner runner, IAnsiConsole console)
    {
        var table = new Table().Border(TableBorder.Rounded)
            .AddColumn("check")
            .AddColumn("what must hold")
            .AddColumn(new TableColumn("checked").RightAligned().NoWrap())
            .AddColumn(new TableColumn("violations").RightAligned().NoWrap());
        foreach (var check in runner.Checks)
        {
            var isJudged = runner.Judged.Contains(check);
            table.AddRow(
                new Text(check.Name),
                new Text(check.Statement),
                new Text(isJudged ? Number(check.Examined) : "not judged"),
                isJudged ? Violations(check) : new Text("partial"));
        }

        console.Write(table);
        foreach (var check in runner.Checks)
        {
            PrintFindings(check, console);
        }

        console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"violations: {runner.Violations}"));
    }

    private static void PrintFindings(Check check, IAnsiConsole console)
    {
        foreach (var finding in check.Findings.Take(FindingsShownPerCheck))
        {
            var at = finding.Position > 0
                ? string.Create(CultureInfo.InvariantCulture, $" at {finding.Position}")
                : "";
            console.Write(new Text($"{check.Name}{at}: {finding.Sentence} [{finding.Streams}]\n"));
        }

        if (check.Violations > FindingsShownPerCheck)
        {
            console.Write(new Text($"{check.Name}: {Number(check.Violations - FindingsShownPerCheck)} more\n"));
        }
    }

    private static Text Violations(Check check) =>
        new(check.IsRemark ? $"({Number(check.Violations)})" : Number(check.Violations), StyleOf(check));

    private static Style StyleOf(Check check) =>
        check.Violations == 0 ? new Style(Color.Green)
        : check.IsRemark ? new Style(Color.Yellow)
        : new Style(Color.Red);

    private static string Number(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
