using NodaTime;
using Poczekalnia.Reporting;
using Poczekalnia.Simulation;
using Scheduling.Domain;
using Scheduling.Domain.Notices;
using Scheduling.Domain.Operations;
using Scheduling.Domain.ServicePlaces;

namespace Poczekalnia.Tests.Simulation;

/// <summary>What the executor promises: once, in one piece, and again when somebody was faster.</summary>
public sealed class ExecutorTests
{
    private static readonly PlaceId Place = new(Ids.Derive("test", "place"));
    private static readonly Instant Start = Instant.FromUtc(2026, 9, 1, 8, 0);

    private readonly EventLog _log = new();
    private readonly Heard _heard = new();
    private readonly Executor _executor;

    public ExecutorTests() =>
        _executor = new Executor(_log, Shipped.Policies().ByReference, _heard) { Clock = Start };

    [Fact]
    public void A_command_that_comes_twice_is_answered_twice_and_done_once()
    {
        var command = CommandOf(1, Registration);

        var first = _executor.Run(command);
        var second = _executor.Run(command);

        second.Should().Be(first);
        _log.Head.Should().Be(1);
        _heard.Events.Should().Be(1);
    }

    [Fact]
    public void A_refusal_is_recorded_and_no_event_is()
    {
        var outcome = _executor.Run(CommandOf(1, new ActivatePlace(Place)));

        outcome.Refusal.Should().NotBeNull();
        _log.Head.Should().Be(0);
        _heard.Commands.Should().Be(1);
    }

    [Fact]
    public void A_lost_race_is_decided_again()
    {
        var losses = 3;
        _executor.LosesRace = () => losses-- > 0;

        var outcome = _executor.Run(CommandOf(1, Registration));

        outcome.IsAccepted.Should().BeTrue();
        _log.Head.Should().Be(1);
    }

    [Fact]
    public void Who_always_loses_is_told_to_come_back_and_nothing_was_recorded()
    {
        _executor.LosesRace = () => true;

        var outcome = _executor.Run(CommandOf(1, Registration));

        outcome.Refusal.Should().Be(Refusals.Busy);
        _log.Head.Should().Be(0);
    }

    [Fact]
    public void A_clock_that_goes_back_does_not_take_the_log_with_it()
    {
        _executor.Run(CommandOf(1, Registration));
        _executor.Clock = Start - Duration.FromHours(2);

        _executor.Run(CommandOf(2, new ActivatePlace(Place)));

        _log.LastInstant.Should().Be(Start);
    }

    [Fact]
    public void A_group_with_one_refused_member_records_nothing()
    {
        var group = new[] { CommandOf(1, Registration), CommandOf(2, new ResumePlace(Place)) };

        _executor.RunGroup(group).Should().BeFalse();

        _log.Head.Should().Be(0);
        _heard.Commands.Should().Be(0);
    }

    [Fact]
    public void The_members_of_a_group_see_what_the_ones_before_them_decided()
    {
        var group = new[] { CommandOf(1, Registration), CommandOf(2, new ActivatePlace(Place)) };

        _executor.RunGroup(group).Should().BeTrue();

        _log.StateOf(Place).Should().BeOfType<ServicePlace.Known>().Which.Status.Should().Be(PlaceStatus.Active);
    }

    [Fact]
    public void An_append_that_rests_on_an_old_version_fails_as_a_whole()
    {
        _executor.Run(CommandOf(1, Registration));
        var happened = new ServicePlaceEvent.ServicePlaceActivated(Start);
        var old = new StreamTable();
        old.Set(Place, new StreamVersion(0, ServicePlace.Initial));

        var appended = _log.Append(old, [new PlannedEvent(Place, happened)]);

        appended.Should().BeNull();
        _log.Head.Should().Be(1);
        _log.Read(Place).Version.Should().Be(1);
    }

    private static RegisterPlace Registration =>
        new(
            Place, "121/100010", TerytCode.Parse("2463011"), new GeoPoint(5030000, 1895000),
            [ScopeCode.Parse("02.1580.001.02")]);

    private static Command CommandOf(int number, IOperation operation)
    {
        var id = Ids.Derive("test-command", $"{number}");
        return new Command(id, id, Actor.System, operation);
    }

    private sealed class Heard : IRunListener
    {
        public int Commands { get; private set; }

        public int Events { get; private set; }

        public void OnCommand(Command command, Outcome outcome, Instant now, PolicyRef? policy) => Commands++;

        public void OnEvent(RecordedEvent recorded, Command command) => Events++;

        public void OnNotice(NoticeIntent notice, Instant at, long? cause)
        {
            // No notice follows from what these tests do.
        }

        public void OnDue(Due due)
        {
            // No due work follows from what these tests do.
        }
    }
}
