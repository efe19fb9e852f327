using Scheduling.Domain;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.ReadModels;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.ReadModels;

/// <summary>A read model is built anew beside the one that is served.</summary>
public sealed class RebuildTests(Postgres postgres)
{
    private static readonly ReadModel Reports = ReadModel.All.Single(model => model.Name == "reports");

    [Fact]
    public async Task An_attempt_that_is_broken_off_leaves_the_old_one_and_the_next_one_begins_anew()
    {
        await using var town = await Town.New(postgres);
        await Refer(town, 0, 20);
        await new ReadModelReader(town.Database.Source, town.Store, Reports).CatchUp();
        var served = await Tables.Dump(town.Database);
        using var killed = new CancellationTokenSource();

        var broken = () => new Rebuild(town.Database.Source, town.Store, Reports) { PageSize = 5 }.Run(
            progress =>
            {
                if (progress.Done >= 10)
                {
                    killed.Cancel();
                }
            },
            killed.Token);
        await broken.Should().ThrowAsync<OperationCanceledException>();

        (await Tables.Dump(town.Database)).Should().Equal(served);
        var status = (await ReadModelStatus.OfAll(town.Database.Source, town.Store)).Single(
            each => each.Model == Reports);
        status.NextPosition.Should().BePositive();
        status.Lag.Should().Be(0);

        // What a killed one leaves may hold anything.
        await town.Database.Execute($"delete from read_next.referral");
        await new Rebuild(town.Database.Source, town.Store, Reports).Run();

        (await Tables.Dump(town.Database)).Should().Equal(served);
        (await ReadModelStatus.OfAll(town.Database.Source, town.Store))
            .Should().OnlyContain(each => each.NextPosition == null);
    }

    [Fact]
    public async Task It_is_served_kept_up_to_date_and_looked_at_meanwhile()
    {
        await using var town = await Town.New(postgres);
        await Refer(town, 0, 30);
        using var stop = new CancellationTokenSource();
        var reader = new ReadModelReader(town.Database.Source, town.Store, Reports);
        var follow = reader.Follow(town.Store.Wakeup, stop.Token);

        var rebuilds = Task.Run(async () =>
        {
            for (var i = 0; i < 3; i++)
            {
                await new Rebuild(town.Database.Source, town.Store, Reports) { PageSize = 7 }.Run();
            }
        });
        await Refer(town, 30, 60);
        (await town.Database.Number($"select count(*) from read.referral")).Should().BeInRange(0, 60);
        await rebuilds;
        while (await town.Database.Number($"select count(*) from read.referral") < 60)
        {
            await Task.Delay(20);
        }

        await stop.CancelAsync();
        await FluentActions.Awaiting(() => follow).Should().NotThrowAsync<Npgsql.NpgsqlException>();
    }

    [Fact]
    public async Task What_is_built_anew_has_the_keys_and_indexes_of_what_it_replaces()
    {
        await using var database = await postgres.NewDatabase();
        var before = await Layout(database);

        foreach (var model in ReadModel.All)
        {
            await new Rebuild(database.Source, new EventStore(database.Source), model).Run();
        }

        (await Layout(database)).Should().Equal(before);
        (await database.Number($"select count(*) from pg_class where relnamespace = 'read_next'::regnamespace"))
            .Should().Be(0);
    }

    [Fact]
    public async Task Two_do_not_build_the_same_at_once()
    {
        await using var town = await Town.New(postgres);
        await Refer(town, 0, 5);
        Func<Task>? second = null;

        await new Rebuild(town.Database.Source, town.Store, Reports).Run(
            _ => second ??= () => new Rebuild(town.Database.Source, town.Store, Reports).Run());

        // The lock lives as long as a rebuild, so one is begun from within another.
        Exception? refused = null;
        await new Rebuild(town.Database.Source, town.Store, Reports).Run(_ =>
        {
            refused ??= Record.Exception(() => second!().GetAwaiter().GetResult());
        });
        refused.Should().BeOfType<InvalidOperationException>().Which.Message.Should().Contain("already");
    }

    private static async Task Refer(Town town, int from, int to)
    {
        for (var i = from; i < to; i++)
        {
            await town.Accept(Actor.System, new Somebody($"patient {i}", i + 1).Refer);
        }
    }

    private static Task<IReadOnlyList<string>> Layout(TestDatabase database) =>
        database.Rows($"""
            select c.relname, pg_get_indexdef(i.indexrelid), i.indisprimary
            from pg_class c join pg_index i on i.indrelid = c.oid
            where c.relnamespace = 'read'::regnamespace order by 1, 2
            """);
}
