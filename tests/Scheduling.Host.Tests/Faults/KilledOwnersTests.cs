using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Faults;

/// <summary>
/// Nodes in processes of their own on one database under load: who owns the scope is killed, and another takes over.
/// </summary>
public sealed class KilledOwnersTests(Postgres postgres, ITestOutputHelper output) : IDisposable
{
    private const int Kills = 2;
    private const int AssignedBetweenKills = 15;

    // What the design promises of who owns it. That work goes on is held to the bound of a whole start, for on a
    // machine that is busy with other tests a node needs a while to read and to warm up.
    private static readonly TimeSpan TakeoverMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(30);

    private readonly string _folder = Directory.CreateTempSubdirectory("scheduling-owners-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Who_owns_a_scope_may_be_killed_and_another_takes_over_and_nothing_is_lost(int count)
    {
        await using var town = await Town.New(postgres);
        await town.Database.Execute($"""
            create table assigned_by (node text not null, at timestamptz not null default clock_timestamp())
            """);
        await town.Database.Execute($"""
            create function note_assigned() returns trigger language plpgsql as 'begin
                insert into assigned_by (node)
                select current_setting(''application_name'') from added where type = ''slot_assigned'';
                return null; end'
            """);
        await town.Database.Execute($"""
            create trigger assigned after insert on scheduling.mt_events referencing new table as added
                for each statement execute function note_assigned()
            """);
        var nodes = new Dictionary<string, HostProcess>();
        try
        {
            var crowd = new Crowd(town);
            for (var i = 0; i < count; i++)
            {
                await Start(town, nodes, i);
            }

            crowd.Come();
            for (var kill = 0; kill < Kills; kill++)
            {
                var (owned, worked) = await KillOwner(town, nodes);
                output.WriteLine(
                    $"{count} nodes, kill {kill + 1}: another owns the scope after {owned.TotalSeconds:f2} s, "
                    + $"the next date is given after {worked.TotalSeconds:f2} s");
                owned.Should().BeLessThan(TakeoverMax);
                worked.Should().BeLessThan(ReadyMax);
                await Start(town, nodes, count + kill);
            }

            await crowd.Go();
            output.WriteLine($"{crowd.Patients} patients");
        }
        finally
        {
            foreach (var node in nodes.Values)
            {
                await node.DisposeAsync();
            }
        }

        await Sound.Check(town.Database, _folder);
    }

    /// <summary>Starts a node and waits until it stands by.</summary>
    private static async Task Start(Town town, Dictionary<string, HostProcess> nodes, int number)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"node-{number}");
        nodes.Add(name, HostProcess.Start(
            $"{town.Database.Database.Connection};Application Name={name}", "serve", "--url",
            "http://127.0.0.1:0", "--frozen-at",
            "2026-09-07T08:00:00Z"));
        var control = $"{name} control";
        while (await town.Database.Number(
            $"select count(*) from pg_stat_activity where application_name = {control}") == 0)
        {
            await Task.Delay(20);
        }
    }

    /// <summary>Kills the owner of the scope in the middle of its work.</summary>
    /// <returns>After how long somebody else owned it, and after how long somebody was given something, by the clock of
    /// the server.</returns>
    private static async Task<(TimeSpan Owned, TimeSpan Worked)> KillOwner(
        Town town, Dictionary<string, HostProcess> nodes)
    {
        var before = await Assigned(town);
        while (await Assigned(town) < before + AssignedBetweenKills)
        {
            await Task.Delay(20);
        }

        var owner = (await OwnerOf(town))!;
        var killed = await Now(town);
        await nodes[owner].Kill();
        await nodes[owner].DisposeAsync();
        nodes.Remove(owner);
        while (await OwnerOf(town) is not { } other || other == owner)
        {
            await Task.Delay(10);
        }

        var owned = await Now(town) - killed;
        while (true)
        {
            var next = await town.Database.Rows($"""
                select (extract(epoch from min(at)) * 1000)::bigint from assigned_by
                where node <> {owner} and at > to_timestamp({killed} / 1000.0)
                """);
            if (next[0] != "-")
            {
                var worked = long.Parse(next[0], CultureInfo.InvariantCulture) - killed;
                return (TimeSpan.FromMilliseconds(owned), TimeSpan.FromMilliseconds(worked));
            }

            await Task.Delay(20);
        }
    }

    // What a scope's matcher is locked by in the key space of ownership.
    private static async Task<string?> OwnerOf(Town town)
    {
        var key = BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"matcher/{Cast.Cardiology}")));
        var name = await town.Database.Rows($"""
            select a.application_name from pg_locks l join pg_stat_activity a on a.pid = l.pid
            where l.locktype = 'advisory' and l.objsubid = 2 and l.classid = 11 and l.granted
                and l.objid::bigint = ({key}::bigint & 4294967295)
                and l.database = (select oid from pg_database where datname = current_database())
            """);
        return name.SingleOrDefault()?.Split(' ')[0];
    }

    private static Task<long> Now(Town town) =>
        town.Database.Number($"select (extract(epoch from clock_timestamp()) * 1000)::bigint");

    private static Task<long> Assigned(Town town) => town.Database.Number($"select count(*) from assigned_by");
}
