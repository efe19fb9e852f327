using System.Globalization;
using Scheduling.Domain.Tests;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Faults;

/// <summary>PostgreSQL goes away under load and comes back: work goes on by itself, and nothing is lost or
/// doubled.</summary>
public sealed class ServerOutageTests(ITestOutputHelper output) : IDisposable
{
    private const int AssignedBefore = 15;

    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("scheduling-outage-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task When_the_server_is_away_for_half_a_minute_everything_goes_on_where_it_was()
    {
        var folder = new LocalFolder(
            LocalFolder.HomeBelow(RepositoryFiles.PathOf(".")),
            string.Create(CultureInfo.InvariantCulture, $"outage-{Environment.ProcessId}"));
        var server = await LocalPostgres.Start(folder);
        try
        {
            await using var database = await TestDatabase.On(server, "outage");
            await using var town = await Town.On(database);
            await using var first = Serve(town);
            await using var second = Serve(town);
            var crowd = new Crowd(town);
            crowd.Come();
            await Until(town, AssignedBefore);

            await server.DisposeAsync();
            await Task.Delay(Outage);
            server = await LocalPostgres.Start(folder);
            var back = System.Diagnostics.Stopwatch.StartNew();
            var before = await Assigned(town);
            await Until(town, before + 1);
            output.WriteLine(FormattableString.Invariant(
                $"{before} dates before the outage; the next {back.Elapsed.TotalSeconds:f1} s after it"));

            await Until(town, before + AssignedBefore);
            await crowd.Go();
            first.HasEnded.Should().BeFalse("the node said: {0}", first.Output);
            second.HasEnded.Should().BeFalse("the node said: {0}", second.Output);
            await Sound.Check(database, _folder);
        }
        finally
        {
            await server.DisposeAsync();
            Remove(folder);
        }
    }

    private static HostProcess Serve(Town town) =>
        HostProcess.Start(
            town.Database.Database.Connection, "serve", "--url", "http://127.0.0.1:0", "--frozen-at",
            "2026-09-07T08:00:00Z");

    private static async Task Until(Town town, long assigned)
    {
        while (await Assigned(town) < assigned)
        {
            await Task.Delay(50);
        }
    }

    // Connections that the pool kept may be those of the server before.
    private static async Task<long> Assigned(Town town)
    {
        while (true)
        {
            try
            {
                return await town.Database.Number(
                    $"select count(*) from scheduling.mt_events where type = 'slot_assigned'");
            }
            catch (Npgsql.NpgsqlException)
            {
                await Task.Delay(50);
            }
        }
    }

    private static void Remove(LocalFolder folder)
    {
        Directory.Delete(folder.Root, recursive: true);
        File.Delete($"{folder.Root}.lock");
    }
}
