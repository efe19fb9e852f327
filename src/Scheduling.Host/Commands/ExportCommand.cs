using System.CommandLine;
using System.Globalization;
using Scheduling.Host.CaseFiles;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Commands;

/// <summary><c>export FILE</c>: writes the whole database as a case file.</summary>
public static class ExportCommand
{
    private const int BufferSize = 1 << 20;

    public static System.CommandLine.Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The case file to be; an old one is replaced." };
        var name = new Option<string>("--name")
        {
            Description = "What the file is called in its first line.",
            DefaultValueFactory = _ => "export",
        };
        var command = HostCommand.Create(
            "export",
            "Writes the whole database as a case file, as it is at one moment: policies, commands, events, notices. "
            + "'poczekalnia check FILE' judges it.",
            Needs.ToRead,
            (database, parsed, stop) => Run(
                database, parsed.GetRequiredValue(file), parsed.GetValue(name)!, stop));
        command.Add(file);
        command.Add(name);
        return command;
    }

    private static async Task<int> Run(Database database, FileInfo file, string name, CancellationToken stop)
    {
        var progress = new ProgressLine();

        // Whoever finds a file finds a whole one.
        var beside = file.FullName + ".part";
        try
        {
            CaseCounts counts;
            string hash;
            await using (var target = new FileStream(
                beside, FileMode.Create, FileAccess.Write, FileShare.Read, BufferSize))
            {
                var export = new CaseExport(database.Source, target)
                {
                    Progress = (done, all) => progress.Say(() => $"{done} of {all} lines"),
                };
                counts = await export.Write(name, stop);
                hash = export.LogHash;
            }

            File.Move(beside, file.FullName, overwrite: true);
            await Console.Out.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"{file}: {counts.Commands} commands, {counts.Events} events, {counts.Notices} notices in "
                + $"{progress.Elapsed.TotalSeconds:f1} s"));
            await Console.Out.WriteLineAsync($"log hash: {hash}");
            return HostCommand.Well;
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException)
        {
            throw new UnusableException(wrong.Message);
        }
    }
}
