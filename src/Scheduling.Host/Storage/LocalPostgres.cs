using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Scheduling.Host.Storage;

/// <summary>
/// A PostgreSQL of our own for a local run or a test run: made by <c>initdb</c>, reached by a unix socket only, never
/// run as root. It lives as long as the process that started it, also when that is killed.
/// </summary>
/// <remarks>
/// The server is the child of a small shell that waits for the end of its input, which this process holds open: however
/// the process ends, the shell notices and stops the server. A lock file tells who owns a data folder; what a killed
/// shell left behind is cleared away by the next start.
/// </remarks>
public sealed class LocalPostgres : IAsyncDisposable
{
    private const string User = "poczekalnia";
    private const int Port = 5432;
    private static readonly TimeSpan StartMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopMax = TimeSpan.FromSeconds(30);

    // $1 folder, $2 yes when it goes away at the end, the rest: the server with its arguments.
    private const string Guard = """
        trap '' INT TERM HUP
        folder=$1 ephemeral=$2; shift 2
        tries=0
        while [ -f "$folder/data/postmaster.pid" ] && [ $tries -lt 300 ] \
            && kill -0 "$(head -n 1 "$folder/data/postmaster.pid")" 2>/dev/null; do
            tries=$((tries + 1)); sleep 0.1
        done
        "$@" </dev/null >>"$folder/log" 2>&1 &
        server=$!
        cat >/dev/null
        if [ "$ephemeral" = yes ]; then kill -QUIT $server; else kill -INT $server; fi 2>/dev/null
        wait $server
        if [ "$ephemeral" = yes ]; then rm -rf "$folder"; fi
        """;

    private readonly FileStream? _owned;
    private readonly Process? _guard;

    private LocalPostgres(LocalFolder folder, FileStream? owned, Process? guard) =>
        (Folder, _owned, _guard) = (folder, owned, guard);

    /// <summary>Where its data and its socket lie.</summary>
    public LocalFolder Folder { get; }

    /// <summary>
    /// Starts the server of a folder, and makes its data first where there are none. Where another process runs it
    /// already it is shared, and stops when that process ends.
    /// </summary>
    /// <exception cref="InvalidOperationException">No PostgreSQL is installed, or it does not start.</exception>
    public static async Task<LocalPostgres> Start(LocalFolder folder, CancellationToken stop = default)
    {
        folder.Create();
        var owned = folder.TryOwn();
        if (owned is null)
        {
            var shared = new LocalPostgres(folder, null, null);
            await shared.WaitUntilReady(stop);
            return shared;
        }

        Process? guard = null;
        try
        {
            folder.ClearWhatOthersLeft();
            var binaries = PostgresBinaries.Find();
            Initialise(folder, binaries);
            guard = StartServer(folder, binaries);
            var started = new LocalPostgres(folder, owned, guard);
            await started.WaitUntilReady(stop);
            return started;
        }
        catch
        {
            guard?.StandardInput.Close();
            await owned.DisposeAsync();
            throw;
        }
    }

    /// <summary>How to reach one of its databases.</summary>
    public string ConnectionTo(string database) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = Folder.Socket,
            Port = Port,
            Username = User,
            Database = database,
        }.ConnectionString;

    /// <summary>Stops the server, if this process started it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_guard is not null)
        {
            _guard.StandardInput.Close();
            using var patience = new CancellationTokenSource(StopMax);
            await _guard.WaitForExitAsync(patience.Token);
            _guard.Dispose();
        }

        if (_owned is not null)
        {
            await _owned.DisposeAsync();
        }
    }

    private static void Initialise(LocalFolder folder, PostgresBinaries binaries)
    {
        if (File.Exists(Path.Combine(folder.Data, "PG_VERSION")))
        {
            return;
        }

        var sync = folder.Ephemeral ? (string[])["--no-sync"] : [];
        folder.RunAsServer(
            [binaries.PathOf("initdb"), "-D", folder.Data, "-U", User, "--auth=trust", "--encoding=UTF8",
                "--locale=C", .. sync]);
    }

    private static Process StartServer(LocalFolder folder, PostgresBinaries binaries)
    {
        List<string> server =
        [
            binaries.PathOf("postgres"), "-D", folder.Data, "-p", $"{Port}", "-c", "listen_addresses=",
            "-c", $"unix_socket_directories={folder.Socket}", "-c", "unix_socket_permissions=0700",
            "-c", "max_connections=200", "-c", "shared_buffers=256MB", "-c", "timezone=UTC", "-c", "jit=off",
        ];
        if (folder.Ephemeral)
        {
            server.AddRange(
                ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off",
                    "-c", "max_wal_size=4GB", "-c", "log_min_messages=fatal"]);
        }

        // A session of its own: Ctrl-C is for the Host, which stops its server when it is done.
        string[] session = File.Exists("/usr/bin/setsid") ? ["/usr/bin/setsid"] : [];
        var start = folder.AsServer(
            [.. session, "/bin/sh", "-c", Guard, "sh", folder.Root, folder.Ephemeral ? "yes" : "no", .. server]);
        start.RedirectStandardInput = true;
        return Process.Start(start)!;
    }

    private async Task WaitUntilReady(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(StartMax);
        var settings = new NpgsqlConnectionStringBuilder(ConnectionTo("postgres")) { Pooling = false, Timeout = 5 };
        while (true)
        {
            try
            {
                await using var connection = new NpgsqlConnection(settings.ConnectionString);
                await connection.OpenAsync(patience.Token);
                return;
            }
            catch (Exception failed) when (failed is NpgsqlException or OperationCanceledException)
            {
                stop.ThrowIfCancellationRequested();
                if (patience.IsCancellationRequested || _guard is { HasExited: true })
                {
                    throw new InvalidOperationException($"PostgreSQL does not start: {Folder.LastWords}", failed);
                }
            }

            await Task.Delay(20, stop);
        }
    }
}

