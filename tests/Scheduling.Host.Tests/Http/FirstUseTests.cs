using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Scheduling.Domain.Tests;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Http;

/// <summary>The lines with which the README shows the engine do what it says of them.</summary>
public sealed partial class FirstUseTests(Postgres postgres) : IDisposable
{
    private static readonly TimeSpan LongEnough = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("scheduling-first-use-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_ten_lines_of_the_README_end_with_a_freed_date_given_to_who_waits_and_the_notice_of_it()
    {
        var lines = Lines().Match(RepositoryFiles.Read("README.md")).Groups["lines"].Value.TrimEnd('\n');
        lines.Split('\n').Should().HaveCount(10);
        Directory.CreateDirectory(Path.Combine(_folder, "docs"));
        File.Copy(RepositoryFiles.PathOf("docs/first-use.sh"), Path.Combine(_folder, "docs", "first-use.sh"));

        // What ./run would build first is built already.
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "run"),
            $"#!/bin/sh\nshift\nexec dotnet '{AppContext.BaseDirectory}scheduling-host.dll' \"$@\"\n");
        await using var database = await postgres.NewDatabase();

        var said = await Bash($"chmod +x run; trap 'kill $(jobs -p)' EXIT\n{lines}\n", database.Database.Connection);

        said.Should().Contain("\"state\":\"assigned\"").And.NotContain("\"code\":");
        said.TrimEnd().Split('\n').Last(line => line.StartsWith('{'))
            .Should().Contain("\"kind\":\"free-date-appeared\"").And.Contain("\"to\":\"bela@example.org\"");
    }

    private async Task<string> Bash(string script, string connection)
    {
        var start = new ProcessStartInfo("bash", ["-c", script])
        {
            WorkingDirectory = _folder, RedirectStandardOutput = true, RedirectStandardError = true,
            Environment =
            {
                [Database.ConnectionVariable] = connection,
                ["POCZEKALNIA_URL"] = $"http://127.0.0.1:{FreePort()}",
                ["POCZEKALNIA_KEYS"] = Path.Combine(_folder, "keys"),
                ["POCZEKALNIA_NOTICE_FOLDER"] = Path.Combine(_folder, "notices"),
            },
        };
        using var bash = Process.Start(start)!;
        using var tooLong = new CancellationTokenSource(LongEnough);
        var (output, errors) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        try
        {
            await bash.WaitForExitAsync(tooLong.Token);
        }
        finally
        {
            bash.Kill(entireProcessTree: true);
        }

        return $"{await errors}\n{await output}";
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    [GeneratedRegex(@"```bash\n(?<lines>\./run host &.*?)```", RegexOptions.Singleline)]
    private static partial Regex Lines();
}
