using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Auditing;
using Scheduling.Host.Matching;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Matching;

/// <summary>Several nodes on one database: one owns a scope, and nothing is lost or given twice when it goes
/// away.</summary>
public sealed class EngineServiceTests(Postgres postgres)
{
    private const int Patients = 60;
    private const int LooksForOwners = 200;

    [Fact]
    public async Task Who_waits_gets_what_is_published_though_owners_come_and_go()
    {
        await using var town = await Town.New(postgres);
        using var stop = new CancellationTokenSource();
        await using var first = NewNode(town);
        await using var second = NewNode(town);
        var nodes = new[] { first.Run(stop.Token), second.Run(stop.Token) };

        for (var i = 0; i < Patients; i++)
        {
            var patient = new Somebody($"patient {i}", i + 1) { Criteria = Criteria.None };
            await town.Accept(Actor.System, patient.Refer);
            await town.Accept(Cast.ByIkp, patient.Join);
            await town.Accept(Cast.NearStaff, TermOf(i).Publish);
            if (i % 20 == 10)
            {
                // The server takes its locks from whoever owns the scope now.
                await town.Database.Rows($"""
                    select pg_terminate_backend(pid) from pg_stat_activity
                    where datname = current_database() and application_name = 'scheduling-host control'
                    """);
            }
        }

        while (await Count(town, "entry_assigned") < Patients)
        {
            await Task.Delay(50);
        }

        // A node whose locks were taken looks after its connection now and then, and until it has looked thinks that it
        // owns what the other one owns by now.
        for (var look = 0; look < LooksForOwners && first.Owned.Intersect(second.Owned).Any(); look++)
        {
            await Task.Delay(50);
        }

        first.Owned.Concat(second.Owned).Should().OnlyHaveUniqueItems();
        await stop.CancelAsync();
        await Task.WhenAll(nodes);

        (await Count(town, "slot_assigned")).Should().Be(Patients);
        (await Count(town, "appointment_booked")).Should().Be(Patients);
        (await new Auditor(town.Database.Source, town.Store).Audit()).Should().BeEmpty();
    }

    [Fact]
    public async Task A_matcher_that_reads_the_log_anew_holds_what_the_last_one_held()
    {
        await using var town = await Town.New(postgres);
        var matcher = NewMatcher(town);
        for (var i = 0; i < 20; i++)
        {
            var patient = new Somebody($"patient {i}", i + 1) { Criteria = Criteria.None };
            await town.Accept(Actor.System, patient.Refer);
            await town.Accept(Cast.ByIkp, patient.Join);
            if (i % 3 == 0)
            {
                await town.Accept(Cast.NearStaff, TermOf(i).Publish);
            }

            while (await matcher.Step())
            {
                // Step does the work.
            }
        }

        var another = NewMatcher(town);
        (await another.Step()).Should().BeFalse();
        await matcher.CatchUp();

        another.Hash.Should().Be(matcher.Hash);
        (await Count(town, "entry_assigned")).Should().Be(7);
    }

    [Fact]
    public async Task Two_matchers_that_both_think_they_own_a_scope_give_nothing_twice()
    {
        await using var town = await Town.New(postgres);
        for (var i = 0; i < 40; i++)
        {
            var patient = new Somebody($"patient {i}", i + 1) { Criteria = Criteria.None };
            await town.Accept(Actor.System, patient.Refer);
            await town.Accept(Cast.ByIkp, patient.Join);
            await town.Accept(Cast.NearStaff, TermOf(i).Publish);
        }

        await Task.WhenAll(Enumerable.Range(0, 2).Select(async _ =>
        {
            var matcher = new ScopeMatching(
                Cast.Cardiology, town.Store, town.Executor, TestPolicies.All, town.Clock,
                new Domain.Matching.RankIndex())
            {
                GroupSize = 3,
            };
            while (await matcher.Step())
            {
                // Step does the work.
            }
        }));

        (await Count(town, "entry_assigned")).Should().Be(40);
        (await Count(town, "slot_assigned")).Should().Be(40);
        (await new Auditor(town.Database.Source, town.Store).Audit()).Should().BeEmpty();
    }

    private static Term TermOf(int number) =>
        new($"slot {number}", Cast.Near, new LocalDateTime(2026, 9, 21, 8, 0).PlusMinutes(10 * number));

    private static EngineService NewNode(Town town) =>
        new(town.Database.Database, TestPolicies.All, town.Clock, _ => { });

    private static ScopeMatching NewMatcher(Town town) =>
        new(
            Cast.Cardiology, town.Store, town.Executor, TestPolicies.All, town.Clock, new Domain.Matching.RankIndex());

    private static Task<long> Count(Town town, string type) =>
        town.Database.Number($"select count(*) from scheduling.mt_events where type = {type}");
}
