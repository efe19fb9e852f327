using NodaTime;
using Scheduling.Domain.BookingWindows;

namespace Scheduling.Domain.Operations;

/// <summary>A scope takes part in the central registration from now on, decided by a policy.</summary>
public sealed record OpenScope(ScopeCode Scope, PolicyRef Policy) : IOperation
{
    public IEnumerable<StreamId> Reads => [StreamId.WindowOf(Scope)];

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        var plan = Plan.Outside(streams, context).Refuse(Permissions.RefuseUnlessSystem(context.By));

        // Asked again later, it does not bring back the policy of the first day.
        return streams.Window(Scope) is BookingWindow.Opened ? plan
            : plan.Do(Scope, new BookingWindowCommand.OpenScope(Scope)).Adopt(Scope, Policy, context);
    }
}

/// <summary>Another policy decides a scope from now on; all its entries are tried once under it.</summary>
public sealed record AdoptPolicy(ScopeCode Scope, PolicyRef Policy) : IOperation
{
    public IEnumerable<StreamId> Reads => [StreamId.WindowOf(Scope)];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        Plan.Outside(streams, context)
            .Refuse(Permissions.RefuseUnlessSystem(context.By))
            .Require(streams.Window(Scope) is not BookingWindow.Absent, Refusals.ScopeNotOpen(Scope))
            .Adopt(Scope, Policy, context);
}

/// <summary>The daily unblock: the window reaches as far as the policy says on this local day.</summary>
/// <remarks>Repeated on one day it records nothing, so it may be run whenever somebody thinks it is due.</remarks>
public sealed record AdvanceWindow(ScopeCode Scope) : IOperation
{
    public IEnumerable<StreamId> Reads => [StreamId.WindowOf(Scope)];

    public OperationDecision Decide(Streams streams, OperationContext context)
    {
        var plan = Plan.In(Scope, streams, context).Refuse(Permissions.RefuseUnlessSystem(context.By));
        return plan.IsRefused ? plan
            : plan.Do(Scope, new BookingWindowCommand.AdvanceWindow(
                plan.Now.Today.PlusDays(plan.Now.Policy.WindowDays)));
    }
}

/// <summary>The matcher found no held-back slot left on the days unblocked.</summary>
public sealed record SweepWindow(ScopeCode Scope, LocalDate Through) : IOperation
{
    public IEnumerable<StreamId> Reads => [StreamId.WindowOf(Scope)];

    public OperationDecision Decide(Streams streams, OperationContext context) =>
        Plan.In(Scope, streams, context)
            .Refuse(Permissions.RefuseUnlessSystem(context.By))
            .Do(Scope, new BookingWindowCommand.SweepWindow(Through));
}

/// <summary>Adopting a policy, which opening a scope and changing its rules share.</summary>
internal static class PolicyAdoption
{
    public static Plan Adopt(this Plan plan, ScopeCode scope, PolicyRef policy, OperationContext context) =>
        context.Policies.TryGetValue(policy, out var known)
            ? plan.Do(scope, new BookingWindowCommand.AdoptPolicy(policy, known.ValidFrom))
            : plan.Refuse(Refusals.Malformed("policy", $"no policy {policy} is known"));
}
