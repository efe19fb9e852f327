using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.DueTasks;
using Scheduling.Host.Storage;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.DueTasks;

/// <summary>What is due is done, once and in order; what fails is put aside and the rest goes on.</summary>
public sealed class DueWorkerTests(Postgres postgres)
{
    private const int Reminders = 10_000;

    private static readonly DueWorkOptions SideBySide = new(OneLane: false, Duration.Zero);

    [Fact]
    public async Task Of_ten_thousand_reminders_of_which_a_tenth_fails_the_others_are_sent()
    {
        await using var town = await Town.New(postgres);
        var due = await Remember(town, Reminders);
        await Poison(town, 10);
        town.Clock.Now = due;

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => town.Worker(SideBySide).RunAll()));

        (await town.Database.Number($"select count(*) from scheduling.notice_intents")).Should().Be(9_000);
        var parked = await town.Queue.Parked();
        parked.Should().HaveCount(1_000);
        parked.Should().OnlyContain(item => item.Attempts == Limits.DueAttempts && item.Reason != null);
        (await town.Queue.Waiting()).Should().OnlyContain(item => item.Due.At > due);

        // By hand, once what was wrong is right again.
        await Repair(town);
        (await town.Queue.RunAgain(parked[0].Due.Work.Key)).Should().Be(1);
        (await town.Queue.RunAgain()).Should().Be(999);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => town.Worker(SideBySide).RunAll()));
        (await town.Database.Number($"select count(*) from scheduling.notice_intents")).Should().Be(Reminders);
        (await town.Queue.Parked()).Should().BeEmpty();
    }

    [Fact]
    public async Task The_window_rolls_once_a_day_and_is_due_again_on_the_next()
    {
        await using var town = await Town.New(postgres);
        await town.Worker().RunAll();
        (await town.Queue.NextAt()).Should().Be(Cast.Warsaw(2026, 9, 8, 0, 0));

        town.Clock.Now = Cast.Warsaw(2026, 9, 8, 0, 0);
        await town.Worker().RunAll();

        (await town.Life(Cast.WindowOf(Cast.Cardiology)))
            .Should().Equal("scope_opened", "policy_adopted", "window_advanced", "window_advanced");
        (await town.Queue.NextAt()).Should().Be(Cast.Warsaw(2026, 9, 9, 0, 0));
    }

    [Fact]
    public async Task What_is_due_is_done_by_instant_kind_and_key_and_nothing_before_its_time()
    {
        await using var town = await Town.New(postgres);
        var due = await Remember(town, 5);
        var worker = town.Worker();

        town.Clock.Now = due.PlusNanoseconds(-1_000);
        await worker.RunAll();
        (await town.Database.Number($"select count(*) from scheduling.notice_intents")).Should().Be(0);

        town.Clock.Now = due;
        var left = (await town.Queue.Waiting()).Select(item => item.Due).ToList();
        left.Should().BeInAscendingOrder();
        while (left[0].At <= due)
        {
            (await worker.RunNext()).Should().BeTrue();
            left.RemoveAt(0);
            (await town.Queue.Waiting()).Select(item => item.Due).Should().Equal(left);
        }

        (await worker.RunNext()).Should().BeFalse();
    }

    [Fact]
    public async Task Many_workers_do_an_item_once()
    {
        await using var town = await Town.New(postgres);
        town.Clock.Now = await Remember(town, 40);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => town.Worker(SideBySide).RunAll()));

        (await town.Database.Number($"select count(*) from scheduling.notice_intents")).Should().Be(40);
        (await town.Queue.Parked()).Should().BeEmpty();
    }

    [Fact]
    public async Task An_item_that_failed_holds_up_its_lane_and_nobody_else()
    {
        await using var town = await Town.New(postgres);
        var due = await Remember(town, 2);
        await Poison(town, 2);
        town.Clock.Now = due + Duration.FromDays(30);
        var worker = town.Worker(DueWorkOptions.Real);

        await worker.RunAll();

        // The appointment of the good reminder has its second one behind it, that of the bad one waits for the first.
        (await town.Database.Number($"select count(*) from scheduling.notice_intents")).Should().Be(2);
        var waiting = (await town.Queue.Waiting()).Where(item => item.Due.Work is DueWork.SendReminder).ToList();
        waiting.Select(item => item.Attempts).Should().Equal(1, 0);

        for (var seconds = 1; seconds <= 16; seconds *= 2)
        {
            town.Clock.Now += Duration.FromSeconds(seconds);
            await worker.RunAll();
        }

        (await town.Queue.Parked()).Select(item => item.Attempts).Should().Contain(Limits.DueAttempts);
    }

    [Fact]
    public void Due_work_is_read_back_as_it_was_written()
    {
        DueWork[] all =
        [
            new DueWork.RollWindow(Cast.Cardiology),
            new DueWork.ContinueProcess(new ProcessId(Ids.Derive("test", "process"))),
            new DueWork.SendReminder(Cast.Anna.Visit, new LocalDateTime(2026, 9, 21, 9, 0, 30), 7),
        ];

        foreach (var work in all)
        {
            StoredDue.Read(Domain.Serialization.EnumText.Of(work.Kind), StoredDue.Write(work)).Should().Be(work);
        }

        all.Select(work => work.Kind).Should().BeEquivalentTo(Enum.GetValues<DueKind>());
    }

    /// <summary>Appointments three weeks ahead, as if loaded; their first reminders are due at the same
    /// instant.</summary>
    private static async Task<Instant> Remember(Town town, int count)
    {
        var term = Cast.Monday with { StartAt = new LocalDateTime(2026, 9, 28, 9, 0) };
        foreach (var chunk in Enumerable.Range(0, count).Chunk(EventStore.EventsPerAppend / 2))
        {
            var events = chunk
                .Select(i => Cast.Anna with { Name = $"patient {i}" })
                .Select(patient => new PlannedEvent(
                    patient.Visit, patient.BookedAt(Cast.Start, term, Cast.ByIkp) with { Report = null }))
                .ToList();
            var due = events.SelectMany(each => Domain.Reminders.ReminderPolicy.After(
                new AppointmentId(each.Stream.Value), term.StartAt, Cast.Start, TestPolicies.Specialist));
            await town.Store.Append(new AppendRequest
            {
                Read = [.. events.Select(each => new StreamRead(each.Stream, 0))],
                Events = events,
                Due = [.. due],
            });
        }

        return Cast.Warsaw(2026, 9, 21, 10, 0);
    }

    /// <summary>One appointment in so many has data that cannot be read.</summary>
    private static Task<int> Poison(Town town, int oneIn) =>
        town.Database.Execute($"""
            update scheduling.mt_events set headers = data, data = jsonb_build_object()
            where type = 'appointment_booked' and seq_id % {oneIn} = 0
            """);

    private static Task<int> Repair(Town town) =>
        town.Database.Execute($"""
            update scheduling.mt_events set data = headers, headers = null where headers is not null
            """);
}
