using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Tests.Support;

/// <summary>
/// A Host in a process of its own, which can be killed, and does not outlive the test run: it is killed when the input
/// of the shell that guards it ends, which this process holds open.
/// </summary>
public sealed partial class HostProcess : IAsyncDisposable
{
    private const string Guard = """
        exec 3<&0
        "$@" 3<&- </dev/null &
        host=$!
        { cat; kill -KILL $host; } <&3 3<&- >/dev/null 2>&1 &
        watch=$!
        exec 3<&-
        trap 'kill -TERM $host' TERM
        wait $host
        result=$?
        while kill -0 $host 2>/dev/null; do wait $host; result=$?; done
        kill $watch 2>/dev/null
        exit $result
        """;

    private readonly Process _guard;
    private readonly StringBuilder _output = new();
    private readonly Task _read;

    private HostProcess(Process guard)
    {
        _guard = guard;
        _read = Task.WhenAll(Read(guard.StandardOutput), Read(guard.StandardError));
    }

    /// <summary>What it said.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    public bool HasEnded => _guard.HasExited;

    /// <param name="connection">Of the database.</param>
    /// <param name="arguments">A command of the Host.</param>
    public static HostProcess Start(string connection, params ReadOnlySpan<string> arguments) =>
        Start(connection, [], arguments);

    /// <param name="connection">Of the database.</param>
    /// <param name="settings">Environment variables.</param>
    /// <param name="arguments">A command of the Host.</param>
    public static HostProcess Start(
        string connection, IEnumerable<(string Name, string Value)> settings, params ReadOnlySpan<string> arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "scheduling-host.dll");
        var start = new ProcessStartInfo("/bin/sh", ["-c", Guard, "sh", "dotnet", program, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        start.Environment[Database.ConnectionVariable] = connection;
        return new HostProcess(Process.Start(start)!);
    }

    /// <summary>Waits until it serves.</summary>
    /// <returns>Where it answers HTTP.</returns>
    public async Task<string> Url()
    {
        while (!HasEnded)
        {
            if (Listening().Match(Output) is { Success: true } said)
            {
                return said.Groups[1].Value;
            }

            await Task.Delay(20);
        }

        throw new InvalidOperationException($"The Host ended: {Output}");
    }

    /// <summary>Waits for its end.</summary>
    /// <returns>Its exit code.</returns>
    public async Task<int> End()
    {
        await _guard.WaitForExitAsync();
        await _read;
        return _guard.ExitCode;
    }

    /// <summary>Waits for its end, which must be a good one.</summary>
    public async Task EndWell() => (await End()).Should().Be(0, "the Host said: {0}", Output);

    /// <summary>Waits until it has said something.</summary>
    /// <returns>The first match.</returns>
    public async Task<Match> UntilItSays(Regex something)
    {
        while (true)
        {
            if (something.Match(Output) is { Success: true } match)
            {
                return match;
            }

            HasEnded.Should().BeFalse("it said: {0}", Output);
            await Task.Delay(20);
        }
    }

    /// <summary><c>kill -TERM</c>: it is told to stop.</summary>
    public async Task Terminate()
    {
        using var kill = Process.Start("kill", ["-TERM", _guard.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task Kill()
    {
        _guard.StandardInput.Close();
        await _guard.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Kill();
        await _read;
        _guard.Dispose();
    }

    [GeneratedRegex(@"(http://127\.0\.0\.1:\d+)")]
    private static partial Regex Listening();

    private async Task Read(StreamReader from)
    {
        while (await from.ReadLineAsync() is { } line)
        {
            lock (_output)
            {
                _output.AppendLine(line);
            }
        }
    }
}
