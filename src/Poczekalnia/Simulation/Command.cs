using Scheduling.Domain;
using Scheduling.Domain.Operations;

namespace Poczekalnia.Simulation;

/// <summary>A request as it reaches the engine.</summary>
/// <param name="Id">Names the request: the same one coming again is answered and not done again.</param>
/// <param name="Correlation">Common to everything that one outside request set going.</param>
public sealed record Command(Guid Id, Guid Correlation, Actor By, IOperation Operation);

/// <summary>What became of a command.</summary>
/// <param name="First">The position of its first event; 0 when it recorded none.</param>
/// <param name="Last">The position of its last event; 0 when it recorded none.</param>
/// <param name="Refusal">Why it was refused; nothing when it was accepted.</param>
public readonly record struct Outcome(long First, long Last, Refusal? Refusal)
{
    public bool IsAccepted => Refusal is null;

    public bool RecordedSomething => Last > 0;
}
