using System.Diagnostics;
using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Auditing;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Matching;

/// <summary>Nodes in processes of their own, killed while they work.</summary>
public sealed class KilledNodesTests(Postgres postgres)
{
    private const int Patients = 40;

    [Fact]
    public async Task Nodes_that_are_killed_lose_nothing_and_give_nothing_twice()
    {
        await using var town = await Town.New(postgres);
        var nodes = new[] { Start(town), Start(town) };
        try
        {
            for (var i = 0; i < Patients; i++)
            {
                var patient = new Somebody($"patient {i}", i + 1) { Criteria = Criteria.None };
                await town.Accept(Actor.System, patient.Refer);
                await town.Accept(Cast.ByIkp, patient.Join);
                await town.Accept(Cast.NearStaff, TermOf(i).Publish);
                if (i % 10 == 9)
                {
                    // One that owns the scope, sooner or later; the other takes over, and another comes in its place.
                    var victim = i / 10 % nodes.Length;
                    await Until(town, i / 2);
                    await Kill(nodes[victim]);
                    nodes[victim] = Start(town);
                }
            }

            await Until(town, Patients);
        }
        finally
        {
            foreach (var node in nodes)
            {
                await Kill(node);
            }
        }

        (await Count(town, "slot_assigned")).Should().Be(Patients);
        (await Count(town, "appointment_booked")).Should().Be(Patients);
        (await new Auditor(town.Database.Source, town.Store).Audit()).Should().BeEmpty();
    }

    private static Process Start(Town town)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "scheduling-host.dll");
        var start = new ProcessStartInfo("dotnet", [program, "serve", "--frozen-at", "2026-09-07T08:00:00Z"]);
        start.Environment[Database.ConnectionVariable] = town.Database.Database.Connection;
        return Process.Start(start)!;
    }

    private static async Task Kill(Process node)
    {
        node.Kill();
        await node.WaitForExitAsync();
        node.Dispose();
    }

    private static async Task Until(Town town, int assigned)
    {
        while (await Count(town, "entry_assigned") < assigned)
        {
            await Task.Delay(50);
        }
    }

    private static Term TermOf(int number) =>
        new($"slot {number}", Cast.Near, new LocalDateTime(2026, 9, 21, 8, 0).PlusMinutes(10 * number));

    private static Task<long> Count(Town town, string type) =>
        town.Database.Number($"select count(*) from scheduling.mt_events where type = {type}");
}
