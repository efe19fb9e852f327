using NodaTime;
using Poczekalnia.Reporting;
using Scheduling.Domain;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Operations;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Storage;
using Scheduling.Host.Tests.Support;
using Simulation = Poczekalnia.Simulation;

namespace Scheduling.Host.Tests.Contract;

/// <summary>What an executor promises: once, in one piece, and recorded whatever comes of it.</summary>
public abstract class ExecutorContract
{
    private static readonly PlaceId Place = Happened.Place("one");

    private static RegisterPlace Registration =>
        new(Place, "121/100010", TerytCode.Parse("2463011"), new GeoPoint(5030000, 1895000), [Happened.Cardiology]);

    [Fact]
    public async Task A_command_that_comes_twice_is_answered_twice_and_done_once()
    {
        await using var executor = await NewExecutor();

        var first = await executor.Run(CommandOf(1, Registration));
        var second = await executor.Run(CommandOf(1, Registration));

        first.Should().Be(new Outcome(1, 1, null));
        second.Should().Be(first);
        (await executor.Version(Place)).Should().Be(1);
    }

    [Fact]
    public async Task A_refusal_comes_twice_too_whatever_happened_in_between()
    {
        await using var executor = await NewExecutor();

        var first = await executor.Run(CommandOf(1, new ActivatePlace(Place)));
        await executor.Run(CommandOf(2, Registration));
        var second = await executor.Run(CommandOf(1, new ActivatePlace(Place)));

        first.Refusal.Should().NotBeNull();
        second.Should().Be(first);
        (await executor.Version(Place)).Should().Be(1);
    }

    [Fact]
    public async Task What_is_so_already_records_nothing()
    {
        await using var executor = await NewExecutor();
        await executor.Run(CommandOf(1, Registration));
        await executor.Run(CommandOf(2, new ActivatePlace(Place)));

        var again = await executor.Run(CommandOf(3, Registration));

        again.Should().Be(new Outcome(0, 0, null));
        (await executor.Version(Place)).Should().Be(2);
    }

    [Fact]
    public async Task A_clock_that_goes_back_does_not_take_a_stream_with_it()
    {
        await using var executor = await NewExecutor();
        await executor.Run(CommandOf(1, Registration));
        executor.Clock = Happened.At - Duration.FromHours(2);

        (await executor.Run(CommandOf(2, new ActivatePlace(Place)))).IsAccepted.Should().BeTrue();

        (await executor.LastInstant(Place)).Should().Be(Happened.At);
    }

    [Fact]
    public async Task A_group_with_one_refused_member_records_nothing()
    {
        await using var executor = await NewExecutor();

        (await executor.RunGroup([CommandOf(1, Registration), CommandOf(2, new ResumePlace(Place))]))
            .Should().BeFalse();

        (await executor.Version(Place)).Should().Be(0);
        (await executor.Run(CommandOf(1, Registration))).First.Should().BeGreaterThan(0);
    }

    [Fact]
    public async Task The_members_of_a_group_see_what_the_ones_before_them_decided()
    {
        await using var executor = await NewExecutor();

        (await executor.RunGroup([CommandOf(1, Registration), CommandOf(2, new ActivatePlace(Place))]))
            .Should().BeTrue();

        (await executor.Version(Place)).Should().Be(2);
        (await executor.Run(CommandOf(2, new ActivatePlace(Place)))).Should().Be(new Outcome(2, 2, null));
    }

    protected abstract Task<IExecutorUnderTest> NewExecutor();

    internal static Command CommandOf(int number, IOperation operation)
    {
        var id = Ids.Derive("test-command", $"{number}");
        return new Command(id, id, Actor.System, operation);
    }
}

/// <summary>An executor as the contract sees it; its clock begins at <see cref="Happened.At"/>.</summary>
public interface IExecutorUnderTest : IAsyncDisposable
{
    Instant Clock { set; }

    Task<Outcome> Run(Command command);

    Task<bool> RunGroup(IReadOnlyList<Command> group);

    Task<long> Version(StreamId stream);

    Task<Instant> LastInstant(StreamId stream);
}

/// <summary>The simulator's executor.</summary>
public sealed class InMemoryExecutorTests : ExecutorContract
{
    protected override Task<IExecutorUnderTest> NewExecutor() => Task.FromResult<IExecutorUnderTest>(new InMemory());

    private sealed class InMemory : IExecutorUnderTest, Simulation.IRunListener
    {
        private readonly Simulation.EventLog _log = new();
        private readonly Simulation.Executor _executor;

        public InMemory() =>
            _executor = new Simulation.Executor(_log, Shipped.Policies().ByReference, this) { Clock = Happened.At };

        public Instant Clock
        {
            set => _executor.Clock = value;
        }

        public Task<Outcome> Run(Command command)
        {
            var outcome = _executor.Run(Translate(command));
            return Task.FromResult(new Outcome(outcome.First, outcome.Last, outcome.Refusal));
        }

        public Task<bool> RunGroup(IReadOnlyList<Command> group) =>
            Task.FromResult(_executor.RunGroup([.. group.Select(Translate)]));

        public Task<long> Version(StreamId stream) => Task.FromResult(_log.Read(stream).Version);

