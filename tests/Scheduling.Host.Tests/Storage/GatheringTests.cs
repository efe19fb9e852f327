using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Storage;

namespace Scheduling.Host.Tests.Storage;

/// <summary>Commands that come at the same time are run in one piece, and each has its own answer.</summary>
public sealed class GatheringTests
{
    private readonly List<IReadOnlyList<Command>> _pieces = [];
    private readonly List<Command> _alone = [];
    private readonly TaskCompletionSource _gate = new();
    private bool _isContested;

    [Fact]
    public async Task Those_that_come_while_others_are_in_hand_are_run_in_one_piece()
    {
        var gathering = Gather();
        Command[] commands = [.. Enumerable.Range(1, 7).Select(Named)];
        var asked = commands.Select(command => gathering.Run(command, CancellationToken.None)).ToList();
        _gate.SetResult();

        (await Task.WhenAll(asked)).Select(outcome => outcome.Last).Should().Equal(1, 2, 3, 4, 5, 6, 7);
        _alone.Should().Equal(commands[..1], "nobody was there to wait for");
        _pieces.Should().ContainSingle().Which.Should().Equal(commands[1..]);
    }

    [Fact]
    public async Task Many_are_a_piece_beside_the_one_in_hand()
    {
        var gathering = Gather();
        var asked = Enumerable.Range(1, 12).Select(n => gathering.Run(Named(n), CancellationToken.None)).ToList();
        _gate.SetResult();

        (await Task.WhenAll(asked)).Select(outcome => outcome.Last)
            .Should().Equal(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
        _alone.Should().ContainSingle();
        _pieces.Select(piece => piece.Count).Should().BeEquivalentTo([8, 3]);
    }

    [Fact]
    public async Task When_somebody_else_is_faster_twice_each_is_run_by_itself()
    {
        _isContested = true;
        var gathering = Gather();
        var asked = Enumerable.Range(1, 5).Select(n => gathering.Run(Named(n), CancellationToken.None)).ToList();
        _gate.SetResult();

        (await Task.WhenAll(asked)).Select(outcome => outcome.Last).Should().Equal(1, 2, 3, 4, 5);
        _pieces.Should().HaveCount(2);
        _alone.Should().HaveCount(5);
    }

    [Fact]
    public async Task One_that_fails_does_not_take_the_others_with_it()
    {
        var gathering = Gather();
        var asked = Enumerable.Range(0, 5).Reverse().Select(n => gathering.Run(Named(n), CancellationToken.None))
            .ToList();
        _gate.SetResult();

        (await Task.WhenAll(asked[..4])).Select(outcome => outcome.Last).Should().Equal(4, 3, 2, 1);
        await FluentActions.Awaiting(() => asked[4]).Should().ThrowAsync<InvalidOperationException>();
    }

    [Fact]
    public async Task The_same_command_comes_twice_in_no_piece()
    {
        var gathering = Gather();
        int[] numbers = [1, 2, 3, 4, 3, 4];
        var asked = numbers.Select(n => gathering.Run(Named(n), CancellationToken.None)).ToList();
        _gate.SetResult();

        (await Task.WhenAll(asked)).Select(outcome => outcome.Last).Should().Equal(1, 2, 3, 4, 3, 4);
        _pieces.Should().OnlyContain(piece => piece.DistinctBy(command => command.Id).Count() == piece.Count);
        (_pieces.Sum(piece => piece.Count) + _alone.Count).Should().Be(6);
    }

    [Fact]
    public async Task Who_gives_up_while_waiting_is_not_run_and_who_is_in_hand_is_answered()
    {
        using var stop = new CancellationTokenSource();
        var gathering = Gather();
        var asked = Enumerable.Range(1, 3).Select(n => gathering.Run(Named(n), stop.Token)).ToList();
        await stop.CancelAsync();

        await FluentActions.Awaiting(() => asked[1]).Should().ThrowAsync<OperationCanceledException>();
        await FluentActions.Awaiting(() => asked[2]).Should().ThrowAsync<OperationCanceledException>();
        _gate.SetResult();
        (await asked[0]).Last.Should().Be(1);
        _pieces.Should().BeEmpty();
        _alone.Should().ContainSingle();
    }

    private Gathering<Command, Outcome> Gather() => new(Together, Alone, command => command.Id);

    private async Task<IReadOnlyList<Outcome>?> Together(IReadOnlyList<Command> commands)
    {
        await _gate.Task;
        lock (_pieces)
        {
            _pieces.Add(commands);
        }

        return _isContested ? null : [.. commands.Select(OutcomeOf)];
    }

    private async Task<Outcome> Alone(Command command, CancellationToken stop)
    {
        await _gate.Task;
        lock (_alone)
        {
            _alone.Add(command);
        }

        return OutcomeOf(command);
    }

    // Number 0 cannot be run.
    private static Outcome OutcomeOf(Command command)
    {
        var number = command.Id.ToByteArray()[0];
        return number > 0
            ? new Outcome(number, number, null)
            : throw new InvalidOperationException("It cannot be run.");
    }

    private static Command Named(int number)
    {
        var id = new Guid(number, 0, 0, new byte[8]);
        return new Command(id, id, Actor.System, new AdvanceWindow(ScopeCode.Parse("02.1100.001.02")));
    }
}
