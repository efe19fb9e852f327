using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using Scheduling.Host.Auditing;
using Scheduling.Host.CaseFiles;
using Scheduling.Host.DueTasks;
using Scheduling.Host.Matching;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Commands;

/// <summary>The commands that look at an engine and drive it without HTTP.</summary>
public static class EngineCommands
{
    private const int Well = 0;
    private const int Otherwise = 1;

    /// <summary><c>migrate</c>: brings the database to the schema of this version.</summary>
    public static System.CommandLine.Command Migrate() =>
        Create("migrate", "Brings the database to the schema of this version.", async (database, _, stop) =>
        {
            await Console.Out.WriteLineAsync($"{await Migrator.Apply(database.Source, stop)} files applied");
            return Well;
        });

    /// <summary><c>serve</c>: runs a node of the engine.</summary>
    public static System.CommandLine.Command Serve()
    {
        var at = new Option<string?>("--frozen-at")
        {
            Description = "Where the clock stands still, such as 2026-09-07T08:00:00Z; else it is the real one.",
        };
        var command = Create("serve", "Runs a node of the engine until Ctrl-C.", async (database, parsed, stop) =>
        {
            await Migrator.Apply(database.Source, stop);
            IClock clock = parsed.GetValue(at) is { } instant
                ? new VirtualClock(InstantPattern.ExtendedIso.Parse(instant).GetValueOrThrow())
                : SystemClock.Instance;
            await using var service = new EngineService(
                database, ShippedPolicies.Read(), clock, Console.Error.WriteLine);
            await service.Run(stop);
            return Well;
        });
        command.Add(at);
        return command;
    }

    /// <summary><c>apply FILE</c>: gives the commands of a case file to the engine on a virtual clock.</summary>
    public static System.CommandLine.Command Apply()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A case file, such as case.ndjson of a run." };
        var command = Create(
            "apply", "Gives the commands of a case file to the engine on a virtual clock, in lock-step.",
            async (database, parsed, stop) =>
            {
                await Migrator.Apply(database.Source, stop);
                var path = parsed.GetRequiredValue(file).FullName;
                var steps = new LockStep(new VirtualEngine(
                    database.Source, ShippedPolicies.Read(), new VirtualClock(Instant.FromUnixTimeTicks(0))));
                await steps.Apply(CaseCommand.ReadAll(File.ReadLines(path)), stop);
                await Console.Out.WriteLineAsync(
                    $"{steps.Given} commands given, {steps.Deviations.Count} answered otherwise than in the file");
                foreach (var (told, outcome) in steps.Deviations)
                {
                    await Console.Out.WriteLineAsync(
                        $"line {told.Line}: {told.Command.Operation.GetType().Name} was "
                        + (outcome.Refusal is { } refusal ? $"refused: {refusal}" : "accepted"));
                }

                return steps.Deviations.Count == 0 ? Well : Otherwise;
            });
        command.Add(file);
        return command;
    }

    /// <summary><c>due</c>: what is due and what was put aside, and taking that up again.</summary>
    public static System.CommandLine.Command Due()
    {
        var again = new Option<string?>("--again")
        {
            Description = "Takes up again what was put aside: the key of one item, or 'all'.",
        };
        var command = Create("due", "Shows the work that is due, and the work that was put aside.",
            async (database, parsed, stop) =>
            {
                var queue = new DueItems(database.Source);
                if (parsed.GetValue(again) is { } key)
                {
                    var count = await queue.RunAgain(key == "all" ? null : key, stop);
                    await Console.Out.WriteLineAsync($"{count} items taken up again");
                    return count > 0 ? Well : Otherwise;
                }

                foreach (var (due, attempts, parkedAt, reason) in
                    (await queue.Waiting(stop)).Concat(await queue.Parked(stop)))
                {
                    var fate = parkedAt is { } at ? $"put aside {at} after {attempts} attempts: {reason}"
                        : attempts > 0 ? $"failed {attempts} times: {reason}"
                        : "";
                    await Console.Out.WriteLineAsync($"{due.At} {due.Work.Kind} {due.Work.Key} {fate}".TrimEnd());
                }

                return Well;
            });
        command.Add(again);
        return command;
    }

    /// <summary><c>audit</c>: whether what is kept beside the log is what the log says.</summary>
    public static System.CommandLine.Command Audit() =>
        Create("audit", "Looks whether what is kept beside the log is what the log says.",
            async (database, _, stop) =>
            {
                var findings = await new Auditor(database.Source, new EventStore(database.Source)).Audit(stop);
                foreach (var finding in findings)
                {
                    await Console.Out.WriteLineAsync($"{finding.Rule}: {finding.What}");
                }

                await Console.Out.WriteLineAsync($"{findings.Count} findings");
                return findings.Count == 0 ? Well : Otherwise;
            });

    private static System.CommandLine.Command Create(
        string name, string description, Func<Database, ParseResult, CancellationToken, Task<int>> run)
    {
        var command = new System.CommandLine.Command(name, description);
        command.SetAction(async (parsed, stop) =>
        {
            await using var database = await Database.Open(Environment.CurrentDirectory, stop);
            return await run(database, parsed, stop);
        });
        return command;
    }
}
