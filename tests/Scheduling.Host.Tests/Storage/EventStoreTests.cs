using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Storage;

/// <summary>What only a database can get wrong: what is stored, read back, unknown, in bulk.</summary>
public sealed class EventStoreTests(Postgres postgres)
{
    private static readonly PlaceId Place = Happened.Place("one");

    [Fact]
    public async Task An_event_is_read_back_as_it_was_by_stream_position_and_correlation()
    {
        await using var database = await postgres.NewDatabase();
        var store = new EventStore(database.Source);
        var command = new Command(
            Ids.Derive("test", "command"), Ids.Derive("test", "correlation"), Actor.System, new ActivatePlace(Place));

        var result = await store.Append(new AppendRequest
        {
            Read = [new StreamRead(Place, 0)],
            Events = [Happened.Registered(Place), Happened.Activated(Place)],
            Commands = [new DecidedCommand(command, Happened.At, null, null, 0, 2)],
        });

        result.Status.Should().Be(AppendStatus.Appended);
        var expected = new[]
        {
            new StoredEvent(1, Place, 1, Happened.Registered(Place).Event, command.Correlation, command.Id),
            new StoredEvent(2, Place, 2, Happened.Activated(Place).Event, command.Correlation, command.Id),
        };
        (await store.ReadStream(Place)).Should().Equal(expected);
        (await store.ReadStream(Place, fromVersion: 2)).Should().Equal(expected[1]);
        (await store.ReadAfter(0, 10)).Should().Equal(expected);
        (await store.ReadAfter(0, 1)).Should().Equal(expected[0]);
        (await store.ReadCorrelation(command.Correlation)).Should().Equal(expected);
        (await store.ReadCorrelation(command.Id)).Should().BeEmpty();
    }

    [Fact]
    public async Task An_event_of_an_unknown_type_is_kept_and_reported()
    {
        await using var database = await postgres.NewDatabase();
        var store = new EventStore(database.Source);
        await Append(store, new StreamRead(Place, 0), Happened.Registered(Place));
        await database.Execute($"""
            insert into scheduling.mt_events (seq_id, id, stream_id, version, type, data)
            values (nextval('scheduling.mt_events_sequence'), {Guid.Empty}, {Place.Value}, 2, 'place_painted',
                jsonb_build_object('colour', 'blue', 'at', 7))
            """);

        var unknown = (await store.ReadAfter(1, 10)).Single().Event.Should().BeOfType<UnknownEvent>().Subject;

        (unknown.Type, unknown.Data).Should().Be(("place_painted", """{"at":7,"colour":"blue"}"""));
        (await store.UnknownTypes()).Should().Equal((StreamKind.Place, "place_painted", 1L));
        (await store.Load([Place]))[Place].State.Should().BeAssignableTo<IInconsistent>();
    }

    [Fact]
    public async Task An_instant_that_would_lose_a_nanosecond_is_refused()
    {
        await using var database = await postgres.NewDatabase();
        var store = new EventStore(database.Source);
        var happened = new ServicePlaceEvent.ServicePlaceResumed(Happened.At.PlusNanoseconds(1));

        await FluentActions.Awaiting(() => Append(store, new StreamRead(Place, 0), new PlannedEvent(Place, happened)))
            .Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task A_bulk_append_is_one_piece()
    {
        await using var database = await postgres.NewDatabase();
        var store = new EventStore(database.Source);
        var places = Enumerable.Range(0, EventStore.EventsPerAppend / 2).Select(i => Happened.Place($"{i}")).ToList();

        var result = await store.Append(new AppendRequest
        {
            Read = [.. places.Select(place => new StreamRead(place, 0))],
            Events = [.. places.Select(Happened.Registered), .. places.Select(Happened.Activated)],
        });

        result.Positions.Should().HaveCount(EventStore.EventsPerAppend).And.BeInAscendingOrder();
        (await store.Load([.. places])).Values.Should().OnlyContain(stream => stream.Version == 2);
    }

    [Fact]
    public async Task Identities_are_locked_in_the_order_in_which_the_database_compares_them()
    {
        await using var database = await postgres.NewDatabase();
        var identities = Enumerable.Range(0, 500).Select(i => Ids.Derive("test-order", $"{i}")).Order().ToList();

        (await database.Rows($"select id from unnest({identities.ToArray()}) as i (id) order by id"))
            .Should().Equal(identities.Select(identity => $"{identity}"));
    }

    [Fact]
    public async Task A_stream_that_was_read_and_does_not_exist_leaves_no_trace()
    {
        await using var database = await postgres.NewDatabase();
        var store = new EventStore(database.Source);

        await store.Append(new AppendRequest
        {
            Read = [new StreamRead(Place, 0), new StreamRead(Happened.Place("absent"), 0)],
            Events = [Happened.Registered(Place)],
        });

        (await database.Number($"select count(*) from scheduling.mt_streams")).Should().Be(1);
    }

    [Fact]
    public async Task Appends_over_the_same_streams_wait_for_one_another_and_never_deadlock()
    {
        await using var database = await postgres.NewDatabase();
        var store = new EventStore(database.Source);
        var places = Enumerable.Range(0, 6).Select(i => Happened.Place($"{i}")).ToArray();
        await store.Append(new AppendRequest
        {
            Read = [.. places.Select(place => new StreamRead(place, 0))],
            Events = [.. places.Select(Happened.Registered)],
        });

        // Each writes one of the places and reads the others, in an order of its own.
        var appended = await Task.WhenAll(places.Select(async place =>
        {
            var done = 0;
            while (done < 20)
            {
                var states = await store.Load([.. places]);
                var result = await store.Append(new AppendRequest
                {
                    Read = [.. states.Select(each => new StreamRead(each.Key, each.Value.Version)).Reverse()],
                    Events = [Happened.Activated(place)],
                });
                done += result.Status == AppendStatus.Appended ? 1 : 0;
            }

            return done;
        }));

        appended.Sum().Should().Be(120);
        (await database.Number($"select sum(version) from scheduling.mt_streams")).Should().Be(126);
    }

    private static Task<AppendResult> Append(EventStore store, StreamRead read, params PlannedEvent[] events) =>
        store.Append(new AppendRequest { Read = [read], Events = events });
}
