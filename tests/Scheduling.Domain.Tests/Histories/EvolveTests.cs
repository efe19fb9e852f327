using Scheduling.Domain.Operations;
using Scheduling.Domain.Serialization;
using Scheduling.Domain.Tests.Serialization;

namespace Scheduling.Domain.Tests.Histories;

/// <summary>
/// Every stream gathers any event in any state, and every decider has an answer to any of its commands.
/// </summary>
public sealed class EvolveTests
{
    // Long enough to reach every state: published, taken, freed, taken, consumed; registered to settled.
    private const int LivesLength = 5;

    private static readonly Actor By = Actor.System;

    public static TheoryData<StreamKind> Kinds => [.. Enum.GetValues<StreamKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_event_on_every_state_gives_a_state(StreamKind kind)
    {
        foreach (var state in StatesOf(kind))
        {
            foreach (var happened in EventNames.All.Select(name => Samples.EventOf(name, full: true)).Append(Unknown))
            {
                var after = StreamStates.Evolve(kind, state, happened);
                if (after is IInconsistent inconsistent)
                {
                    inconsistent.Event.Should().BeSameAs(happened);
                    inconsistent.Before.Should().BeSameAs(state);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_event_that_does_not_fit_makes_the_state_inconsistent_for_ever(StreamKind kind)
    {
        var broken = StreamStates.Evolve(kind, StreamStates.Initial(kind), Unknown);

        broken.Should().BeAssignableTo<IInconsistent>();
        EventsOf(kind).Select(happened => StreamStates.Evolve(kind, broken, happened))
            .Should().AllBeAssignableTo<IInconsistent>();
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_event_of_a_stream_fits_some_state(StreamKind kind) =>
        EventsOf(kind).Where(happened => StatesOf(kind).All(state => DoesNotFit(kind, state, happened)))
            .Should().BeEmpty();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_state_of_a_stream_is_reached(StreamKind kind)
    {
        var family = StreamStates.Initial(kind).GetType().BaseType!;
        var consistent = family.GetNestedTypes()
            .Where(type => type.IsAssignableTo(family) && !type.IsAssignableTo(typeof(IInconsistent)));

        StatesOf(kind).Select(state => state.GetType()).Distinct().Should().BeEquivalentTo(consistent);
    }

    public static TheoryData<string> Deciders => [.. DeciderTypes.Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Deciders))]
    public void Every_command_in_every_state_after_the_first_has_an_answer(string decider)
    {
        var decide = DeciderTypes.Single(type => type.Name == decider).GetMethod("Decide")!;
        var parameters = decide.GetParameters();
        var kind = Enum.GetValues<StreamKind>()
            .Single(each => StreamStates.Initial(each).GetType().BaseType == parameters[1].ParameterType);
        var commands = parameters[0].ParameterType.GetNestedTypes();
        var now = new Circumstances(
            Samples.At, By, Operations.Language.TestPolicies.Specialist);

        commands.Should().NotBeEmpty();
        foreach (var command in commands)
        {
            foreach (var state in StatesOf(kind).Where(state => state != StreamStates.Initial(kind)))
            {
                var answer = decide.Invoke(null, [new Samples(full: true).Make(command), state, now]);
                answer.Should().NotBeNull("of {0} in {1}", command.Name, state);
            }
        }
    }

    private static UnknownEvent Unknown { get; } = new("never_heard_of", "{}", Samples.At);

    private static IEnumerable<Type> DeciderTypes =>
        typeof(IOperation).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Decider", StringComparison.Ordinal) && type.IsPublic);

    private static bool DoesNotFit(StreamKind kind, StreamState state, DomainEvent happened) =>
        StreamStates.Evolve(kind, state, happened) is IInconsistent;

    private static DomainEvent[] EventsOf(StreamKind kind) =>
        [.. EventNames.All.Where(name => name.Stream == kind).Select(name => Samples.EventOf(name, full: true))];

    /// <summary>Every consistent state that some life leads to.</summary>
    private static HashSet<StreamState> StatesOf(StreamKind kind)
    {
        var states = new HashSet<StreamState> { StreamStates.Initial(kind) };
        for (var step = 0; step < LivesLength; step++)
        {
            states.UnionWith(
            [
                .. from state in states
                   from happened in EventsOf(kind)
                   let after = StreamStates.Evolve(kind, state, happened)
                   where after is not IInconsistent
                   select after,
            ]);
        }

        return states;
    }
}
