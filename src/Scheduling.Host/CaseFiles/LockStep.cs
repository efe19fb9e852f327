using NodaTime;
using Scheduling.Domain;
using Scheduling.Domain.Operations;
using Scheduling.Host.Matching;
using Scheduling.Host.Storage;

namespace Scheduling.Host.CaseFiles;

/// <summary>A command that was answered otherwise than in the case file.</summary>
public sealed record Deviation(CaseCommand Command, Outcome Outcome);

/// <summary>
/// Gives the commands of a case file to an engine on a virtual clock. Only what came from outside is given; what
/// matcher,
/// due work and processes decided is left for this engine to decide again. The file says when they had their turn:
/// between two commands of its own the engine of the file came to rest.
/// </summary>
public sealed class LockStep(VirtualEngine engine)
{
    private static readonly HashSet<Type> OfTheEngine =
    [
        typeof(AssignSlot), typeof(ReleaseSlot), typeof(SweepWindow), typeof(AdvanceWindow), typeof(EndProcess),
        typeof(WithdrawSlot), typeof(CancelByPlace),
    ];

    private readonly List<Deviation> _deviations = [];

    /// <summary>Commands given.</summary>
    public int Given { get; private set; }

    /// <summary>Commands of which the file says something else.</summary>
    public IReadOnlyList<Deviation> Deviations => _deviations;

    /// <summary>Gives all commands, in their order, and comes to rest at the instant of the last.</summary>
    public async Task Apply(IEnumerable<CaseCommand> commands, CancellationToken stop = default)
    {
        Instant? settledAt = null;
        foreach (var each in commands)
        {
            await engine.AdvanceTo(each.Now, stop);
            if (IsOfTheEngine(each.Command))
            {
                if (settledAt != each.Now)
                {
                    await engine.Settle(stop);
                    settledAt = each.Now;
                }

                continue;
            }

            var outcome = await engine.Run(each.Command, stop);
            Given++;
            settledAt = null;
            if (outcome.IsAccepted == each.WasRefused)
            {
                _deviations.Add(new Deviation(each, outcome));
            }
        }

        await engine.Settle(stop);
    }

    /// <summary>Whether the engine itself gave a command, as matcher, due work and processes do.</summary>
    public static bool IsOfTheEngine(Command command) =>
        command.By == Actor.System && OfTheEngine.Contains(command.Operation.GetType());
}
