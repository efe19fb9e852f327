using System.Globalization;
using Poczekalnia.Reporting;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Faults;

/// <summary>
/// A whole run of the simulator, given to the Host as its users would: applied, killed in the middle, applied again,
/// exported and checked. The histories tell the same.
/// </summary>
/// <remarks>
/// <c>HOST_SCENARIO=cardiology-poland HOST_DAYS=7 ./test A_run_that_is_applied</c> does so with the country's week.
/// </remarks>
public sealed class AppliedRunTests(Postgres postgres, ITestOutputHelper output) : IDisposable
{
    private const int Kills = 2;

    private readonly string _folder = Directory.CreateTempSubdirectory("scheduling-applied-").FullName;

    private static string Scenario => Environment.GetEnvironmentVariable("HOST_SCENARIO") ?? "tiny";

    private static int? Days =>
        Environment.GetEnvironmentVariable("HOST_DAYS") is { } days
            ? int.Parse(days, CultureInfo.InvariantCulture)
            : null;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_run_that_is_applied_and_killed_in_the_middle_comes_to_the_same_as_in_the_simulator()
    {
        ScenarioRun.Execute(new RunRequest(Scenario, null, Days, null, _folder));
        var path = Path.Combine(_folder, "case.ndjson");
        var told = History.Of(path);
        await using var database = await postgres.NewDatabase();
        for (var kill = 1; kill <= Kills; kill++)
        {
            await using var host = HostProcess.Start(database.Database.Connection, "apply", path);
            while (!host.HasEnded && await Events(database) < told.Events * kill / (Kills + 1))
            {
                await Task.Delay(5);
            }

            host.HasEnded.Should().BeFalse("it is killed in the middle, and not at the end: {0}", host.Output);
            await host.Kill();
        }

        await using (var host = HostProcess.Start(database.Database.Connection, "apply", path))
        {
            await host.EndWell();
            output.WriteLine(host.Output);
            host.Output.Should().Contain("were answered before").And.Contain(" 0 answered otherwise");
        }

        (await Sound.Check(database, _folder)).DifferencesFrom(told).Should().BeEmpty();
    }

    private static Task<long> Events(TestDatabase database) =>
        database.Number($"select case when is_called then last_value else 0 end from scheduling.mt_events_sequence");
}
