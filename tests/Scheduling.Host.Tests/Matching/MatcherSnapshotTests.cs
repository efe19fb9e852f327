using NodaTime;
using Poczekalnia.Reporting;
using Scheduling.Domain;
using Scheduling.Domain.Matching;
using Scheduling.Host.Matching;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Matching;

/// <summary>
/// A matcher that begins with what another one kept holds the same as one that has read the whole log, and proposes the
/// same.
/// </summary>
public sealed class MatcherSnapshotTests(Postgres postgres)
{
    private const int Cuts = 6;

    public static TheoryData<string> Scenarios =>
    [
        "days-cancelled-at-once", "force-majeure-on-the-seventh-day", "mass-publish-racing-the-unblock",
        "reschedule-takes-its-reminders-along", "return-with-the-order-kept", "category-changes-the-order",
        "criteria-change-against-open-slots", "suspended-place", "activation-after-a-sweep",
        "entitled-patient-cancels-by-sms", "radius-edge", "withdraw-and-referral-cancelled", "no-matcher-running",
    ];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Kept_anywhere_and_read_on_is_the_same_as_read_from_the_beginning(string scenario)
    {
        await using var database = await postgres.NewDatabase();
        var clock = await RecordedRun.Play(database, scenario);
        var head = await database.Number($"select max(seq_id) from scheduling.mt_events");
        var random = new Random(scenario.Length);
        foreach (var scope in await OpenScopes.Find(database.Source, default))
        {
            var whole = NewMatching(database, clock, scope);
            await whole.CatchUp();
            var expected = (whole.Position, whole.Hash, Proposed: whole.Peek());
            for (var cut = 0; cut < Cuts; cut++)
            {
                var first = NewMatching(database, clock, scope);
                await first.ReadTo(random.NextInt64(1, head + 1));
                await first.Snapshots!.Drop(scope);
                await first.Keep();

                var (second, third) = (NewMatching(database, clock, scope), NewMatching(database, clock, scope));
                (await second.Restore()).Should().BeTrue();
                (await third.Restore()).Should().BeTrue();
                (second.Position, second.Hash).Should().Be((first.Position, first.Hash));
                third.Peek().Should().Equal(first.Peek());

                await second.CatchUp();
                (second.Position, second.Hash).Should().Be((expected.Position, expected.Hash));
                second.Peek().Should().Equal(expected.Proposed);
            }
        }
    }

    [Theory]
    [InlineData("update scheduling.matcher_snapshot_chunks set data = set_byte(data, 10, 255 - get_byte(data, 10))")]
    [InlineData("delete from scheduling.matcher_snapshot_chunks where number = 0")]
    [InlineData("update scheduling.matcher_snapshots set chunks = 7")]
    [InlineData("update scheduling.matcher_snapshots set format = 'another'")]
    [InlineData("""
        update scheduling.matcher_snapshot_chunks set data = substr(data, 1, 9), hash = sha256(substr(data, 1, 9))
        """)]
    public async Task What_is_damaged_or_of_another_version_is_not_believed_and_the_log_is_read(string damage)
    {
        await using var database = await postgres.NewDatabase();
        var clock = await RecordedRun.Play(database, "return-with-the-order-kept");
        var scope = (await OpenScopes.Find(database.Source, default))[0];
        var whole = NewMatching(database, clock, scope);
        await whole.CatchUp();
        await whole.Keep();
        await database.Execute(System.Runtime.CompilerServices.FormattableStringFactory.Create(damage));

        var next = NewMatching(database, clock, scope);
        (await next.Restore()).Should().BeFalse();
        await next.CatchUp();
        next.Hash.Should().Be(whole.Hash);

        // And the next good one takes its place.
        await next.Keep();
        (await NewMatching(database, clock, scope).Restore()).Should().BeTrue();
    }

    [Fact]
    public async Task Of_a_position_that_the_log_does_not_reach_nothing_is_believed()
    {
        await using var database = await postgres.NewDatabase();
        var clock = await RecordedRun.Play(database, "return-with-the-order-kept");
        var scope = (await OpenScopes.Find(database.Source, default))[0];
        var kept = NewMatching(database, clock, scope);
        await kept.CatchUp();
        await kept.Keep();
        await database.Rows($"select setval('scheduling.mt_events_sequence', 3)");

        (await NewMatching(database, clock, scope).Restore()).Should().BeFalse();
    }

    [Fact]
    public async Task An_earlier_state_does_not_replace_a_later_one()
    {
        await using var database = await postgres.NewDatabase();
        var clock = await RecordedRun.Play(database, "return-with-the-order-kept");
        var scope = (await OpenScopes.Find(database.Source, default))[0];
        var (early, late) = (NewMatching(database, clock, scope), NewMatching(database, clock, scope));
        await early.ReadTo(5);
        await late.CatchUp();

        await late.Keep();
        await early.Keep();

        var next = NewMatching(database, clock, scope);
        await next.Restore();
        next.Position.Should().Be(late.Position);
    }

    private static ScopeMatching NewMatching(TestDatabase database, IClock clock, ScopeCode scope)
    {
        var (store, policies) = (new EventStore(database.Source), Shipped.Policies().ByReference);
        return new ScopeMatching(
            scope, store, new Executor(store, new CommandLog(database.Source), policies, clock), policies, clock,
            new RankIndex())
        {
            Snapshots = new MatcherSnapshots(database.Source, policies),
        };
    }
}
