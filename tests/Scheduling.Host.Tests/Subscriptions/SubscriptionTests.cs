using Npgsql;
using Scheduling.Host.Storage;
using Scheduling.Host.Subscriptions;
using Scheduling.Host.Tests.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Subscriptions;

/// <summary>A subscription handles every event once and in order, whoever reads for it and whatever fails.</summary>
public sealed class SubscriptionTests(Postgres postgres)
{
    [Fact]
    public async Task What_is_handled_commits_with_the_checkpoint_or_not_at_all()
    {
        await using var database = await NewDatabase();
        var store = new EventStore(database.Source);
        await Append(store, 3);
        var reader = new SubscriptionReader(database.Source, store, new Noting { FailsOn = 3 });

        await reader.Invoking(each => each.CatchUp()).Should().ThrowAsync<InvalidOperationException>();
        (await Seen(database)).Should().BeEmpty();

        await new SubscriptionReader(database.Source, store, new Noting()).CatchUp();
        (await Seen(database)).Should().Equal("1", "2", "3");
    }

    [Fact]
    public async Task Readers_that_both_think_they_own_it_handle_every_event_once()
    {
        await using var database = await NewDatabase();
        var store = new EventStore(database.Source);
        var writing = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Append(store, 300)));
        using var enough = new CancellationTokenSource();

        var reading = Enumerable.Range(1, 3).Select(number => ReadOn(database, store, number, enough.Token)).ToList();
        await writing;
        await UntilSeen(database, 1_200);
        await enough.CancelAsync();
        await Task.WhenAll(reading);

        // Numbers of the notes were drawn in the order of the commits.
        (await database.Number($"select count(*) from seen")).Should().Be(1_200);
        (await database.Rows($"select position from seen order by number")).Select(long.Parse)
            .Should().BeInAscendingOrder();
    }

    [Fact]
    public async Task A_new_subscription_begins_with_the_first_event_and_an_old_one_goes_on()
    {
        await using var database = await NewDatabase();
        var store = new EventStore(database.Source);
        await Append(store, 2);
        await new SubscriptionReader(database.Source, store, new Noting()).CatchUp();
        await Append(store, 1);

        var reader = new SubscriptionReader(database.Source, store, new Noting());
        await reader.CatchUp();

        reader.Position.Should().Be(3);
        (await Seen(database)).Should().Equal("1", "2", "3");
    }

    [Fact]
    public async Task Who_follows_is_woken_by_an_append_and_stops_when_told_to()
    {
        await using var database = await NewDatabase();
        var store = new EventStore(database.Source) { Wakeup = new Wakeup(Timeout.InfiniteTimeSpan) };
        using var enough = new CancellationTokenSource();
        var following = new SubscriptionReader(database.Source, store, new Noting()).Follow(store.Wakeup, enough.Token);

        for (var seen = 1; seen <= 5; seen++)
        {
            await Append(store, 1);
            await UntilSeen(database, seen);
        }

        await enough.CancelAsync();
        await FluentActions.Awaiting(() => following).Should().ThrowAsync<OperationCanceledException>();
    }

    [Fact]
    public async Task Other_nodes_are_woken_too_though_no_append_notifies()
    {
        await using var database = await NewDatabase();
        var here = new EventStore(database.Source) { Wakeup = new Wakeup(Timeout.InfiniteTimeSpan) };
        var there = new EventStore(database.Source) { Wakeup = new Wakeup(Timeout.InfiniteTimeSpan) };
        await using var signalsHere = new NodeSignals(database.Database.Connection, here);
        await using var signalsThere = new NodeSignals(database.Database.Connection, there);
        using var enough = new CancellationTokenSource();
        var following = new SubscriptionReader(database.Source, there, new Noting()).Follow(there.Wakeup, enough.Token);

        for (var seen = 1; seen <= 5; seen++)
        {
            await Append(here, 1);
            await UntilSeen(database, seen);
        }

        await enough.CancelAsync();
        await FluentActions.Awaiting(() => following).Should().ThrowAsync<OperationCanceledException>();
    }

    internal static async Task Append(EventStore store, int times)
    {
        for (var i = 0; i < times; i++)
        {
            var stream = Happened.Place($"{Interlocked.Increment(ref _places)}");
            await store.Append(new AppendRequest
            {
                Read = [new StreamRead(stream, 0)],
                Events = [Happened.Registered(stream)],
            });
        }
    }

    internal static Task<IReadOnlyList<string>> Seen(TestDatabase database) =>
        database.Rows($"select position from seen order by number");

    internal static async Task UntilSeen(TestDatabase database, long count)
    {
        while (await database.Number($"select count(*) from seen") < count)
        {
            await Task.Delay(10);
        }
    }

    private static int _places;

    private async Task<TestDatabase> NewDatabase()
    {
        var database = await postgres.NewDatabase();
        await database.Execute($"create table seen (number bigserial, position bigint)");
        return database;
    }

    private static async Task ReadOn(TestDatabase database, EventStore store, int number, CancellationToken enough)
    {
        var pages = 0;
        while (!enough.IsCancellationRequested)
        {
            // Every few pages one fails, and the next reader takes it up.
            pages++;
            var reader = new SubscriptionReader(
                database.Source, store, new Noting { FailsAlways = (pages + number) % 4 == 0 });
            try
            {
                await reader.Step(CancellationToken.None);
            }
            catch (InvalidOperationException)
            {
                // It was meant to.
            }
        }
    }
}

/// <summary>Notes every event it is given in the table <c>seen</c>.</summary>
internal sealed class Noting : ISubscription
{
    public string Name => "noting";

    public long? FailsOn { get; init; }

    public bool FailsAlways { get; init; }

    public async Task Handle(IReadOnlyList<StoredEvent> events, NpgsqlConnection within, CancellationToken stop)
    {
        foreach (var happened in events)
        {
            await using var command = new NpgsqlCommand("insert into seen (position) values ($1)", within);
            command.Parameters.Add(new() { Value = happened.Position });
            await command.ExecuteNonQueryAsync(stop);
            if (FailsAlways || happened.Position == FailsOn)
            {
                throw new InvalidOperationException("It was meant to fail.");
            }
        }
    }
}
