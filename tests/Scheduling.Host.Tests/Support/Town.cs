using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.DueTasks;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Tests.Support;

/// <summary>
/// An engine on a database of its own, in which cardiology is open and one place active; its stories begin when those
/// of
/// the domain's tests do.
/// </summary>
public sealed class Town : IAsyncDisposable
{
    private int _commands;

    private Town(TestDatabase database, IClock? clock)
    {
        Database = database;
        Store = new EventStore(database.Source);
        Executor = new Executor(Store, new CommandLog(database.Source), TestPolicies.All, clock ?? Clock);
        Queue = new DueItems(database.Source);
    }

    public TestDatabase Database { get; }

    public SetClock Clock { get; } = new(Cast.Start);

    public EventStore Store { get; }

    public Executor Executor { get; }

    public DueItems Queue { get; }

    /// <param name="sends">Whether the notices of its stories go out.</param>
    public static async Task<Town> New(Postgres postgres, bool sends = false) =>
        await On(await postgres.NewDatabase(sends));

    public static async Task<Town> On(TestDatabase database)
    {
        var town = new Town(database, null);
        await town.Accept(Actor.System, new OpenScope(Cast.Cardiology, TestPolicies.Specialist.Ref));
        await town.Accept(Actor.System, new AdvanceWindow(Cast.Cardiology));
        await town.Accept(Actor.System, Cast.RegisterNear);
        await town.Accept(Cast.NearAdministrator, new ActivatePlace(Cast.Near));
        return town;
    }

    public DueWorker Worker(DueWorkOptions? options = null, IClock? clock = null) =>
        new(
            Database.Source, Store,
            clock is null
                ? Executor
                : new Executor(Store, new CommandLog(Database.Source), TestPolicies.All, clock),
            TestPolicies.All, clock ?? Clock, options ?? DueWorkOptions.Virtual);

    /// <summary>Runs a command that nobody may refuse.</summary>
    public async Task<Outcome> Accept(Actor by, IOperation operation)
    {
        var outcome = await Run(by, operation);
        outcome.Refusal.Should().BeNull();
        return outcome;
    }

    public Task<Outcome> Run(Actor by, IOperation operation)
    {
        var id = Ids.Derive("town-command", $"{Interlocked.Increment(ref _commands)}");
        return Executor.Run(new Command(id, id, by, operation));
    }

    public async Task<StreamState> StateOf(StreamId stream) => (await Store.Load([stream]))[stream].State;

    /// <summary>The names of the events of a stream, in order.</summary>
    public Task<IReadOnlyList<string>> Life(StreamId stream) =>
        Database.Rows($"select type from scheduling.mt_events where stream_id = {stream.Value} order by version");

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
