using Scheduling.Domain.Operations;

namespace Scheduling.Domain.Tests.Operations.Language;

/// <summary>A question that was asked. Each <c>Then</c> asks it twice: what is done is not done again.</summary>
public sealed class Asked(Story story, Actor by, IOperation operation)
{
    /// <summary>Exactly these events, stream by stream in this order, and asking again records nothing.</summary>
    public Story Then(params PlannedEvent[] expected)
    {
        var accepted = Accept();
        TextOf(accepted.Events).Should().Equal(TextOf(expected));
        accepted.Events.OrderBy(planned => planned.Stream).Should()
            .Equal(expected.OrderBy(planned => planned.Stream), "equal texts may hide what they do not show");
        story.World.Append(accepted.Events);
        foreach (var (stream, after) in accepted.After.All)
        {
            story.World.Read(stream).Should().Be(after, "the decision says what it leads to");
            after.State.Should().NotBeAssignableTo<IInconsistent>();
        }

        var again = story.World.Decide(operation, by, story.Now);
        (again as OperationDecision.Accepted)?.Events.Should().BeEmpty("it was done already");
        return story;
    }

    /// <summary>It is so already.</summary>
    public Story ThenNothing()
    {
        TextOf(Accept().Events).Should().BeEmpty();
        return story;
    }

    /// <summary>It is refused, by this code with these arguments.</summary>
    public Story ThenRefused(Refusal reason)
    {
        var decision = story.World.Decide(operation, by, story.Now);
        decision.Should().BeOfType<OperationDecision.Refused>("{0} must not be possible", operation);
        var refused = ((OperationDecision.Refused)decision).Reason;
        $"{refused.Code}: {refused}".Should().Be($"{reason.Code}: {reason}");
        refused.Should().Be(reason);
        return story;
    }

    private OperationDecision.Accepted Accept()
    {
        var decision = story.World.Decide(operation, by, story.Now);
        decision.Should().BeOfType<OperationDecision.Accepted>("{0} must be possible: {1}", operation, decision);
        return (OperationDecision.Accepted)decision;
    }

    private static List<string> TextOf(IEnumerable<PlannedEvent> events) =>
        [.. events.OrderBy(planned => planned.Stream).Select(planned => $"{planned.Stream}: {planned.Event}")];
}
