using NodaTime;
using Poczekalnia.Reporting;
using Scheduling.Domain.Matching;
using Scheduling.Host.Auditing;
using Scheduling.Host.Matching;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Auditing;

/// <summary>What a matcher kept is compared with the log; what is well-formed and wrong is found and dropped.</summary>
public sealed class SnapshotAuditorTests(Postgres postgres)
{
    public static TheoryData<string> Damages =>
        ["entries", "slots", "places", "policy", "window", "work"];

    [Theory]
    [InlineData("return-with-the-order-kept")]
    [InlineData("suspended-place")]
    [InlineData("no-matcher-running")]
    [InlineData("criteria-change-against-open-slots")]
    public async Task What_a_matcher_kept_that_had_its_turn_is_what_the_log_says(string scenario)
    {
        await using var database = await postgres.NewDatabase();
        var clock = await RecordedRun.Play(database, scenario);
        var matching = NewMatching(database, clock);
        while (await matching.Step())
        {
            // Step does the work.
        }

        await matching.Keep();

        (await Auditor(database, clock).Audit()).Should().BeEmpty();
        (await Snapshots(database)).Should().Be(1);
    }

    [Theory]
    [MemberData(nameof(Damages))]
    public async Task What_is_well_formed_and_wrong_is_found_and_dropped(string damage)
    {
        await using var database = await postgres.NewDatabase();
        var clock = await RecordedRun.Play(database, "suspended-place");
        var matching = NewMatching(database, clock);
        var head = await database.Number($"select max(seq_id) from scheduling.mt_events");
        var state = matching.Capture();
        for (var to = 1; state.Slots.Count == 0 || state.Entries.Count == 0; to++)
        {
            to.Should().BeLessThan((int)head, "at some time somebody waits and a slot is free");
            await matching.ReadTo(to);
            state = matching.Capture();
        }

        await matching.Snapshots!.Save(matching.Scope, Damaged(state, damage));
        var early = new VirtualClock(Instant.FromUtc(2020, 1, 1, 0, 0));

        (await Auditor(database, early).Audit()).Should().ContainSingle()
            .Which.Rule.Should().Be("matcher-snapshot");
        (await Snapshots(database)).Should().Be(1, "whoever only looks changes nothing");

        (await Auditor(database, early).AuditOncePerDay()).Should().ContainSingle();
        (await Snapshots(database)).Should().Be(0);
    }

    [Fact]
    public async Task Once_a_day_is_enough()
    {
        await using var database = await postgres.NewDatabase();
        var clock = await RecordedRun.Play(database, "suspended-place");
        (await Auditor(database, clock).AuditOncePerDay()).Should().BeEmpty();
        var matching = NewMatching(database, clock);
        await matching.CatchUp();
        await matching.Snapshots!.Save(matching.Scope, Damaged(matching.Capture(), "policy"));

        (await Auditor(database, clock).AuditOncePerDay()).Should().BeEmpty();
        await database.Execute($"""
            update scheduling.mt_event_progression set last_updated = now() - interval '25 hours'
            """);
        (await Auditor(database, clock).AuditOncePerDay()).Should().ContainSingle();
    }

    private static FeedState Damaged(FeedState state, string what) =>
        what switch
        {
            "entries" => state with { Entries = [.. state.Entries.Skip(1)] },
            "slots" => state with
            {
                Slots = [.. state.Slots.Select(slot => slot with { Released = !slot.Released })],
            },
            "places" => state with
            {
                Places = [.. state.Places.Select(place => place with { Active = !place.Active })],
            },
            "policy" => state with { MinimumLeadDays = state.MinimumLeadDays + 1 },
            "window" => state with { WindowThrough = state.WindowThrough!.Value.PlusDays(1) },
            _ => state with
            {
                Work = [.. state.Work, new FeedWork(1, null, null, state.WindowThrough!.Value.PlusDays(9))],
            },
        };

    private static Task<long> Snapshots(TestDatabase database) =>
        database.Number($"select count(*) from scheduling.matcher_snapshots");

    private static SnapshotAuditor Auditor(TestDatabase database, IClock clock) =>
        new(database.Source, new EventStore(database.Source), Shipped.Policies().ByReference, clock);

    private static ScopeMatching NewMatching(TestDatabase database, IClock clock)
    {
        var (store, policies) = (new EventStore(database.Source), Shipped.Policies().ByReference);
        var scope = OpenScopes.Find(database.Source, default).GetAwaiter().GetResult()[0];
        return new ScopeMatching(
            scope, store, new Executor(store, new CommandLog(database.Source), policies, clock), policies, clock,
            new RankIndex())
        {
            Snapshots = new MatcherSnapshots(database.Source, policies),
        };
    }
}
