using Scheduling.Domain;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Auditing;
using Scheduling.Host.ReadModels;
using Scheduling.Host.Tests.ReadModels;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Faults;

/// <summary>
/// <c>kill -9</c> of a rebuild: while its tables are made, while they are filled, and on either side of the exchange.
/// What is served is never harmed, and whoever starts again comes to the end.
/// </summary>
public sealed class KilledRebuildTests(Postgres postgres)
{
    private static readonly ReadModel Reports = ReadModel.All.Single(model => model.Name == "reports");

    // It writes positions so often: it forgets where an earlier attempt was, it has filled its tables, the served model
    // moves there with the exchange, and it forgets its own.
    private const int Writes = 4;

    [Fact]
    public async Task Killed_anywhere_it_is_simply_started_again_and_what_is_served_was_never_harmed()
    {
        await using var town = await Town.New(postgres);
        await Refer(town, 20);
        var reader = new ReadModelReader(town.Database.Source, town.Store, Reports);
        await reader.CatchUp();
        await using var points = new KillPoints(town.Database);
        await points.Set([], []);

        for (var write = 1; write <= Writes; write++)
        {
            var served = await Tables.Dump(town.Database);
            await points.Add(new KillPoint(KillPoints.Otherwise, await points.CountAll() + write));
            await using var host = HostProcess.Start(town.Database.Database.Connection, "rebuild", Reports.Name);
            var held = await Held(host, points);
            held.Should().NotBeNull("write {0} is reached: {1}", write, host.Output);
            await host.Kill();
            await points.LetGo(held!.Value, isDone: false);

            (await Tables.Dump(town.Database)).Should().Equal(served, "it was killed in write {0}", write);
            await Refer(town, 1);
            await reader.CatchUp();
            (await Audit(town)).Should().BeEmpty();
        }

        var kept = await Tables.Dump(town.Database);
        await using (var host = HostProcess.Start(town.Database.Database.Connection, "rebuild", Reports.Name))
        {
            await host.EndWell();
        }

        (await Tables.Dump(town.Database)).Should().Equal(kept).And.HaveCountGreaterThan(20);
        (await ReadModelStatus.OfAll(town.Database.Source, town.Store))
            .Should().OnlyContain(each => each.NextPosition == null);
        (await town.Database.Number(
            $"select count(*) from pg_class where relnamespace = 'read_next'::regnamespace")).Should().Be(0);
        (await Audit(town)).Should().BeEmpty();
    }

    private static Task<IReadOnlyList<Finding>> Audit(Town town) =>
        new Auditor(town.Database.Source, town.Store).Audit();

    private static async Task<int?> Held(HostProcess host, KillPoints points)
    {
        while (!host.HasEnded)
        {
            if (await points.Held() is { } held)
            {
                return held;
            }

            await Task.Delay(10);
        }

        return null;
    }

    private static async Task Refer(Town town, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await town.Accept(Actor.System, new Somebody($"patient {Guid.NewGuid()}", i + 1).Refer);
        }
    }
}
