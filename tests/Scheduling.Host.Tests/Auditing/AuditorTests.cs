using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Auditing;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Auditing;

/// <summary>The auditor finds nothing where nothing is wrong, and what is wrong where something is.</summary>
public sealed class AuditorTests(Postgres postgres)
{
    [Fact]
    public async Task Where_nothing_is_wrong_nothing_is_found()
    {
        await using var town = await Life();

        (await Audit(town)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_row_that_is_missing_or_too_many_or_otherwise_is_found()
    {
        await using var town = await Life();
        await town.Database.Execute($"delete from scheduling.live_entry where entry = {Cast.Piotr.Entry.Value}");
        await town.Database.Execute($"update scheduling.live_slot set appointment = null");
        await town.Database.Execute($"""
            insert into scheduling.live_first_time (patient, scope, kind, holder)
            values ({Guid.Empty}, '02.1100.001.02', 'entry', {Guid.Empty})
            """);

        (await Audit(town)).Select(finding => finding.Rule)
            .Should().Equal("live_slot", "live_slot", "live_first_time", "live_entry");
    }

    [Fact]
    public async Task A_stream_that_lost_an_event_and_a_command_that_lost_its_own_are_found()
    {
        await using var town = await Life();
        await town.Database.Execute($"delete from scheduling.mt_events where stream_id = {Cast.Piotr.Entry.Value}");

        (await Audit(town)).Select(finding => finding.Rule).Should().Contain(["streams", "commands", "live_entry"]);
    }

    [Fact]
    public async Task An_event_of_an_unknown_type_is_found()
    {
        await using var town = await Life();
        await town.Database.Execute($"""
            update scheduling.mt_events set type = 'slot_painted' where type = 'slot_released'
            """);

        (await Audit(town)).Select(finding => finding.Rule)
            .Should().Contain(["unknown-events", "inconsistent-streams"]);
    }

    [Fact]
    public async Task Who_looks_only_behind_a_position_finds_what_is_wrong_there_and_nothing_else()
    {
        await using var town = await Life();
        var auditor = new Auditor(town.Database.Source, town.Store);
        await town.Database.Execute($"delete from scheduling.live_entry where entry = {Cast.Piotr.Entry.Value}");
        var before = await town.Store.Horizon();

        (await auditor.AuditAfter(0)).Findings.Select(finding => finding.Rule).Should().Equal("live_entry");
        (await auditor.AuditAfter(before)).Findings.Should().BeEmpty();
        await town.Accept(Cast.ByIkp, Cast.Anna.Cancel());
        (await auditor.AuditAfter(before)).Findings.Should().BeEmpty();
        await town.Database.Execute($"update scheduling.live_slot set place = {Guid.Empty}");
        var (findings, upTo) = await auditor.AuditAfter(before);
        findings.Select(finding => finding.Rule).Should().Equal("live_slot", "live_slot");
        upTo.Should().Be(await town.Store.Horizon());
    }

    [Fact]
    public async Task A_node_that_serves_looks_by_itself_and_says_what_it_finds()
    {
        await using var town = await Life();
        var said = new System.Collections.Concurrent.ConcurrentQueue<string>();
        using var stop = new CancellationTokenSource();
        await using var node = new EngineService(
            town.Database.Database, TestPolicies.All, town.Clock, said.Enqueue)
        {
            AuditEvery = TimeSpan.FromMilliseconds(50),
        };
        var run = node.Run(stop.Token);
        while (!node.Owned.Contains("auditor"))
        {
            await Task.Delay(20);
        }

        await town.Accept(Actor.System, new Somebody("somebody", 99).Refer);
        while (said.IsEmpty)
        {
            await town.Database.Execute($"""
                update scheduling.mt_streams set version = version + 1
                where id = {new Somebody("somebody", 99).Referral!.Value.Value}
                """);
            await town.Accept(Actor.System, new Somebody($"{Guid.NewGuid()}", 1).Refer);
            await Task.Delay(50);
        }

        await stop.CancelAsync();
        await run;
        said.Should().Contain(line => line.StartsWith("auditor: streams: referral/", StringComparison.Ordinal));
    }

    private static Task<IReadOnlyList<Finding>> Audit(Town town) =>
        new Auditor(town.Database.Source, town.Store).Audit();

    /// <summary>Anna has a date and Piotr waits.</summary>
    private async Task<Town> Life()
    {
        var town = await Town.New(postgres);
        await town.Accept(Cast.NearStaff, Cast.Monday.Publish);
        await town.Accept(Actor.System, new ReleaseSlot(Cast.Monday.Id, 0));
        await town.Accept(Actor.System, Cast.Anna.Refer);
        await town.Accept(Actor.System, Cast.Piotr.Refer);
        await town.Accept(Cast.ByIkp, Cast.Anna.Book(Cast.Monday));
        await town.Accept(Cast.ByIkp, (Cast.Piotr with { Criteria = Criteria.None }).Join);
        return town;
    }
}
