using System.Globalization;
using Npgsql;
using NodaTime;
using Scheduling.Benchmarks.Postgres;
using Scheduling.Domain;
using Scheduling.Domain.Matching;
using Scheduling.Host;
using Scheduling.Host.Matching;
using Scheduling.Host.Storage;

namespace Scheduling.Benchmarks.Durable;

/// <summary>
/// The durable engine on a PostgreSQL of its own that keeps what it says it has kept, set up as somebody would run it.
/// </summary>
internal sealed class HostDatabase : IDisposable
{
    /// <summary>What a result says where nothing could be measured.</summary>
    public const string Missing = "No PostgreSQL is installed here; nothing was measured.";

    private const string Name = "scheduling";

    private readonly PrivatePostgres _server;

    private HostDatabase(PrivatePostgres server, Instant now)
    {
        _server = server;
        using (var connection = server.Connect())
        using (var make = new NpgsqlCommand($"create database {Name}", connection))
        {
            make.ExecuteNonQuery();
        }

        Database = new Database(server.ConnectionTo(Name));
        Clock = new VirtualClock(now);
        Migrator.Apply(Database.Source).GetAwaiter().GetResult();
        Policies = StoredPolicies.Open(Database.Source).GetAwaiter().GetResult();
        Store = new EventStore(Database.Source);
        Executor = new Executor(Store, new CommandLog(Database.Source), Policies, Clock);
    }

    public Database Database { get; }

    public EventStore Store { get; }

    public Executor Executor { get; }

    public VirtualClock Clock { get; }

    public IReadOnlyDictionary<PolicyRef, SchedulingPolicy> Policies { get; }

    /// <summary>Starts a server with an empty, migrated database; nothing where no PostgreSQL is installed.</summary>
    /// <param name="now">Where the engine's clock stands.</param>
    public static HostDatabase? Start(Instant now, CancellationToken stop)
    {
        if (PrivatePostgres.FindBinaries() is not { } binaries)
        {
            return null;
        }

        var server = PrivatePostgres.Start(binaries, ServerSettings.ForProduction, stop);
        try
        {
            return new HostDatabase(server, now);
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>A matcher that knows nothing yet.</summary>
    public ScopeMatching NewMatching() =>
        new(HostWorld.Scope, Store, Executor, Policies, Clock, new RankIndex())
        {
            Snapshots = new MatcherSnapshots(Database.Source, Policies),
        };

    /// <summary>The one number that a query gives.</summary>
    public long Number(string sql)
    {
        using var command = Database.Source.CreateCommand(sql);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Does what vacuum would have done in a database of this size that has run for a while.</summary>
    public void Settle()
    {
        using var command = Database.Source.CreateCommand("vacuum analyze");
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
        using var checkpoint = Database.Source.CreateCommand("checkpoint");
        checkpoint.ExecuteNonQuery();
    }

    public void Dispose()
    {
        Database.DisposeAsync().AsTask().GetAwaiter().GetResult();
        _server.Dispose();
    }
}
