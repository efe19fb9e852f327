namespace Scheduling.Domain.Operations;

/// <summary>What the engine asks of itself: matcher, due work and processes.</summary>
public static class EngineOperations
{
    private static readonly HashSet<Type> Own =
    [
        typeof(AssignSlot), typeof(ReleaseSlot), typeof(SweepWindow), typeof(AdvanceWindow), typeof(EndProcess),
        typeof(WithdrawSlot), typeof(CancelByPlace),
    ];

    /// <summary>The stored names of the operations that are the engine's own where the system asks for them.</summary>
    public static IReadOnlyCollection<string> Names { get; } =
    [
        .. OperationNames.All.Where(each => Own.Contains(each.Value)).Select(each => each.Key)
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Whether the engine itself gave a command: somebody else may ask for some of the same.</summary>
    public static bool IsOwn(Actor by, IOperation operation) =>
        by == Actor.System && Own.Contains(operation.GetType());
}
