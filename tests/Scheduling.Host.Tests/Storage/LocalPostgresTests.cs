using System.Diagnostics;
using System.Globalization;
using Npgsql;
using Scheduling.Domain.Tests;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Storage;

/// <summary>The private server: there when it is wanted, gone when its owner is, never root's.</summary>
public sealed class LocalPostgresTests(Postgres postgres)
{
    private static readonly string Home = LocalFolder.HomeBelow(RepositoryFiles.PathOf("."));

    [Fact]
    public async Task What_a_server_held_is_there_again_after_a_restart()
    {
        var folder = FolderFor("restart", ephemeral: false);
        await using (var first = await LocalPostgres.Start(folder))
        {
            await Execute(first, "create table kept as select 1 as one");
        }

        await using (var second = await LocalPostgres.Start(folder))
        {
            await Execute(second, "select one from kept");
        }

        Remove(folder);
    }

    [Fact]
    public async Task A_server_without_a_future_is_not_run_by_root_and_leaves_nothing()
    {
        var folder = FolderFor("gone", ephemeral: true);
        await using (var server = await LocalPostgres.Start(folder))
        {
            await Execute(server, "select 1");
            var process = File.ReadLines(Path.Combine(folder.Data, "postmaster.pid")).First();
            File.ReadLines($"/proc/{process}/status").Single(line => line.StartsWith("Uid:", StringComparison.Ordinal))
                .Split('\t')[1].Should().NotBe("0");
        }

        Directory.Exists(folder.Root).Should().BeFalse();
    }

    [Fact]
    public async Task Who_comes_second_shares_the_server_and_does_not_stop_it()
    {
        var folder = FolderFor("shared", ephemeral: true);
        await using var owner = await LocalPostgres.Start(folder);
        await using (var guest = await LocalPostgres.Start(FolderFor("shared", ephemeral: true)))
        {
            await Execute(guest, "create table met as select 1 as one");
        }

        await Execute(owner, "select one from met");
    }

    [Fact]
    public async Task A_server_stops_when_its_owner_is_killed()
    {
        var folder = FolderFor("killed", ephemeral: false);
        using var owner = StartHost("database", "--home", Home, "--name", folder.Name);
        (await owner.StandardOutput.ReadLineAsync()).Should().Contain(folder.Socket);
        owner.Kill();
        await owner.WaitForExitAsync();

        await UntilGone(Path.Combine(folder.Data, "postmaster.pid"));

        // And another owner finds everything in order.
        await using (var next = await LocalPostgres.Start(folder))
        {
            await Execute(next, "select 1");
        }

        Remove(folder);
    }

    [Fact]
    public void A_long_path_gets_a_socket_elsewhere() =>
        new LocalFolder("/" + new string('x', 90), "main").Socket.Length.Should().BeLessThan(80);

    [Fact]
    public async Task Databases_are_cloned_beside_each_other()
    {
        var databases = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => postgres.NewDatabase()));
        foreach (var database in databases)
        {
            (await database.Number($"select count(*) from scheduling.mt_events")).Should().Be(0);
            await database.DisposeAsync();
        }

        databases.Select(database => database.Name).Should().OnlyHaveUniqueItems();
    }

    private static LocalFolder FolderFor(string name, bool ephemeral) =>
        new(Home, string.Create(CultureInfo.InvariantCulture, $"test-{Environment.ProcessId}-{name}"), ephemeral);

    private static Process StartHost(params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "scheduling-host.dll");
        return Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
        })!;
    }

    private static async Task Execute(LocalPostgres server, string sql)
    {
        await using var source = NpgsqlDataSource.Create(server.ConnectionTo("postgres"));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task UntilGone(string file)
    {
        while (File.Exists(file))
        {
            await Task.Delay(50);
        }
    }

    private static void Remove(LocalFolder folder)
    {
        Directory.Delete(folder.Root, recursive: true);
        File.Delete(folder.Root + ".lock");
    }
}
