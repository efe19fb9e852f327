using System.CommandLine;
using NodaTime;
using NodaTime.Text;
using Scheduling.Host.Auditing;
using Scheduling.Host.DueTasks;
using Scheduling.Host.Http;
using Scheduling.Host.Notices;
using Scheduling.Host.Patients;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Commands;

/// <summary>The commands that look at an engine and drive it without HTTP.</summary>
public static class EngineCommands
{
    private static readonly TimeSpan LookAtClockEvery = TimeSpan.FromMilliseconds(250);

    /// <summary><c>migrate</c>: brings the database to the schema of this version.</summary>
    public static System.CommandLine.Command Migrate() =>
        HostCommand.Create(
            "migrate", "Brings the database to the schema of this version.", Needs.ToWrite,
            async (_, _, _) =>
            {
                await Console.Out.WriteLineAsync($"The schema is that of {Migrator.Files[^1].Name}.");
                return HostCommand.Well;
            });

    /// <summary><c>serve</c>: runs a node of the engine.</summary>
    public static System.CommandLine.Command Serve()
    {
        var at = new Option<string?>("--frozen-at")
        {
            Description = "Where the clock stands still, such as 2026-09-07T08:00:00Z; else it is the real one.",
        };
        var driven = new Option<string?>("--clock")
        {
            Description = "Where a virtual clock begins that moves only by POST /clock/advance, such as "
                + "2026-09-15T12:00; on a new database, or on one that was served so before.",
        };
        var url = new Option<string>("--url")
        {
            Description = "Where it answers HTTP; port 0 takes one that is free.",
            DefaultValueFactory = _ => HttpServer.UsualUrl,
        };
        var command = HostCommand.Create(
            "serve",
            "Runs a node of the engine until Ctrl-C, with its HTTP interface. On a database with a virtual clock it "
            + "goes by that, wherever 'advance' moves it.",
            Needs.ToServe,
            async (database, parsed, stop) =>
            {
                var policies = await HostCommand.PoliciesOf(database, stop);
                var begin = parsed.GetValue(driven);
                var clock = begin is null
                    ? await ClockOf(database, parsed.GetValue(at), stop)
                    : await DrivenClockOf(database, begin, stop);
                using var notices = await NoticesOf(database, Environment.CurrentDirectory, stop);
                await using var service = new EngineService(
                    database, policies, clock, Console.Error.WriteLine, isDriven: begin is not null)
                {
                    Notices = notices,
                };
                await using var server = await Listen(service, database, parsed.GetValue(url)!, stop);
                var goesBy = begin is not null ? $"a virtual clock at {clock.GetCurrentInstant()} that moves when told"
                    : clock is VirtualClock ? "a virtual clock" : "the machine's clock";
                await Console.Error.WriteLineAsync(
                    $"serving on {server.Url}, by {goesBy}; what goes wrong is said here, Ctrl-C ends it");
                await Task.WhenAll(service.Run(stop), Follow(database, begin is null ? clock as VirtualClock : null, stop));
                await Console.Error.WriteLineAsync("stopped: what was in hand is finished or given up as a whole");
                return HostCommand.Well;
            });
        command.Add(at);
        command.Add(driven);
        command.Add(url);
        return command;
    }

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
                var clock = await ClockOf(database, null, stop);
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

    private static async Task<NoticeService> NoticesOf(Database database, string folder, CancellationToken stop)
    {
        try
        {
            var settings = NoticeSettings.Read(
                Environment.GetEnvironmentVariable, LocalFolder.HomeBelow(folder));
            var keys = PersonalKeys.In(TokenCommand.KeysBelow(folder));
            await new PatientRegister(database.Source, keys).RequireKeys(stop);
            return new NoticeService(settings, keys, SystemClock.Instance);
        }
        catch (InvalidOperationException wrong)
        {
            throw new UnusableException(wrong.Message);
        }
    }

    private static async Task<HttpServer> Listen(
        EngineService service, Database database, string url, CancellationToken stop)
    {
        try
        {
            return await HttpServer.Start(
                service, database.Source, TokenCommand.KeysBelow(Environment.CurrentDirectory), url, stop);
        }
        catch (Exception wrong) when (wrong is IOException or FormatException or InvalidOperationException)
        {
            throw new UnusableException($"--url {url} cannot be listened at: {wrong.Message}");
        }
    }

    private static async Task<IClock> ClockOf(Database database, string? frozenAt, CancellationToken stop)
    {
        if (frozenAt is null)
        {
            return await StoredClock.Read(database.Source, stop) is { } stored
                ? new VirtualClock(stored)
                : SystemClock.Instance;
        }

        return InstantPattern.ExtendedIso.Parse(frozenAt) is { Success: true, Value: var instant }
            ? new VirtualClock(instant)
            : throw new UnusableException($"--frozen-at {frozenAt} is no instant such as 2026-09-07T08:00:00Z.");
    }

    // Where the database has a clock already it goes on from there.
    private static async Task<VirtualClock> DrivenClockOf(Database database, string begin, CancellationToken stop)
    {
        var stored = await HostCommand.VirtualNow(database, stop);
        var target = ClockCommands.Read(begin, stored);
        if (target < stored)
        {
            throw new UnusableException(
                $"The clock of this database stands at {stored} and never goes back to {target}.");
        }

        await StoredClock.Skip(database.Source, stored ?? target, stop);
        return new VirtualClock(stored ?? StoredTime.Floor(target));
    }

    // The clock of a database may be moved by another process.
    private static async Task Follow(Database database, VirtualClock? clock, CancellationToken stop)
    {
        while (clock is not null && !stop.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(LookAtClockEvery, stop);
                if (await StoredClock.Read(database.Source, stop) is { } stored)
                {
                    clock.MoveTo(stored);
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Npgsql.NpgsqlException)
            {
                // The engine says what is wrong with the server.
            }
        }
    }
}
