using System.Diagnostics;
using Scheduling.Domain.Matching;

namespace Scheduling.Domain.Operations;

/// <summary>Turns what the matcher proposes into the operations that decide it.</summary>
public static class Proposals
{
    /// <summary>The operation that decides a proposal of one scope.</summary>
    public static IOperation ToOperation(this Proposal proposal, ScopeCode scope) =>
        proposal switch
        {
            Proposal.Assign assign => new AssignSlot(assign.Slot, assign.Entry, assign.AsOf),
            Proposal.Release release => new ReleaseSlot(release.Slot, release.AsOf),
            Proposal.Sweep sweep => new SweepWindow(scope, sweep.Through),
            _ => throw new UnreachableException(),
        };
}
