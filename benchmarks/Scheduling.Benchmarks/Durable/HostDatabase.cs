using System.Globalization;
using Npgsql;
using NodaTime;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Postgres;
using Scheduling.Benchmarks.Reporting;
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
    private const string Name = "scheduling";

    // From this version on the log's times are told elsewhere.
    private const int LogOfItsOwn = 18;

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

    /// <summary>
    /// Measures something on a server with an empty, migrated database, and says what kind of server it was. Where no
    /// PostgreSQL is installed the result says that nothing was measured.
    /// </summary>
    /// <param name="now">Where the engine's clock stands.</param>
    public static void Measure(Session session, Result result, Instant now, Action<HostDatabase> measure)
    {
        if (PrivatePostgres.FindBinaries() is not { } binaries)
        {
            result.Notes.Add("No PostgreSQL is installed here; nothing was measured.");
            return;
        }

        session.At("starting PostgreSQL");
        var server = PrivatePostgres.Start(binaries, ServerSettings.ForProduction, session.Stop);
        HostDatabase host;
        try
        {
            host = new HostDatabase(server, now);
        }
        catch
        {
            server.Dispose();
            throw;
        }

        using (host)
        {
            measure(host);
            host.Describe(result);
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

    // How long the disk takes is half of many a figure.
    private void Describe(Result result)
    {
        using var connection = Database.Source.OpenConnection();
        var version = connection.PostgreSqlVersion;
        var note = $"PostgreSQL {version.Major}.{version.Minor} shares the cores with the engine and those who ask: a "
            + "quarter of the memory as its buffers, fsync, synchronous commits, full page writes and autovacuum on.";
        if (version.Major < LogOfItsOwn)
        {
            const string sql = "select wal_sync, wal_sync_time, wal_bytes from pg_stat_wal";
            using var command = new NpgsqlCommand(sql, connection);
            using var reader = command.ExecuteReader();
            reader.Read();
            var (flushes, milliseconds) = (reader.GetInt64(0), reader.GetDouble(1));
            var bytes = Figure.Bytes((double)reader.GetDecimal(2));
            note += $" From its start it has written {bytes} of log and flushed it {Figure.Count(flushes)} times, "
                + $"which took {Figure.Nanoseconds(milliseconds * 1e6 / flushes)} each.";
            result.Values["log.flush.ms"] = milliseconds / flushes;
        }

        result.Notes.Add(note);
    }
}
