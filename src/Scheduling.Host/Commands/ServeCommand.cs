using System.CommandLine;
using Microsoft.Extensions.Logging;
using NodaTime;
using NodaTime.Text;
using Scheduling.Host.Http;
using Scheduling.Host.Notices;
using Scheduling.Host.Patients;
using Scheduling.Host.Settings;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Commands;

/// <summary><c>serve</c>: runs a node of the engine.</summary>
public static class ServeCommand
{
    /// <summary>No node takes longer than the settings allow, and what comes after.</summary>
    public static TimeSpan StopsWithin { get; } = TimeSpan.FromMinutes(30);

    private const string Name = "serve";
    private static readonly string[] NotServing = ["--help", "-h", "-?", "/?", "/h", "--version"];
    private static readonly TimeSpan LookAtClockEvery = TimeSpan.FromMilliseconds(250);

    public static System.CommandLine.Command Create()
    {
        var at = new Option<string?>("--frozen-at")
        {
            Description = "Where the clock stands still, such as 2026-09-07T08:00:00Z; else it is the real one.",
        };
        var driven = new Option<string?>("--clock")
        {
            Description = "Where a virtual clock begins that moves only by POST /clock/advance, such as "
                + "2026-09-15T12:00; on a database that was served so before it goes on from where it stands.",
        };
        var command = HostCommand.Create(
            Name,
            "Runs a node of the engine until Ctrl-C, with its HTTP interface; so does no command at all. On a database "
            + "with a virtual clock it goes by that, wherever 'advance' moves it. Its settings: docs/settings.md.",
            Needs.ToServe,
            (database, parsed, stop) => Serve(
                database, SettingOptions.Read(parsed), parsed.GetValue(at), parsed.GetValue(driven), stop),
            parsed => SettingOptions.Read(parsed));
        command.Add(at);
        command.Add(driven);
        SettingOptions.AddTo(command);
        return command;
    }

    /// <summary>The arguments of a command line, which serves when it names nothing else to do.</summary>
    public static string[] OrServe(string[] args) =>
        args.Length == 0 || (args[0].StartsWith('-') && !NotServing.Contains(args[0])) ? [Name, .. args] : args;

    private static async Task<int> Serve(
        Database database, HostSettings settings, string? frozenAt, string? begin, CancellationToken stop)
    {
        var keys = settings.Keys ?? TokenCommand.KeysBelow(Environment.CurrentDirectory);
        var policies = await HostCommand.PoliciesOf(database, stop);
        var clock = begin is null
            ? await ClockOf(database, frozenAt, stop)
            : await DrivenClockOf(database, begin, stop);
        if (ProductionGuards.Check(settings, keys, clock) is { Count: > 0 } wrong)
        {
            throw new UnusableException(string.Join('\n', wrong));
        }

        using var logs = LoggerFactory.Create(logging => ConsoleLog.Configure(logging, settings));
        var log = logs.CreateLogger("Engine");
        using var notices = await NoticesOf(database, settings, keys, stop);
        await using var service = new EngineService(
            database, policies, clock, problem => EngineLog.Say(log, problem), isDriven: begin is not null)
        {
            AuditEvery = settings.AuditEvery,
            Notices = notices,
        };
        await using var server = await Listen(service, database, keys, settings, stop);
        await Console.Error.WriteLineAsync(Welcome.Text(server.Url, settings, keys, clock));
        await Task.WhenAll(
            service.Run(stop), Follow(database, begin is null ? clock as VirtualClock : null, stop),
            EndWith(server, stop));
        await Console.Error.WriteLineAsync("stopped: what was in hand is finished or given up as a whole");
        return HostCommand.Well;
    }

    private static async Task<NoticeService> NoticesOf(
        Database database, HostSettings settings, string keys, CancellationToken stop)
    {
        var personal = PersonalKeys.In(keys);
        try
        {
            await new PatientRegister(database.Source, personal).RequireKeys(stop);
        }
        catch (InvalidOperationException others)
        {
            throw new UnusableException(others.Message);
        }

        var folder = Path.Combine(LocalFolder.HomeBelow(Environment.CurrentDirectory), "notices");
        return new NoticeService(settings.Notices, folder, personal, SystemClock.Instance);
    }

    private static async Task<HttpServer> Listen(
        EngineService service, Database database, string keys, HostSettings settings, CancellationToken stop)
    {
        try
        {
            return await HttpServer.Start(service, database.Source, keys, settings, stop);
        }
        catch (Exception wrong) when (wrong is IOException or FormatException or InvalidOperationException)
        {
            throw new UnusableException(
                $"{SettingsTable.Url.Option} {settings.Url} cannot be listened at: {wrong.Message}");
        }
    }

    private static async Task EndWith(HttpServer server, CancellationToken stop)
    {
        try
        {
            await Task.Delay(Timeout.Infinite, stop);
        }
        catch (OperationCanceledException)
        {
            await server.Stop();
        }
    }

    /// <summary>The clock that a node of a database goes by.</summary>
    internal static async Task<IClock> ClockOf(Database database, string? frozenAt, CancellationToken stop)
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

    // Where the database has a clock already it goes on from there: who starts a node again gives the same command.
    internal static async Task<VirtualClock> DrivenClockOf(Database database, string begin, CancellationToken stop)
    {
        var stored = await HostCommand.VirtualNow(database, stop);
        var begins = ClockCommands.Read(begin, stored);
        var now = stored ?? StoredTime.Floor(begins);
        await StoredClock.Skip(database.Source, now, stop);
        return new VirtualClock(now);
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

/// <summary>What the engine says went wrong.</summary>
internal static partial class EngineLog
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Problem}")]
    public static partial void Say(ILogger log, string problem);
}
