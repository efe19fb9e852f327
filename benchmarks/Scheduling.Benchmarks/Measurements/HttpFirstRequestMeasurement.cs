using System.Diagnostics;
using Scheduling.Benchmarks.Measuring;
using Scheduling.Benchmarks.Postgres;
using Scheduling.Benchmarks.Reporting;
using Scheduling.Host.Storage;

namespace Scheduling.Benchmarks.Measurements;

/// <summary>How long somebody waits who starts a Host.</summary>
internal sealed class HttpFirstRequestMeasurement : IMeasurement
{
    private const string Serving = "serving on ";

    public string Name => "http-first-request";

    public string Question => "How long from the start of the Host to its first answer, on an empty database?";

    public bool IsQuick => true;

    public void Measure(Session session, Result result)
    {
        if (PrivatePostgres.FindBinaries() is null)
        {
            result.Notes.Add("No PostgreSQL is installed here; nothing was measured.");
            return;
        }

        var (server, alone, both) = (new Rounds(), new Rounds(), new Rounds());
        for (var round = 0; round <= session.Rounds; round++)
        {
            session.At($"round {round} of {session.Rounds}");
            var home = Directory.CreateTempSubdirectory("pcz-first-").FullName;
            if (!OperatingSystem.IsWindows())
            {
                // The server runs as somebody else where the user is root.
                File.SetUnixFileMode(home, (UnixFileMode)0b111_101_101);
            }

            try
            {
                var start = Stopwatch.GetTimestamp();
                var folder = new LocalFolder(home, "first", ephemeral: true);
                var postgres = LocalPostgres.Start(folder, session.Stop).GetAwaiter().GetResult();
                var started = Stopwatch.GetElapsedTime(start);
                try
                {
                    var host = FirstAnswer(postgres.ConnectionTo("postgres"), home, session.Stop)
                        .GetAwaiter().GetResult();
                    if (round > 0)
                    {
                        server.Add(started.TotalSeconds);
                        alone.Add(host.TotalSeconds);
                        both.Add((started + host).TotalSeconds);
                    }
                }
                finally
                {
                    postgres.DisposeAsync().AsTask().GetAwaiter().GetResult();
                }
            }
            finally
            {
                Directory.Delete(home, recursive: true);
            }
        }

        var table = result.Table(
            "From the start of the process to the answer of GET /health/ready", "what", "time", "spread", "longest");
        Row("PostgreSQL runs, its database is empty", "host", alone);
        Row("a private PostgreSQL is made and started", "server", server);
        Row("both, as in a first ./run host", "both", both);
        result.Notes.Add(
            "The Host makes its schema, reads its policies, begins to own matchers and read models, and listens. It is "
            + "a process of its own, as it was built for release, without the time of the build.");

        void Row(string name, string key, Rounds seconds)
        {
            table.Row(
                name, Figure.Nanoseconds(seconds.Median * 1e9), Figure.Percent(seconds.Spread),
                Figure.Nanoseconds(seconds.Max * 1e9));
            result.Values[$"{key}.seconds"] = seconds.Median;
        }
    }

    private static async Task<TimeSpan> FirstAnswer(string connection, string folder, CancellationToken stop)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "scheduling-host.dll");
        var start = new ProcessStartInfo("dotnet", [program, "serve", "--url", "http://127.0.0.1:0"])
        {
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        start.Environment[Database.ConnectionVariable] = connection;
        using var client = new HttpClient();
        var begin = Stopwatch.GetTimestamp();
        using var host = Process.Start(start)!;
        try
        {
            while (await host.StandardError.ReadLineAsync(stop) is { } line)
            {
                if (line.StartsWith(Serving, StringComparison.Ordinal))
                {
                    var url = line[Serving.Length..line.IndexOf(',', StringComparison.Ordinal)];
                    using var answer = await client.GetAsync(new Uri($"{url}/health/ready"), stop);
                    answer.EnsureSuccessStatusCode();
                    return Stopwatch.GetElapsedTime(begin);
                }
            }

            throw new InvalidOperationException("The Host ended before it served.");
        }
        finally
        {
            host.Kill();
            await host.WaitForExitAsync(CancellationToken.None);
        }
    }
}
