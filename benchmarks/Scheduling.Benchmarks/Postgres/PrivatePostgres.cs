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
    /// <param name="settings">What it is told besides where it lives, such as <c>jit=off</c>.</param>
    /// <exception cref="InvalidOperationException">It does not start; the message has its last words.</exception>
    public static PrivatePostgres Start(string binaries, IEnumerable<string> settings, CancellationToken stop)
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
            var (program, arguments) = AsOwner(Path.Combine(binaries, "postgres"),
                ["-D", data, .. Arguments([.. Socket(folder), .. settings])]);
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

    /// <summary>How to reach one of its databases.</summary>
    public string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = _folder,
            Username = Owner,
            Database = database,
            CommandTimeout = 0,
        }.ConnectionString;

    public NpgsqlConnection Connect()
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(ConnectionTo(Owner)) { Pooling = false }.ConnectionString);
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

    private static string[] Socket(string folder) => ["listen_addresses=", $"unix_socket_directories={folder}"];

    private static IEnumerable<string> Arguments(IEnumerable<string> settings) =>
        settings.SelectMany(setting => new[] { "-c", setting });

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
