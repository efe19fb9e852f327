using System.Globalization;
using System.Runtime.CompilerServices;
using Npgsql;
using Scheduling.Domain.Tests;
using Scheduling.Host.Storage;

[assembly: AssemblyFixture(typeof(Scheduling.Host.Tests.Support.Postgres))]

namespace Scheduling.Host.Tests.Support;

/// <summary>
/// The server of this test run, private unless <c>SCHEDULING_DB</c> names one, and a migrated template from which every
/// test that asks gets a database of its own.
/// </summary>
public sealed class Postgres : IAsyncLifetime
{
    private const string Prefix = "scheduling_test";

    // Held as long as the run lives, in the maintenance database: who can take it may clear away what the run left.
    private const int RunLock = 7;

    private readonly int _run = Environment.ProcessId;
    private LocalPostgres? _server;
    private NpgsqlDataSource? _admin;
    private NpgsqlConnection? _control;
    private int _databases;

    private string Template => $"{Prefix}_{_run}_template";

    /// <summary>How to reach a database of the server.</summary>
    public string ConnectionTo(string database) =>
        _server?.ConnectionTo(database)
        ?? new NpgsqlConnectionStringBuilder(Environment.GetEnvironmentVariable(Database.ConnectionVariable)!)
        {
            Database = database,
        }.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable(Database.ConnectionVariable) is not { Length: > 0 })
        {
            var home = LocalFolder.HomeBelow(RepositoryFiles.PathOf("."));
            _server = await LocalPostgres.Start(new LocalFolder(home, $"test-{_run}", ephemeral: true));
        }

        _admin = NpgsqlDataSource.Create(ConnectionTo("postgres"));
        _control = await _admin.OpenConnectionAsync();
        await Execute(_control, $"select pg_advisory_lock({RunLock}, {_run})");
        await ClearWhatOthersLeft();

        await Execute(_control, $"create database {Template} strategy wal_log");
        var settings = new NpgsqlConnectionStringBuilder(ConnectionTo(Template)) { Pooling = false };
        await using var template = NpgsqlDataSource.Create(settings.ConnectionString);
        await Migrator.Apply(template);
    }

    /// <summary>A fresh database with the schema; it goes away with what is returned.</summary>
    /// <param name="sends">Whether notices that are decided over its connections go out.</param>
    public Task<TestDatabase> NewDatabase(bool sends = false) => Clone(Template, sends);

    /// <summary>A copy of a database to which nobody is connected.</summary>
    public async Task<TestDatabase> Clone(string source, bool sends = false)
    {
        var name = $"{Prefix}_{_run}_{Interlocked.Increment(ref _databases)}";
        await using var connection = await _admin!.OpenConnectionAsync();
        await Execute(connection, $"create database {name} template {source} strategy wal_log");
        return new TestDatabase(this, name, sends);
    }

    public async ValueTask DisposeAsync()
    {
        if (_control is not null)
        {
            await Drop(Template);
            await _control.DisposeAsync();
            await _admin!.DisposeAsync();
        }

        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    internal async Task Drop(string database)
    {
        await using var connection = await _admin!.OpenConnectionAsync();
        await Execute(connection, $"drop database if exists {database} with (force)");
    }

    // Only on a server that outlives the run does a killed one leave anything.
    private async Task ClearWhatOthersLeft()
    {
        var left = new List<string>();
        var sql = $"select datname from pg_database where datname ~ '^{Prefix}_'";
        await using (var command = _admin!.CreateCommand(sql))
        await using (var reader = await command.ExecuteReaderAsync())
        {
            while (await reader.ReadAsync())
            {
                left.Add(reader.GetString(0));
            }
        }

        foreach (var run in left.GroupBy(name => int.Parse(name.Split('_')[2], CultureInfo.InvariantCulture)))
        {
            await using var taken = _admin.CreateCommand(
                $"select pg_try_advisory_xact_lock({RunLock}, {run.Key})");
            if (await taken.ExecuteScalarAsync() is true)
            {
                foreach (var database in run)
                {
                    await Drop(database);
                }
            }
        }
    }

    // Databases are made by many tests at once, and a disk that others use too may take its time.
    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>A database of one test.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly Postgres? _postgres;

    internal TestDatabase(Postgres postgres, string name, bool sends)
        : this(postgres, name, postgres.ConnectionTo(name), sends)
    {
    }

    private TestDatabase(Postgres? postgres, string name, string connection, bool sends)
    {
        (_postgres, Name) = (postgres, name);
        Database = new Database(connection, sends);
    }

    /// <summary>A database with the schema on a server of the test's own.</summary>
    public static async Task<TestDatabase> On(LocalPostgres server, string name)
    {
        await Database.Make(server, name, CancellationToken.None);
        var database = new TestDatabase(null, name, server.ConnectionTo(name), false);
        await Migrator.Apply(database.Source);
        return database;
    }

    public string Name { get; }

    public Database Database { get; }

    public NpgsqlDataSource Source => Database.Source;

    /// <summary>Rows of a query, each as its values joined by a blank.</summary>
    public async Task<IReadOnlyList<string>> Rows(FormattableString sql)
    {
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(string.Join(' ', values.Select(
                value => value is DBNull ? "-" : Convert.ToString(value, CultureInfo.InvariantCulture))));
        }

        return rows;
    }

    /// <summary>The one number that a query gives.</summary>
    public async Task<long> Number(FormattableString sql)
    {
        await using var command = Command(sql);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }

    public async Task<int> Execute(FormattableString sql)
    {
        await using var command = Command(sql);
        return await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (_postgres is not null)
        {
            await _postgres.Drop(Name);
        }
    }

    private NpgsqlCommand Command(FormattableString sql)
    {
        var names = sql.GetArguments().Select((_, i) => (object)$"${i + 1}").ToArray();
        var command = Source.CreateCommand(FormattableStringFactory.Create(sql.Format, names)
            .ToString(CultureInfo.InvariantCulture));
        foreach (var value in sql.GetArguments())
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }
}
