using Npgsql;

namespace Scheduling.Host.Storage;

/// <summary>One database of the engine: where it is, and the connections to it.</summary>
public sealed class Database : IAsyncDisposable
{
    /// <summary>Names a server and database in Npgsql's words, such as
    /// <c>Host=db;Database=main;Username=…</c>.</summary>
    public const string ConnectionVariable = "SCHEDULING_DB";

    // More than there are queries; those that are used are prepared.
    private const int StatementsMax = 100;

    // The one sandbox with the real clock.
    internal const string Main = "main";

    private readonly LocalPostgres? _server;

    /// <param name="connection">In Npgsql's words.</param>
    /// <param name="sends">Whether notices that are decided over these connections go out: those of a node that
    /// serves do, and no others.</param>
    public Database(string connection, bool sends = false)
        : this(connection, sends, null)
    {
    }

    private Database(string connection, bool sends, LocalPostgres? server)
    {
        _server = server;

        // Nothing is set for a session and left so: making a connection new before each use would be work for nothing.
        var settings = new NpgsqlConnectionStringBuilder(connection)
        {
            MaxAutoPrepare = StatementsMax,
            NoResetOnClose = true,
        };
        settings.ApplicationName ??= "scheduling-host";

        // An append that hangs holds up every reader.
        settings.Options = $"{settings.Options} -c idle_in_transaction_session_timeout=60s".Trim();
        if (sends)
        {
            settings.Options += " -c scheduling.sends=on";
        }

        Connection = settings.ConnectionString;
        Source = new NpgsqlDataSourceBuilder(Connection).Build();
    }

    /// <summary>In Npgsql's words.</summary>
    public string Connection { get; }

    /// <summary>The connections.</summary>
    public NpgsqlDataSource Source { get; }

    /// <summary>The database that the environment names; otherwise one of a private server below a folder.</summary>
    /// <param name="sends">Whether notices that are decided over its connections go out.</param>
    /// <exception cref="InvalidOperationException">No PostgreSQL is installed, or it does not start.</exception>
    public static async Task<Database> Open(string folder, bool sends = false, CancellationToken stop = default)
    {
        if (Environment.GetEnvironmentVariable(ConnectionVariable) is { Length: > 0 } named)
        {
            return new Database(named, sends);
        }

        var server = await LocalPostgres.Start(new LocalFolder(LocalFolder.HomeBelow(folder), "main"), stop);
        await Make(server, Main, stop);
        return new Database(server.ConnectionTo(Main), sends, server);
    }

    /// <summary>Makes a database of a private server where there is none.</summary>
    internal static async Task Make(LocalPostgres server, string name, CancellationToken stop)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionTo("postgres"));
        await using var look = source.CreateCommand("select count(*) from pg_database where datname = $1");
        look.Parameters.Add(new() { Value = name });
        if (await look.ExecuteScalarAsync(stop) is 0L)
        {
            await using var make = source.CreateCommand($"create database \"{name}\"");
            await make.ExecuteNonQueryAsync(stop);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }
}
