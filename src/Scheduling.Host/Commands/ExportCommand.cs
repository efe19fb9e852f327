using System.CommandLine;
using System.Globalization;
using Scheduling.Domain;
using Scheduling.Host.CaseFiles;

namespace Scheduling.Host.Commands;

/// <summary><c>export FILE</c>: writes the database, or what is related to an appointment, as a case file.</summary>
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
        var all = new Option<bool>("--all") { Description = "Everything, as it does unless told otherwise." };
        var appointment = new Option<string?>("--appointment")
        {
            Description = "Only this appointment with everything related: its slots and their places, the report, the "
                + "entry, the referral, the booking window, and what was refused about them.",
        };
        var entry = new Option<string?>("--entry") { Description = "The same of a waiting entry." };
        var asIs = new Option<bool>("--as-is")
        {
            Description = "Patients keep their identities. Otherwise they get others, the same throughout the file.",
        };
        var command = HostCommand.Create(
            "export",
            "Writes the database as a case file, as it is at one moment: policies, commands, events, notices; patients "
            + "get other identities. 'poczekalnia check FILE' judges it, 'poczekalnia replay FILE' shows its states.",
            Needs.ToRead,
            (database, parsed, stop) =>
            {
                var about = AboutOf(
                    parsed.GetValue(all), parsed.GetValue(appointment), parsed.GetValue(entry));
                return Run(
                    parsed.GetRequiredValue(file),
                    target => new CaseExport(database.Source, target) { About = about, AsIs = parsed.GetValue(asIs) },
                    parsed.GetValue(name)!, stop);
            });
        foreach (var option in (Option[])[all, appointment, entry, asIs, name])
        {
            command.Add(option);
        }

        command.Add(file);
        return command;
    }

    private static StreamId? AboutOf(bool all, string? appointment, string? entry)
    {
        if ((all ? 1 : 0) + (appointment is null ? 0 : 1) + (entry is null ? 0 : 1) > 1)
        {
            throw new UnusableException("--all, --appointment and --entry exclude each other: give one of them.");
        }

        return appointment is not null ? StreamOf(StreamKind.Appointment, appointment)
            : entry is not null ? StreamOf(StreamKind.Entry, entry)
            : null;
    }

    private static StreamId StreamOf(StreamKind kind, string text)
    {
        var name = StreamId.NameOf(kind);
        return StreamId.TryParse(text.Contains('/') ? text : $"{name}/{text}", out var stream) && stream.Kind == kind
            ? stream
            : throw new UnusableException($"--{name} {text} is no identity such as {name}/0190b3a1-….");
    }

    private static async Task<int> Run(
        FileInfo file, Func<Stream, CaseExport> open, string name, CancellationToken stop)
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
                var export = open(target);
                export.Progress = (done, all) => progress.Say(() => $"{done} of {all} lines");
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
        catch (Exception wrong) when (
            wrong is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            File.Delete(beside);
            throw new UnusableException(wrong.Message);
        }
    }
}
