using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.ServicePlaces;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Storage;
using Scheduling.Host.Tests.Support;
using EventLog = Poczekalnia.Simulation.EventLog;

namespace Scheduling.Host.Tests.Contract;

/// <summary>What a log promises; the one in memory is the model of the one on PostgreSQL.</summary>
public abstract class LogContract
{
    private static readonly PlaceId One = Happened.Place("one");
    private static readonly PlaceId Two = Happened.Place("two");
    private static readonly StreamId Window = StreamId.WindowOf(Happened.Cardiology);

    [Fact]
    public async Task A_stream_without_events_is_at_version_0_and_in_its_first_state()
    {
        await using var log = await NewLog();

        (await log.Read(One)).Should().Be(new StreamVersion(0, ServicePlace.Initial));
    }

    [Fact]
    public async Task Positions_increase_over_all_streams_and_versions_within_one()
    {
        await using var log = await NewLog();

        (await log.Append([(One, 0)], Happened.Registered(One), Happened.Activated(One))).Should().Equal(1, 2);
        (await log.Append([(Two, 0)], Happened.Registered(Two))).Should().Equal(3);

        (await log.Read(One)).Version.Should().Be(2);
        (await log.Read(Two)).Version.Should().Be(1);
        (await log.Read(One)).State.Should().BeOfType<ServicePlace.Known>()
            .Which.Status.Should().Be(PlaceStatus.Active);
    }

    [Fact]
    public async Task An_append_that_rests_on_an_old_version_writes_nothing()
    {
        await using var log = await NewLog();
        await log.Append([(One, 0)], Happened.Registered(One));

        (await log.Append([(One, 0), (Two, 0)], Happened.Registered(Two), Happened.Registered(One))).Should().BeNull();

        (await log.Read(One)).Version.Should().Be(1);
        (await log.Read(Two)).Version.Should().Be(0);
    }

    [Fact]
    public async Task A_stream_that_was_only_read_is_asserted_too()
    {
        await using var log = await NewLog();
        await log.Append([(One, 0)], Happened.Registered(One));

        (await log.Append([(One, 0), (Two, 0)], Happened.Registered(Two))).Should().BeNull();
        (await log.Append([(One, 2), (Two, 0)], Happened.Registered(Two))).Should().BeNull();
        (await log.Append([(One, 1), (Two, 0)], Happened.Registered(Two))).Should().NotBeNull();
    }

    [Fact]
    public async Task A_stream_that_was_read_before_it_existed_is_asserted_too()
    {
        await using var log = await NewLog();

        (await log.Append([(One, 0), (Two, 0)], Happened.Registered(Two))).Should().NotBeNull();
        await log.Append([(One, 0)], Happened.Registered(One));
        (await log.Append([(One, 0), (Two, 1)], Happened.Activated(Two))).Should().BeNull();
    }

    [Fact]
    public async Task Of_the_window_an_old_version_will_do()
    {
        await using var log = await NewLog();
        var opened = new Scheduling.Domain.BookingWindows.BookingWindowEvent.ScopeOpened(
            Happened.Cardiology, Happened.At);
        await log.Append([(Window, 0)], new PlannedEvent(Window, opened));

        (await log.Append([(Window, 0), (One, 0)], Happened.Registered(One))).Should().NotBeNull();
    }

    [Fact]
    public async Task The_events_of_one_append_may_change_places()
    {
        await using var log = await NewLog();

        var positions = await log.Append(
            [(One, 0), (Two, 0)],
            Happened.Registered(One), Happened.Registered(Two), Happened.Activated(One), Happened.Activated(Two));

        positions.Should().Equal(1, 2, 3, 4);
        (await log.Read(One)).Version.Should().Be(2);
        (await log.Read(Two)).Version.Should().Be(2);
    }

    [Fact]
    public async Task Nobody_else_is_held_up_by_an_append_that_failed()
    {
        await using var log = await NewLog();
        await log.Append([(One, 3)], Happened.Registered(One));

        (await log.Append([(One, 0)], Happened.Registered(One))).Should().NotBeNull();
    }

    [Fact]
    public async Task An_event_that_does_not_fit_is_kept_and_the_state_says_so()
    {
        await using var log = await NewLog();

        (await log.Append([(One, 0)], Happened.Activated(One))).Should().NotBeNull();

        (await log.Read(One)).State.Should().BeAssignableTo<IInconsistent>();
    }

    protected abstract Task<ILogUnderTest> NewLog();
}

/// <summary>A log as the contract sees it.</summary>
public interface ILogUnderTest : IAsyncDisposable
{
    /// <summary>The positions; nothing when a stream has moved.</summary>
    Task<IReadOnlyList<long>?> Append(
        IReadOnlyList<(StreamId Stream, long Version)> read, params PlannedEvent[] events);

    Task<StreamVersion> Read(StreamId stream);
}

/// <summary>The simulator's log.</summary>
public sealed class InMemoryLogTests : LogContract
{
    protected override Task<ILogUnderTest> NewLog() => Task.FromResult<ILogUnderTest>(new InMemory());

    private sealed class InMemory : ILogUnderTest
    {
        private readonly EventLog _log = new();

        public Task<IReadOnlyList<long>?> Append(
            IReadOnlyList<(StreamId Stream, long Version)> read, params PlannedEvent[] events)
        {
            var asserted = new StreamTable();
            foreach (var (stream, version) in read)
            {
                asserted.Set(stream, new StreamVersion(version, StreamStates.Initial(stream.Kind)));
            }

            var recorded = _log.Append(asserted, events);
            return Task.FromResult<IReadOnlyList<long>?>(recorded?.Select(each => each.Position).ToList());
        }

        public Task<StreamVersion> Read(StreamId stream) => Task.FromResult(_log.Read(stream));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

/// <summary>The Host's log.</summary>
public sealed class PostgresLogTests(Postgres postgres) : LogContract
{
    protected override async Task<ILogUnderTest> NewLog() => new OnPostgres(await postgres.NewDatabase());

    private sealed class OnPostgres(TestDatabase database) : ILogUnderTest
    {
        private readonly EventStore _store = new(database.Source);

        public async Task<IReadOnlyList<long>?> Append(
            IReadOnlyList<(StreamId Stream, long Version)> read, params PlannedEvent[] events)
        {
            var result = await _store.Append(new AppendRequest
            {
                Read = [.. read.Select(each => new StreamRead(each.Stream, each.Version))],
                Events = events,
            });
            return result.Status == AppendStatus.Appended ? result.Positions : null;
        }

        public async Task<StreamVersion> Read(StreamId stream)
        {
            var loaded = (await _store.Load([stream]))[stream];
            return new StreamVersion(loaded.Version, loaded.State);
        }

        public ValueTask DisposeAsync() => database.DisposeAsync();
    }
}
