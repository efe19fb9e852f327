using System.CommandLine;
using Scheduling.Benchmarks.Reporting;
using Spectre.Console;

namespace Scheduling.Benchmarks;

/// <summary><c>./bench</c>: what is asked for, checked before anything is measured.</summary>
internal static class BenchCommand
{
    private const int Ok = 0;
    private const int Misused = 2;

    public static RootCommand Create()
    {
        var quick = new Option<bool>("--quick")
        {
            Description = "Up to a million entries, a few minutes (the default).",
        };
        var full = new Option<bool>("--full")
        {
            Description = "Up to five million entries and PostgreSQL; half an hour.",
        };
        var only = new Option<string[]>("--only")
        {
            Description = "This measurement alone; may be given several times. Together with --full or --quick.",
            HelpName = "NAME",
            AllowMultipleArgumentsPerToken = true,
        };
        var resume = new Option<bool>("--resume")
        {
            Description = "Leave out what has a result of this commit and kind already.",
        };
        var list = new Option<bool>("--list") { Description = "Name the measurements and end." };
        var write = new Option<bool>("--write-documents")
        {
            Description = "Copy the tables of the results into README.md and docs/performance.md and end. "
                + "A whole --full run does it by itself.",
        };
        var command = new RootCommand(
            "Measures the matcher. The tables of --full go to benchmarks/results/PROCESSOR, those of --quick, "
            + "which are not to be quoted, to out/bench/PROCESSOR.")
        {
            quick, full, only, resume, list, write,
        };
        command.SetAction(parsed => Act(
            new Wanted(
                parsed.GetValue(quick), parsed.GetValue(full), parsed.GetValue(only) ?? [], parsed.GetValue(resume)),
            parsed.GetValue(list),
            parsed.GetValue(write)));
        return command;
    }

    private static int Act(Wanted wanted, bool list, bool write)
    {
        if (list)
        {
            List();
            return Ok;
        }

        if (wanted is { Quick: true, Full: true })
        {
            return Complain("--quick and --full exclude each other.");
        }

        var root = FindRoot();
        if (write)
        {
            return Documents.Write(root, Console.Out) ? Ok : Misused;
        }

        var unknown = wanted.Only.Where(name => Catalogue.All.All(measurement => measurement.Name != name)).ToList();
        if (unknown.Count > 0)
        {
            var known = string.Join(", ", Catalogue.All.Select(measurement => measurement.Name));
            return Complain($"No measurement is called '{unknown[0]}'. There are: {known}.");
        }

        return new Run(root, wanted, AnsiConsole.Console).All();
    }

    private static int Complain(string what)
    {
        Console.Error.WriteLine(what);
        return Misused;
    }

    private static void List()
    {
        var table = new Table().Border(TableBorder.None).HideHeaders().AddColumn("").AddColumn("").AddColumn("");
        foreach (var measurement in Catalogue.All)
        {
            table.AddRow(measurement.Name, measurement.IsQuick ? "" : "full", Markup.Escape(measurement.Question));
        }

        AnsiConsole.Write(table);
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Scheduling.sln")))
            {
                return folder.FullName;
            }
        }

        return Directory.GetCurrentDirectory();
    }
}

/// <summary>What was asked for.</summary>
internal sealed record Wanted(bool Quick, bool Full, string[] Only, bool Resume)
{
    /// <summary>The command that does the same again.</summary>
    public string Command => string.Join(
        ' ', new[] { "./bench", Full ? "--full" : "--quick" }.Concat(Only.Select(name => $"--only {name}")));
}