/// <summary>The folder of a private PostgreSQL, and the user it runs as.</summary>
public sealed class LocalFolder
{
    // 107 bytes is what a socket's address holds; the server appends "/.s.PGSQL.5432" and, for a moment, ".lock".
    private const int SocketFolderMax = 80;
    private static readonly string[] ServerUsers = ["postgres", "nobody"];

    private readonly string _home;
    private readonly string? _user;

    /// <param name="home">Holds the folders of all private servers of this user.</param>
    /// <param name="name">Of this one: lower-case letters, digits and hyphens.</param>
    /// <param name="ephemeral">Whether the data are worth nothing afterwards: they go away with the server.</param>
    public LocalFolder(string home, string name, bool ephemeral = false)
    {
        _home = Path.GetFullPath(home);
        Name = name;
        Ephemeral = ephemeral;
        _user = Environment.IsPrivilegedProcess ? ServerUsers.First(Exists) : null;
        Root = Path.Combine(_home, name);
        var beside = Path.Combine(Root, "socket");
        Socket = Encoding.UTF8.GetByteCount(beside) <= SocketFolderMax
            ? beside
            : Path.Combine(Path.GetTempPath(), $"scheduling-{ShortHashOf(Root)}");
    }

    /// <summary>Where private servers lie: root has one place for all, anybody else one below the folder
    /// given.</summary>
    public static string HomeBelow(string folder) =>
        Environment.IsPrivilegedProcess ? "/var/lib/poczekalnia" : Path.Combine(folder, ".local");

    public string Name { get; }

    public string Root { get; }

    public bool Ephemeral { get; }

    /// <summary>The server's data.</summary>
    public string Data => Path.Combine(Root, "data");

    /// <summary>The folder of the server's socket, beside the data unless that path is too long.</summary>
    public string Socket { get; }

    /// <summary>The end of the server's log.</summary>
    public string LastWords
    {
        get
        {
            var log = Path.Combine(Root, "log");
            return File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(20)) : "there is no log";
        }
    }

    internal void Create()
    {
        if (_user is null)
        {
            Directory.CreateDirectory(_home);
        }
        else
        {
            Run(new ProcessStartInfo("/usr/bin/install", ["-d", "-o", _user, "-m", "0755", _home]));
        }
    }

    /// <summary>Takes the lock of this folder; nothing when another process has it.</summary>
    internal FileStream? TryOwn()
    {
        if (TryLock($"{Root}.lock") is not { } owned)
        {
            return null;
        }

        RunAsServer(["/bin/mkdir", "-p", "-m", "0700", Root, Socket]);
        return owned;
    }

    /// <summary>Clears away the folders of runs that were killed together with their guards.</summary>
    internal void ClearWhatOthersLeft()
    {
        if (!Ephemeral)
        {
            return;
        }

        foreach (var path in Directory.EnumerateFiles(_home, "test-*.lock"))
        {
            using var orphan = TryLock(path);
            if (orphan is null)
            {
                continue;
            }

            var other = new LocalFolder(_home, Path.GetFileNameWithoutExtension(path), ephemeral: true);
            RunAsServer(["/bin/sh", "-c", ClearAway, "sh", other.Root, other.Socket]);
            File.Delete(path);
        }
    }

    /// <summary>A program that will run as the user of the server.</summary>
    internal ProcessStartInfo AsServer(IReadOnlyList<string> command)
    {
        string[] change = _user is null ? []
            : File.Exists("/usr/bin/setpriv")
                ? ["/usr/bin/setpriv", $"--reuid={_user}", $"--regid={GroupOf(_user)}", "--clear-groups"]
                : ["/usr/sbin/runuser", "-u", _user, "--"];
        string[] whole = [.. change, .. command];
        return new ProcessStartInfo(whole[0], whole[1..]) { WorkingDirectory = "/" };
    }

    internal void RunAsServer(IReadOnlyList<string> command) => Run(AsServer(command));

    private const string ClearAway = """
        pid=$1/data/postmaster.pid
        if [ -f "$pid" ]; then kill -QUIT "$(head -n 1 "$pid")" 2>/dev/null; sleep 0.5; fi
        rm -rf "$1" "$2"
        """;

    private static FileStream? TryLock(string path)
    {
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static void Run(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{start.FileName} {string.Join(' ', start.ArgumentList)} failed: {errors.GetAwaiter().GetResult()}");
        }
    }

    private static bool Exists(string user) => AccountOf(user) is not null;

    private static string GroupOf(string user) => AccountOf(user)!.Split(':')[3];

    private static string? AccountOf(string user) =>
        File.ReadLines("/etc/passwd").FirstOrDefault(line => line.StartsWith(user + ":", StringComparison.Ordinal));

    private static string ShortHashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}
