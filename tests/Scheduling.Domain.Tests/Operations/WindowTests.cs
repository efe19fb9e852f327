using NodaTime;
using Scheduling.Domain.BookingWindows;
using Scheduling.Domain.Operations;
using Scheduling.Domain.Tests.Operations.Language;
using static Scheduling.Domain.Tests.Operations.Language.Cast;

namespace Scheduling.Domain.Tests.Operations;

/// <summary>How far ahead a scope may be booked, and under which policy.</summary>
public sealed class WindowTests
{
    private static readonly StreamId Window = WindowOf(Cardiology);
    private static readonly PolicyRef Policy = TestPolicies.Specialist.Ref;

    private static Story Opened => new Story().Given(new OpenScope(Cardiology, Policy));

    [Fact]
    public void A_scope_takes_part_under_a_policy() =>
        new Story().When(Actor.System, new OpenScope(Cardiology, Policy)).Then(
            On(Window, new BookingWindowEvent.ScopeOpened(Cardiology, Start)),
            On(Window, new BookingWindowEvent.PolicyAdopted(Policy, Start)));

    [Fact]
    public void Opening_it_again_does_not_bring_back_the_first_policy() =>
        Opened.Given(new AdoptPolicy(Cardiology, TestPolicies.Shorter.Ref))
            .When(Actor.System, new OpenScope(Cardiology, Policy)).ThenNothing();

    [Fact]
    public void Another_policy_is_adopted_once() =>
        Opened.When(Actor.System, new AdoptPolicy(Cardiology, TestPolicies.Shorter.Ref)).Then(
            On(Window, new BookingWindowEvent.PolicyAdopted(TestPolicies.Shorter.Ref, Start)));

    [Fact]
    public void A_policy_is_known_in_force_and_of_an_open_scope() =>
        Opened
            .When(Actor.System, new AdoptPolicy(Cardiology, new PolicyRef("nobody@1#000000000000")))
            .ThenRefused(Refusals.Malformed("policy", "no policy nobody@1#000000000000 is known"))
            .When(Actor.System, new AdoptPolicy(Cardiology, TestPolicies.OfNextYear.Ref))
            .ThenRefused(Refusals.TooEarly(new LocalDateTime(2027, 1, 1, 0, 0)))
            .When(Actor.System, new AdoptPolicy(Screening, TestPolicies.Screening.Ref))
            .ThenRefused(Refusals.ScopeNotOpen(Screening));

    [Fact]
    public void The_window_reaches_forty_days_ahead_the_last_included() =>
        Opened.When(Actor.System, new AdvanceWindow(Cardiology)).Then(
            On(Window, new BookingWindowEvent.WindowAdvanced(WindowEnd, Start)));

    [Fact]
    public void At_midnight_a_further_day_is_unblocked()
    {
        var midnight = Warsaw(2026, 9, 8, 0, 0);

        Opened.Given(new AdvanceWindow(Cardiology)).At(midnight - Duration.Epsilon)
            .When(Actor.System, new AdvanceWindow(Cardiology)).ThenNothing()
            .At(midnight).When(Actor.System, new AdvanceWindow(Cardiology)).Then(
                On(Window, new BookingWindowEvent.WindowAdvanced(WindowEnd.PlusDays(1), midnight)));
    }

    [Fact]
    public void A_shorter_window_takes_nothing_back_and_stands_until_the_days_have_caught_up()
    {
        var caughtUp = Warsaw(2026, 9, 18, 0, 0);

        Opened.Given(new AdvanceWindow(Cardiology), new AdoptPolicy(Cardiology, TestPolicies.Shorter.Ref))
            .When(Actor.System, new AdvanceWindow(Cardiology)).ThenNothing()
            .At(2026, 9, 17, 23).When(Actor.System, new AdvanceWindow(Cardiology)).ThenNothing()
            .At(caughtUp).When(Actor.System, new AdvanceWindow(Cardiology)).Then(
                On(Window, new BookingWindowEvent.WindowAdvanced(WindowEnd.PlusDays(1), caughtUp)));
    }

    [Fact]
    public void Days_are_swept_once_and_only_those_unblocked() =>
        Opened.Given(new AdvanceWindow(Cardiology))
            .When(Actor.System, new SweepWindow(Cardiology, WindowEnd.PlusDays(1))).ThenRefused(Refusals.SlotNotDue)
            .When(Actor.System, new SweepWindow(Cardiology, WindowEnd)).Then(
                On(Window, new BookingWindowEvent.WindowSwept(WindowEnd, Start)))
            .When(Actor.System, new SweepWindow(Cardiology, WindowEnd.PlusDays(-1))).ThenNothing();

    [Fact]
    public void Only_the_engine_does_this()
    {
        var refusal = Refusals.ActorNotAllowed("system");

        Opened
            .When(NearAdministrator, new OpenScope(Screening, TestPolicies.Screening.Ref)).ThenRefused(refusal)
            .When(NearAdministrator, new AdoptPolicy(Cardiology, Policy)).ThenRefused(refusal)
            .When(NearAdministrator, new AdvanceWindow(Cardiology)).ThenRefused(refusal)
            .When(NearAdministrator, new SweepWindow(Cardiology, WindowEnd)).ThenRefused(refusal);
    }

    [Fact]
    public void A_scope_that_takes_no_part_has_no_window() =>
        new Story()
            .When(Actor.System, new AdvanceWindow(Cardiology)).ThenRefused(Refusals.ScopeNotOpen(Cardiology))
            .When(Actor.System, new SweepWindow(Cardiology, WindowEnd))
            .ThenRefused(Refusals.ScopeNotOpen(Cardiology));
}
