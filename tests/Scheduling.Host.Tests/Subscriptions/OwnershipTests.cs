using Scheduling.Host.Subscriptions;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Subscriptions;

/// <summary>One node owns a thing at a time; when it goes away, however it goes, another takes over.</summary>
public sealed class OwnershipTests(Postgres postgres)
{
    private const string Thing = "subscription/thing";

    [Fact]
    public async Task Of_two_nodes_one_owns_a_thing_until_it_stops_and_then_the_other()
    {
        await using var database = await postgres.NewDatabase();
        var work = new Work();
        var first = new Ownership(database.Database.Connection);
        await using var second = new Ownership(database.Database.Connection);
        using var enough = new CancellationTokenSource();
        var one = first.RunOwned(Thing, work.As(1), null, enough.Token);
        await work.UntilOwnedBy(1);
        var two = second.RunOwned(Thing, work.As(2), null, enough.Token);

        second.Owned.Should().BeEmpty();
        await first.DisposeAsync();
        await one;
        await work.UntilOwnedBy(2);

        first.Owned.Should().BeEmpty();
        second.Owned.Should().Equal(Thing);
        await enough.CancelAsync();
        await two;
        second.Owned.Should().BeEmpty();
        work.MostAtOnce.Should().Be(1);
    }

    [Fact]
    public async Task Who_loses_the_control_connection_stops_at_once_and_comes_back_in_turn()
    {
        await using var database = await postgres.NewDatabase();
        var work = new Work();
        await using var node = new Ownership(database.Database.Connection);
        using var enough = new CancellationTokenSource();
        var running = node.RunOwned(Thing, work.As(1), null, enough.Token);
        await work.UntilOwnedBy(1);
        var ended = work.Ended;

        await database.Rows($"""
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and application_name = 'scheduling-host control'
            """);

        await ended;
        await work.UntilOwnedBy(1);
        await enough.CancelAsync();
        await running;
    }

    [Fact]
    public async Task What_fails_is_said_and_begun_anew()
    {
        await using var database = await postgres.NewDatabase();
        await using var node = new Ownership(database.Database.Connection);
        var failures = new List<string>();
        using var enough = new CancellationTokenSource();
        var begun = 0;

        await node.RunOwned(
            Thing,
            async stop =>
            {
                if (++begun < 3)
                {
                    throw new InvalidOperationException($"failure {begun}");
                }

                await enough.CancelAsync();
                stop.ThrowIfCancellationRequested();
            },
            failed => failures.Add(failed.Message),
            enough.Token);

        failures.Should().Equal("failure 1", "failure 2");
    }

    [Fact]
    public async Task Things_are_owned_one_by_one()
    {
        await using var database = await postgres.NewDatabase();
        var (here, there) = (new Work(), new Work());
        await using var first = new Ownership(database.Database.Connection);
        await using var second = new Ownership(database.Database.Connection);
        using var enough = new CancellationTokenSource();

        var one = first.RunOwned("matcher/a", here.As(1), null, enough.Token);
        await here.UntilOwnedBy(1);
        var two = second.RunOwned("matcher/b", there.As(2), null, enough.Token);
        await there.UntilOwnedBy(2);

        await enough.CancelAsync();
        await Task.WhenAll(one, two);
    }

    /// <summary>Something that is done as long as it is owned.</summary>
    private sealed class Work
    {
        private readonly Lock _lock = new();
        private TaskCompletionSource _ended = new();
        private int _owner;
        private int _atOnce;

        public int MostAtOnce { get; private set; }

        /// <summary>The end of what is being done now.</summary>
        public Task Ended => _ended.Task;

        public Func<CancellationToken, Task> As(int node) =>
            async stop =>
            {
                Begin(node);
                try
                {
                    await Task.Delay(Timeout.Infinite, stop);
                }
                finally
                {
                    End();
                }
            };

        public async Task UntilOwnedBy(int node)
        {
            while (Volatile.Read(ref _owner) != node)
            {
                await Task.Delay(10);
            }
        }

        private void Begin(int node)
        {
            lock (_lock)
            {
                _ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _owner = node;
                MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
            }
        }

        private void End()
        {
            lock (_lock)
            {
                _owner = 0;
                _atOnce--;
                _ended.TrySetResult();
            }
        }
    }
}
