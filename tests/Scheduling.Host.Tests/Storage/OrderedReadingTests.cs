using Npgsql;
using Scheduling.Domain;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Storage;

/// <summary>
/// Positions are drawn before appends commit and appends commit in any order; readers see every event once and in order
/// all the same.
/// </summary>
public sealed class OrderedReadingTests(Postgres postgres)
{
    private const int Writers = 16;
    private const int EventsPerWriter = 6_250;

    [Fact]
    public async Task While_an_append_is_held_open_nobody_reads_past_it()
    {
        await using var database = await postgres.NewDatabase();
        var store = new EventStore(database.Source);
        await Append(store, "before");
        await using var held = await database.Source.OpenConnectionAsync();
        await using var transaction = await held.BeginTransactionAsync();
        await Append(store, "held", held);
        await Append(store, "after");

        // Whoever reads what is there takes the third event and never sees the second.
        (await database.Rows($"select seq_id from scheduling.mt_events where seq_id > {1L}")).Should().Equal("3");
        (await store.ReadAfter(0, 10)).Select(each => each.Position).Should().Equal(1);
        (await store.ReadAfter(1, 10)).Should().BeEmpty();

        await transaction.CommitAsync();
        (await store.ReadAfter(1, 10)).Select(each => each.Position).Should().Equal(2, 3);
    }

    [Fact]
    public async Task An_append_that_is_given_up_leaves_a_gap_that_stops_nobody()
    {
        await using var database = await postgres.NewDatabase();
        var store = new EventStore(database.Source);
        await using (var held = await database.Source.OpenConnectionAsync())
        {
            await using var transaction = await held.BeginTransactionAsync();
            await Append(store, "given up", held);
            (await store.ReadAfter(0, 10)).Should().BeEmpty();
            await transaction.RollbackAsync();
        }

        await Append(store, "after");

        (await store.ReadAfter(0, 10)).Select(each => each.Position).Should().Equal(2);
    }

    [Fact]
    public async Task An_append_to_another_database_of_the_server_and_its_clone_stop_nobody()
    {
        await using var other = await postgres.NewDatabase();
        await using var held = await other.Source.OpenConnectionAsync();
        await using var transaction = await held.BeginTransactionAsync();
        await Append(new EventStore(other.Source), "held elsewhere", held);
        await using var database = await postgres.NewDatabase();
        var store = new EventStore(database.Source);

        var cloning = postgres.NewDatabase();
        for (var i = 1; i <= 50; i++)
        {
            await Append(store, $"{i}");
            (await store.Horizon()).Should().Be(i);
        }

        await using var clone = await cloning;
        (await new EventStore(clone.Source).ReadAfter(0, 10)).Should().BeEmpty();
    }

    [Fact]
    public async Task Sixteen_writers_race_and_every_reader_sees_each_event_once_and_in_order()
    {
        await using var database = await postgres.NewDatabase();
        var store = new EventStore(database.Source);
        using var done = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => ReadAll(store, done.Token)).ToList();

        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Write(database.Source, store, writer)));
        await done.CancelAsync();

        var stored = await database.Number($"select count(*) from scheduling.mt_events");
        stored.Should().Be(Writers * EventsPerWriter);
        foreach (var reader in readers)
        {
            var seen = await reader;
            seen.Should().HaveCount((int)stored);
            seen.Select(each => each.Position).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
            seen.GroupBy(each => each.Stream).Should().OnlyContain(
                stream => stream.Select(each => each.Version).SequenceEqual(Enumerable.Range(1, stream.Count())
                    .Select(version => (long)version)));
        }
    }

    // Seeded, so that a run can be thought about; what the scheduler of the machine adds to it nobody can repeat.
    private static async Task Write(NpgsqlDataSource source, EventStore store, int writer)
    {
        var chance = new Random(writer);
        var place = Happened.Place($"of writer {writer}");
        for (long version = 0; version < EventsPerWriter;)
        {
            var count = (int)Math.Min(1 + chance.Next(150), EventsPerWriter - version);
            await using var connection = await source.OpenConnectionAsync();
            await using var transaction = await connection.BeginTransactionAsync();
            var request = new AppendRequest
            {
                Read = [new StreamRead(place, version)],
                Events = [.. Enumerable.Repeat(Happened.Activated(place), count)],
            };
            var result = await store.Append(request, connection);
            result.Positions.Should().HaveCount(count);
            (result.Positions[^1] - result.Positions[0]).Should().Be(count - 1, "an append stands in one piece");
            await Task.Delay(chance.Next(8));
            if (chance.Next(10) == 0)
            {
                await transaction.RollbackAsync();
                continue;
            }

            await transaction.CommitAsync();
            version += count;
        }
    }

    private static async Task<List<(long Position, StreamId Stream, long Version)>> ReadAll(
        EventStore store, CancellationToken done)
    {
        var seen = new List<(long, StreamId, long)>();
        var (position, wasDone) = (0L, false);
        while (true)
        {
            var page = await store.ReadAfter(position, 2_000, null, CancellationToken.None);
            seen.AddRange(page.Select(each => (each.Position, each.Stream, each.Version)));
            position = page.Count > 0 ? page[^1].Position : position;
            if (page.Count == 0 && wasDone)
            {
                return seen;
            }

            wasDone = done.IsCancellationRequested;
            if (page.Count == 0)
            {
                await Task.Delay(1, CancellationToken.None);
            }
        }
    }

    private static async Task Append(EventStore store, string place, NpgsqlConnection? within = null)
    {
        var stream = Happened.Place(place);
        var request = new AppendRequest
        {
            Read = [new StreamRead(stream, 0)],
            Events = [Happened.Registered(stream)],
        };
        (await store.Append(request, within)).Status.Should().Be(AppendStatus.Appended);
    }
}
