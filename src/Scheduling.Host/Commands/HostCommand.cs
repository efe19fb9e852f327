using System.CommandLine;
using System.Net.Sockets;
using NodaTime;
using Npgsql;
using Scheduling.Domain;
using Scheduling.Host.Matching;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Commands;

/// <summary>What a command needs of its database.</summary>
internal enum Needs
{
    /// <summary>The schema of this version, which is made where it is missing.</summary>
    ToWrite,

    /// <summary>The same, and notices that are decided go out.</summary>
    ToServe,

    /// <summary>The schema of this version, as somebody made it.</summary>
    ToRead,
}

/// <summary>What the commands of the Host have in common: a database, and what they say when something is
/// wrong.</summary>
internal static class HostCommand
{
    /// <summary>Everything is as it should be.</summary>
    public const int Well = 0;

    /// <summary>It was done, and something is not as it should be.</summary>
    public const int Otherwise = 1;

    /// <summary>It could not be done.</summary>
    public const int Unusable = 2;

    /// <param name="before">What is made sure of before anything is opened.</param>
    public static System.CommandLine.Command Create(
        string name, string description, Needs needs, Func<Database, ParseResult, CancellationToken, Task<int>> run,
        Action<ParseResult>? before = null)
    {
        var command = new System.CommandLine.Command(name, description);
        command.SetAction(async (parsed, stop) =>
        {
            try
            {
                before?.Invoke(parsed);
                await using var database = await Open(needs, stop);
                return await run(database, parsed, stop);
            }
            catch (UnusableException wrong)
            {
                await Console.Error.WriteLineAsync(wrong.Message);
                return Unusable;
            }
            catch (NpgsqlException lost)
            {
                await Console.Error.WriteLineAsync(
                    $"The database failed: {lost.Message} What was done by then is whole; start again to go on.");
                return Unusable;
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync("Stopped; what was done by then is whole.");
                return Otherwise;
            }
        });
        return command;
    }

    /// <summary>The engine of a database with a virtual clock, at the instant where it stands.</summary>
    /// <param name="begin">Where the clock of a database begins that was never used.</param>
    /// <exception cref="UnusableException">The database goes by the machine's clock, or its policies are not
    /// known.</exception>
    public static async Task<VirtualEngine> OpenVirtual(
        Database database, Instant begin, int group, ProgressLine progress, CancellationToken stop)
    {
        var stored = await VirtualNow(database, stop);
        return new VirtualEngine(
            database.Source, await PoliciesOf(database, stop), new VirtualClock(stored ?? begin))
        {
            GroupSize = group,
            Progress = engine => progress.Say(() => $"the clock stands at {engine.Now}"),
        };
    }

    /// <summary>Where the virtual clock of a database stands; nothing where it was never used.</summary>
    /// <exception cref="UnusableException">The database goes by the machine's clock.</exception>
    public static async Task<Instant?> VirtualNow(Database database, CancellationToken stop)
    {
        var stored = await StoredClock.Read(database.Source, stop);
        return stored is not null || await StoredClock.IsUnused(database.Source, stop)
            ? stored
            : throw new UnusableException(
                "This database goes by the machine's clock: it was served, and its clock is nobody's to move. "
                + $"Name another database in {Database.ConnectionVariable}.");
    }

    /// <exception cref="UnusableException">The database was decided by a policy that nobody knows.</exception>
    public static async Task<IReadOnlyDictionary<PolicyRef, SchedulingPolicy>> PoliciesOf(
        Database database, CancellationToken stop)
    {
        try
        {
            return await StoredPolicies.Open(database.Source, stop);
        }
        catch (InvalidOperationException unknown)
        {
            throw new UnusableException(unknown.Message);
        }
    }

    private static async Task<Database> Open(Needs needs, CancellationToken stop)
    {
        Database? database = null;
        try
        {
            database = await Database.Open(Environment.CurrentDirectory, needs == Needs.ToServe, stop);
            if (needs != Needs.ToRead)
            {
                await Migrator.Apply(database.Source, stop);
            }
            else
            {
                await Migrator.Require(database.Source, stop);
            }

            return database;
        }
        catch (Exception failed) when (
            failed is NpgsqlException or InvalidOperationException or ArgumentException or SocketException)
        {
            if (database is not null)
            {
                await database.DisposeAsync();
            }

            var named = Environment.GetEnvironmentVariable(Database.ConnectionVariable) is { Length: > 0 }
                ? $" named by {Database.ConnectionVariable}"
                : "";
            throw new UnusableException($"The database{named} cannot be used: {failed.Message}");
        }
    }
}

/// <summary>What was asked cannot be done; the message is for whoever asked.</summary>
internal sealed class UnusableException(string message) : Exception(message);
