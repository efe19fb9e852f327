using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Scheduling.Benchmarks.Postgres;

/// <summary>
/// A PostgreSQL of our own: made in a temporary folder, reached by a socket in it, and gone with it. It is a child of
/// this process and is told to end when this process does, however that happens.
/// </summary>
internal sealed class PrivatePostgres : IDisposable
{
    private const string Owner = "postgres";
    private const string Setpriv = "/usr/bin/setpriv";
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(20);

    private readonly string _folder;
    private readonly Process _server;

    private int _disposed;

    private PrivatePostgres(string folder, Process server)
    {
        (_folder, _server) = (folder, server);
        AppDomain.CurrentDomain.ProcessExit += OnExit;
    }

    /// <summary>The folder of the newest binaries that are installed; nothing when there are none.</summary>
    public static string? FindBinaries() =>
        (Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql") : [])
        .Select(version => Path.Combine(version, "bin"))
        .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
        .Where(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")))
        .OrderByDescending(VersionOf)
        .FirstOrDefault();

    /// <summary>Makes a cluster and starts it.</summary>
    /// <exception cref="InvalidOperationException">It does not start; the message has its last words.</exception>
    public static PrivatePostgres Start(string binaries, CancellationToken stop)
    {
        // Short, for the path of a socket may have 107 bytes and no more.
        var folder = Directory.CreateTempSubdirectory("pcz-").FullName;
        try
        {
            if (Environment.IsPrivilegedProcess)
            {
                // The server refuses to run as root, and its user must own its folder.
                MustSucceed("chown", [Owner, folder]);
            }

            var data = Path.Combine(folder, "data");
            MustSucceed(AsOwner(
                Path.Combine(binaries, "initdb"),
                ["-D", data, "-U", Owner, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync"]));
            var (program, arguments) = AsOwner(Path.Combine(binaries, "postgres"), ["-D", data, .. Settings(folder)]);
            var server = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            var instance = new PrivatePostgres(folder, server);
            instance.WaitUntilReady(stop);
            return instance;
        }
        catch
        {
            Remove(folder);
            throw;
        }
    }

    public NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = _folder,
            Username = Owner,
            Database = Owner,
            Pooling = false,
            CommandTimeout = 0,
        }.ConnectionString);
        connection.Open();
        return connection;
    }

    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        if (!_server.HasExited)
        {
            // SIGINT: it drops its connections and ends in order.
            MustSucceed("kill", ["-INT", _server.Id.ToString(CultureInfo.InvariantCulture)], mayFail: true);
            if (!_server.WaitForExit(StopsWithin))
            {
                _server.Kill(entireProcessTree: true);
                _server.WaitForExit();
            }
        }

        _server.Dispose();
        Remove(_folder);
    }

    private void OnExit(object? sender, EventArgs e) => Dispose();

    private static int VersionOf(string binaries) =>
        int.TryParse(Path.GetFileName(Path.GetDirectoryName(binaries)), out var version) ? version : 0;

    // A fair chance: memory for all of it, no vacuum in between, no compilation of plans that take microseconds.
    private static IEnumerable<string> Settings(string folder)
    {
        var buffers = Math.Min(3L << 10, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 23);
        string[] settings =
        [
            "listen_addresses=", $"unix_socket_directories={folder}", "max_connections=10",
            $"shared_buffers={buffers}MB", "maintenance_work_mem=512MB", "work_mem=64MB", "max_wal_size=8GB",
            "checkpoint_timeout=1h", "autovacuum=off", "jit=off", "max_parallel_workers_per_gather=0",
            "plan_cache_mode=force_generic_plan", "random_page_cost=1.1", "log_min_messages=fatal",
        ];
        return settings.SelectMany(setting => new[] { "-c", setting });
    }

    // setpriv also has the kernel end the server when we are gone; where it is missing, runuser must do.
    private static (string Program, string[] Arguments) AsOwner(string program, string[] arguments)
    {
        var root = Environment.IsPrivilegedProcess;
        string[] user = root ? [$"--reuid={Owner}", $"--regid={Owner}", "--init-groups"] : [];
        return File.Exists(Setpriv) ? (Setpriv, [.. user, "--pdeathsig=INT", program, .. arguments])
            : root ? ("runuser", ["-u", Owner, "--", program, .. arguments])
            : (program, arguments);
    }

    private void WaitUntilReady(CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using var connection = Connect();
                return;
            }
            catch (NpgsqlException error)
            {
                if (_server.HasExited || Stopwatch.GetElapsedTime(start) > StartsWithin || stop.IsCancellationRequested)
                {
                    Dispose();
                    stop.ThrowIfCancellationRequested();
                    throw new InvalidOperationException($"PostgreSQL does not start: {error.Message}", error);
                }

                Thread.Sleep(50);
            }
        }
    }

    private static void MustSucceed((string Program, string[] Arguments) command) =>
        MustSucceed(command.Program, command.Arguments);

    private static void MustSucceed(string program, string[] arguments, bool mayFail = false)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = process.StandardOutput.ReadToEndAsync();
        var complained = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0 && !mayFail)
        {
            throw new InvalidOperationException($"{program} failed: {complained.Trim()} {said.Result.Trim()}");
        }
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