        public Task<Instant> LastInstant(StreamId stream) => Task.FromResult(_log.LastInstant);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;

        public void OnCommand(
            Simulation.Command command, Simulation.Outcome outcome, Instant now, PolicyRef? policy)
        {
            // The contract asks for what was recorded, not for what was heard.
        }

        public void OnEvent(Simulation.RecordedEvent recorded, Simulation.Command command)
        {
            // As above.
        }

        public void OnNotice(NoticeIntent notice, Instant at, long? cause)
        {
            // As above.
        }

        public void OnDue(Due due)
        {
            // As above.
        }

        private static Simulation.Command Translate(Command command) =>
            new(command.Id, command.Correlation, command.By, command.Operation);
    }
}

/// <summary>The Host's executor.</summary>
public sealed class PostgresExecutorTests(Postgres postgres) : ExecutorContract
{
    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        await using var database = await postgres.NewDatabase();
        var executor = OnPostgres.Over(database, new SetClock(Happened.At));
        var first = CommandOf(1, Registration(Place));
        await executor.Run(first);

        var otherBody = await executor.Run(first with { Operation = Registration(Happened.Place("two")) });
        var otherActor = await executor.Run(first with { By = Actor.StaffOf(Place) });

        otherBody.Refusal.Should().Be(Refusals.KeyReused);
        otherActor.Refusal.Should().Be(Refusals.KeyReused);
        (await executor.Run(first)).IsAccepted.Should().BeTrue();
    }

    [Fact]
    public async Task The_same_command_sent_at_once_by_many_is_done_once_and_answered_alike()
    {
        await using var database = await postgres.NewDatabase();
        var executor = OnPostgres.Over(database, new SetClock(Happened.At));

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 12).Select(_ => executor.Run(CommandOf(1, Registration(Place)))));

        answers.Distinct().Should().ContainSingle();
        (await database.Number($"select count(*) from scheduling.mt_events")).Should().Be(1);
    }

    [Fact]
    public async Task Who_loses_a_race_decides_again_on_what_the_winner_left()
    {
        await using var database = await postgres.NewDatabase();
        var executor = OnPostgres.Over(database, new SetClock(Happened.At));

        var outcomes = await Task.WhenAll(
            Enumerable.Range(1, 6).Select(number => executor.Run(CommandOf(number, Registration(Place)))));

        outcomes.Should().OnlyContain(outcome => outcome.IsAccepted);
        outcomes.Count(outcome => outcome.RecordedSomething).Should().Be(1);
        (await database.Number($"select count(*) from scheduling.commands")).Should().Be(6);
    }

    [Fact]
    public async Task A_command_is_kept_with_its_actor_its_arguments_and_its_outcome()
    {
        await using var database = await postgres.NewDatabase();
        var executor = OnPostgres.Over(database, new SetClock(Happened.At));
        await executor.Run(CommandOf(1, new ActivatePlace(Place)) with { By = Actor.AdministratorOf(Place) });

        (await database.Rows($"""
            select operation, arguments->>'place' = place::text, role, channel, first_position, refusal->>'code'
            from scheduling.commands
            """)).Should().Equal("activate-place True administrator place - not-found");
    }

    [Fact]
    public async Task Instants_are_whole_microseconds_so_that_what_is_decided_is_what_is_stored()
    {
        await using var database = await postgres.NewDatabase();
        var executor = OnPostgres.Over(database, new SetClock(Happened.At.PlusNanoseconds(123_456_789)));
        await executor.Run(CommandOf(1, Registration(Place)));

        (await new EventStore(database.Source).ReadStream(Place)).Single().Event.At
            .Should().Be(Happened.At.PlusNanoseconds(123_456_000));
    }

    private static PlaceId Place => Happened.Place("one");

    private static RegisterPlace Registration(PlaceId place) =>
        new(place, "121/100010", TerytCode.Parse("2463011"), new GeoPoint(5030000, 1895000), [Happened.Cardiology]);

    protected override async Task<IExecutorUnderTest> NewExecutor() => new OnPostgres(await postgres.NewDatabase());

    private sealed class OnPostgres : IExecutorUnderTest
    {
        private readonly TestDatabase _database;
        private readonly SetClock _clock = new(Happened.At);
        private readonly EventStore _store;
        private readonly Executor _executor;

        public OnPostgres(TestDatabase database)
        {
            _database = database;
            _store = new EventStore(database.Source);
            _executor = Over(database, _clock);
        }

        public static Executor Over(TestDatabase database, IClock clock) =>
            new(
                new EventStore(database.Source), new CommandLog(database.Source), Shipped.Policies().ByReference,
                clock);

        public Instant Clock
        {
            set => _clock.Now = value;
        }

        public Task<Outcome> Run(Command command) => _executor.Run(command);

        public Task<bool> RunGroup(IReadOnlyList<Command> group) => _executor.RunGroup(group);

        public async Task<long> Version(StreamId stream) => (await _store.Load([stream]))[stream].Version;

        public async Task<Instant> LastInstant(StreamId stream) => (await _store.ReadStream(stream))[^1].Event.At;

        public ValueTask DisposeAsync() => _database.DisposeAsync();
    }
}
