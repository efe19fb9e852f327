using Scheduling.Host.Auditing;
using Scheduling.Host.ReadModels;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.Auditing;

/// <summary>The auditor folds the events and finds every row of a read model that says something else.</summary>
public sealed class KeptTableTests(Postgres postgres)
{
    public static TheoryData<string> Scenarios =>
    [
        "return-with-the-order-kept", "withdraw-and-referral-cancelled", "contract-end-with-a-kill",
        "undetermined-miss-settled-later", "force-majeure-on-the-seventh-day", "forecast-of-the-wait",
        "reschedule-takes-its-reminders-along", "continuing-visit-and-closing-the-referral",
    ];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task However_far_a_read_model_has_come_it_says_what_the_events_say_up_to_there(string scenario)
    {
        await using var database = await postgres.NewDatabase();
        await RecordedRun.Play(database, scenario);

        for (var stretch = 5; stretch < 400; stretch *= 3)
        {
            foreach (var (i, model) in ReadModel.All.Index())
            {
                var reader = new ReadModelReader(database.Source, Store(database), model) { PageSize = stretch + i };
                await reader.Step();
            }

            (await Audit(database)).Should().BeEmpty();
        }
    }

    [Theory]
    [InlineData("read.place", "update read.place set status = 'suspended'")]
    [InlineData("read.slot", "update read.slot set state = 'withdrawn'")]
    [InlineData("read.slot", "delete from read.slot")]
    [InlineData("read.slot", "update read.slot set starts_at = starts_at + interval '1 day'")]
    [InlineData("read.appointment", "update read.appointment set slot = gen_random_uuid()")]
    [InlineData("read.appointment", "update read.appointment set appointment = gen_random_uuid()")]
    [InlineData("read.entry", "update read.entry set since = since - interval '1 microsecond'")]
    [InlineData("read.entry", "update read.entry set class = 'urgent' where class <> 'urgent'")]
    [InlineData("read.report", "update read.report set state = 'closed', closed_reason = null")]
    [InlineData("read.referral", "update read.referral set place = null, state = 'held'")]
    [InlineData("read.freed_slot", "delete from read.freed_slot")]
    [InlineData("read.freed_slot", "update read.freed_slot set version = version + 1")]
    [InlineData("positions", "update scheduling.mt_event_progression set last_seq_id = 1000000")]
    public async Task A_row_that_says_something_else_is_found(string rule, string damage)
    {
        await using var database = await Whole("return-with-the-order-kept");
        await database.Execute(System.Runtime.CompilerServices.FormattableStringFactory.Create(damage));

        (await Audit(database)).Select(finding => finding.Rule).Should().Contain(rule).And.OnlyContain(
            found => found == rule || rule == "positions");
        if (rule != "positions")
        {
            var (recent, _) = await new Auditor(database.Source, Store(database)).AuditAfter(0);
            recent.Select(finding => finding.Rule).Should().Contain(rule);
        }
    }

    [Fact]
    public async Task A_read_model_that_does_not_move_while_the_log_goes_on_is_found()
    {
        await using var database = await Whole("return-with-the-order-kept");
        var auditor = new Auditor(database.Source, Store(database));
        var head = await Store(database).Horizon();
        (await auditor.AuditAfter(head)).Findings.Should().BeEmpty();

        await database.Execute($"""
            update scheduling.mt_event_progression
            set last_seq_id = last_seq_id - 1, last_updated = now() - interval '2 minutes' where name = 'read/entries'
            """);

        (await auditor.AuditAfter(head)).Findings.Should().ContainSingle()
            .Which.What.Should().StartWith("read/entries has stood at");
    }

    [Fact]
    public async Task Whoever_looks_while_tables_are_exchanged_sees_the_old_or_the_new_ones()
    {
        await using var database = await Whole("return-with-the-order-kept");
        var rebuilds = Task.Run(async () =>
        {
            foreach (var model in ReadModel.All.Concat(ReadModel.All))
            {
                await new Rebuild(database.Source, Store(database), model).Run();
            }
        });

        var looks = 0;
        while (!rebuilds.IsCompleted || looks == 0)
        {
            (await Audit(database)).Should().BeEmpty();
            looks++;
        }

        await rebuilds;
    }

    private static EventStore Store(TestDatabase database) => new(database.Source);

    private static Task<IReadOnlyList<Finding>> Audit(TestDatabase database) =>
        new Auditor(database.Source, Store(database)).Audit();

    private async Task<TestDatabase> Whole(string scenario)
    {
        var database = await postgres.NewDatabase();
        await RecordedRun.Play(database, scenario);
        foreach (var model in ReadModel.All)
        {
            await new ReadModelReader(database.Source, Store(database), model).CatchUp();
        }

        return database;
    }
}
