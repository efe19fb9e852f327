using System.CommandLine;
using Scheduling.Host.Auditing;
using Scheduling.Host.DueTasks;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Commands;

/// <summary>The commands that look at an engine and drive it without HTTP.</summary>
public static class EngineCommands
{
    /// <summary><c>migrate</c>: brings the database to the schema of this version.</summary>
    public static System.CommandLine.Command Migrate() =>
        HostCommand.Create(
            "migrate", "Brings the database to the schema of this version.", Needs.ToWrite,
            async (_, _, _) =>
            {
                await Console.Out.WriteLineAsync($"The schema is that of {Migrator.Files[^1].Name}.");
                return HostCommand.Well;
            });

    /// <summary><c>due</c>: what is due and what was put aside, and taking that up again.</summary>
    public static System.CommandLine.Command Due()
    {
        var again = new Option<string?>("--again")
        {
            Description = "Takes up again what was put aside: the key of one item, or 'all'.",
        };
        var command = HostCommand.Create(
            "due", "Shows the work that is due, and the work that was put aside.", Needs.ToRead,
            async (database, parsed, stop) =>
            {
                var queue = new DueItems(database.Source);
                if (parsed.GetValue(again) is { } key)
                {
                    var count = await queue.RunAgain(key == "all" ? null : key, stop);
                    await Console.Out.WriteLineAsync($"{count} items taken up again");
                    return count > 0 ? HostCommand.Well : HostCommand.Otherwise;
                }

                foreach (var (due, attempts, parkedAt, reason) in
                    (await queue.Waiting(stop)).Concat(await queue.Parked(stop)))
                {
                    var fate = parkedAt is { } at ? $"put aside {at} after {attempts} attempts: {reason}"
                        : attempts > 0 ? $"failed {attempts} times: {reason}"
                        : "";
                    await Console.Out.WriteLineAsync($"{due.At} {due.Work.Kind} {due.Work.Key} {fate}".TrimEnd());
                }

                return HostCommand.Well;
            });
        command.Add(again);
        return command;
    }

    /// <summary><c>audit</c>: whether what is kept beside the log is what the log says.</summary>
    public static System.CommandLine.Command Audit() =>
        HostCommand.Create(
            "audit", "Looks whether what is kept beside the log is what the log says.", Needs.ToRead,
            async (database, _, stop) =>
            {
                var store = new EventStore(database.Source);
                var policies = await HostCommand.PoliciesOf(database, stop);
                var clock = await ServeCommand.ClockOf(database, null, stop);
                IReadOnlyList<Finding> findings =
                [
                    .. await new Auditor(database.Source, store).Audit(stop),
                    .. await new SnapshotAuditor(database.Source, store, policies, clock).Audit(stop),
                ];
                foreach (var finding in findings)
                {
                    await Console.Out.WriteLineAsync($"{finding.Rule}: {finding.What}");
                }

                await Console.Out.WriteLineAsync($"{findings.Count} findings");
                return findings.Count == 0 ? HostCommand.Well : HostCommand.Otherwise;
            });
}
