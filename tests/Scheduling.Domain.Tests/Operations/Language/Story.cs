using NodaTime;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Slots;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations.Language;

/// <summary>
/// Given what has happened, when somebody asks, then exactly these events, or a refusal. A story may go on after a
/// <c>Then</c>: what was asked for has happened.
/// </summary>
public sealed class Story
{
    public World World { get; } = new();

    /// <summary>When the next question is asked.</summary>
    public Instant Now { get; private set; } = Start;

    /// <summary>The scopes take part, both places are active, and the windows reach as far as they may.</summary>
    public static Story Begins() => BeginsAt(Start);

    /// <summary>The same at another time.</summary>
    public static Story BeginsAt(Instant now) =>
        BeforeActivation(now).Given(new ActivatePlace(Near), new ActivatePlace(Far));

    /// <summary>The scopes take part, both places are registered and not yet active.</summary>
    public static Story BeforeActivation() => BeforeActivation(Start);

    /// <summary>Time goes on.</summary>
    public Story At(int year, int month, int day, int hour = 10, int minute = 0) =>
        At(Warsaw(year, month, day, hour, minute));

    /// <inheritdoc cref="At(int, int, int, int, int)"/>
    public Story At(Instant now)
    {
        now.Should().BeGreaterThanOrEqualTo(Now, "a story does not go back");
        Now = now;
        return this;
    }

    /// <summary>These were asked for by somebody who may, and each recorded something.</summary>
    public Story Given(params IOperation[] operations)
    {
        foreach (var operation in operations)
        {
            Given(WhoMay(operation), operation);
        }

        return this;
    }

    /// <summary>These were asked for by somebody, and each recorded something.</summary>
    public Story Given(Actor by, params IOperation[] operations)
    {
        foreach (var operation in operations)
        {
            var decision = World.Decide(operation, by, Now);
            decision.Should().BeOfType<OperationDecision.Accepted>("{0} must be possible: {1}", operation, decision);
            var events = ((OperationDecision.Accepted)decision).Events;
            events.Should().NotBeEmpty("{0} must do something", operation);
            World.Append(events);
        }

        return this;
    }

    /// <summary>This stands in the log, however it came there.</summary>
    public Story GivenHistory(params PlannedEvent[] events)
    {
        World.Append(events);
        return this;
    }

    /// <summary>The place has published the time, and nobody has offered it to the list yet.</summary>
    public Story Published(params Term[] terms) => Given([.. terms.Select(term => term.Publish)]);

    /// <summary>The public may book the time.</summary>
    public Story Open(params Term[] terms)
    {
        foreach (var term in terms)
        {
            Published(term);
            if (World.StateOf(term.Id) is Slot.Free { Released: false })
            {
                Given(new ReleaseSlot(term.Id, World.Log.Count));
            }
        }

        return this;
    }

    /// <summary>The scope follows another policy from now on.</summary>
    public Story Adopted(SchedulingPolicy policy) => Given(new AdoptPolicy(Cardiology, policy.Ref));

    /// <summary>The patient asks by the patient's account.</summary>
    public Asked When(IOperation operation) => When(ByIkp, operation);

    public Asked When(Actor by, IOperation operation) => new(this, by, operation);

    private static Story BeforeActivation(Instant now) =>
        new Story { Now = now }.Given(
            new OpenScope(Cardiology, TestPolicies.Specialist.Ref),
            new OpenScope(Screening, TestPolicies.Screening.Ref),
            new AdvanceWindow(Cardiology),
            new AdvanceWindow(Screening),
            RegisterNear,
            RegisterFar);
}
