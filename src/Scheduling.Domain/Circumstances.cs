using System.Diagnostics;
using NodaTime;

namespace Scheduling.Domain;

/// <summary>
/// What a decision may know besides its command and the state: when it is, who asks, under which rules.
/// </summary>
/// <param name="Now">The instant of the decision; never before the last event of the streams it reads.</param>
/// <param name="By">Who asks.</param>
/// <param name="Adopted">The policy in force in the scope concerned; nothing where no scope is.</param>
public sealed record Circumstances(Instant Now, Actor By, SchedulingPolicy? Adopted)
{
    /// <summary>The local date in Poland.</summary>
    public LocalDate Today { get; } = WarsawTime.DateOf(Now);

    /// <summary>The policy in force in the scope concerned.</summary>
    public SchedulingPolicy Policy => Adopted ?? throw new UnreachableException("A rule of a scope outside any scope.");
}
