using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Processes;
using Scheduling.Domain.Tests.Operations.Language;
using Scheduling.Host.Tests.Support;

namespace Scheduling.Host.Tests.DueTasks;

/// <summary>A process does all its members, each once, however often it is killed.</summary>
public sealed class ProcessLoopTests(Postgres postgres)
{
    private const int Slots = 6;

    [Fact]
    public async Task A_process_that_is_killed_at_every_member_does_each_once()
    {
        await using var town = await Town.New(postgres);
        var (terms, visits) = await Fill(town);
        await town.Accept(Cast.NearAdministrator, EndOfContract);

        // Each life sees the clock once more often than the one before, and every command looks at the clock.
        var lives = 0;
        for (var alive = false; !alive; lives++)
        {
            try
            {
                await town.Worker(clock: new ClockThatStops(town.Clock, lives)).RunAll();
                alive = true;
            }
            catch (OperationCanceledException)
            {
                (await town.StateOf(Process)).Should().BeOfType<Process.Running>();
            }
        }

        lives.Should().BeGreaterThan(3);
        (await town.StateOf(Process)).Should().BeOfType<Process.Ended>();
        foreach (var term in terms)
        {
            (await town.Life(term)).Count(name => name == "slot_withdrawn").Should().Be(1);
        }

        foreach (var visit in visits)
        {
            (await town.Life(visit)).Should().Equal("appointment_booked", "appointment_cancelled");
        }

        (await town.Database.Number($"select count(*) from scheduling.live_slot where appointment is not null"))
            .Should().Be(0);
    }

    [Fact]
    public async Task A_member_that_fails_is_left_and_named_and_the_others_are_done()
    {
        await using var town = await Town.New(postgres);
        var (terms, _) = await Fill(town);
        await town.Database.Execute($"""
            update scheduling.mt_events set headers = data, data = jsonb_build_object()
            where stream_id = {terms[0].Id.Value} and version = 1
            """);
        await town.Accept(Cast.NearAdministrator, EndOfContract);

        await town.Worker().RunAll();

        (await town.StateOf(Process)).Should().BeOfType<Process.Running>();
        (await town.Queue.Parked()).Should().ContainSingle().Which.Reason.Should().Contain($"{(StreamId)terms[0]}");
        foreach (var term in terms[1..])
        {
            (await town.Life(term)).Should().Contain("slot_withdrawn");
        }

        await town.Database.Execute($"update scheduling.mt_events set data = headers where headers is not null");
        await town.Queue.RunAgain();
        await town.Worker().RunAll();
        (await town.StateOf(Process)).Should().BeOfType<Process.Ended>();
        (await town.Queue.Parked()).Should().BeEmpty();
    }

    private static ProcessId Process => EndOfContract.Process;

    private static EndContract EndOfContract => new(Cast.Near, new LocalDate(2026, 9, 15));

    /// <summary>Slots of which every other one is taken.</summary>
    private static async Task<(Term[] Terms, AppointmentId[] Visits)> Fill(Town town)
    {
        Term[] terms =
        [
            .. Enumerable.Range(0, Slots).Select(i => new Term(
                $"slot {i}", Cast.Near, new LocalDateTime(2026, 9, 21, 9, 0).PlusMinutes(20 * i))),
        ];
        var visits = new List<AppointmentId>();
        foreach (var (i, term) in terms.Index())
        {
            await town.Accept(Cast.NearStaff, term.Publish);
            if (i % 2 == 1)
            {
                var patient = new Somebody($"patient {i}", i);
                await town.Accept(Actor.System, patient.Refer);
                await town.Accept(Actor.System, new ReleaseSlot(term.Id, 0));
                await town.Accept(Cast.ByIkp, patient.Book(term));
                visits.Add(patient.Visit);
            }
        }

        return (terms, [.. visits]);
    }

    /// <summary>Shows the time so many times and then ends the life of who asks.</summary>
    private sealed class ClockThatStops(IClock clock, int looks) : IClock
    {
        private int _left = looks;

        public Instant GetCurrentInstant() =>
            _left-- > 0 ? clock.GetCurrentInstant() : throw new OperationCanceledException("killed");
    }
}
