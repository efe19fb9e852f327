using NodaTime;

namespace Scheduling.Domain;

/// <summary>What a decision may know besides its command and the state: when it is, under which rules, who asks.</summary>
/// <param name="Now">The instant of the decision; never before the last event of the streams it reads.</param>
/// <param name="Policy">The rules in force in the scope concerned.</param>
/// <param name="By">Who asks.</param>
public sealed record Circumstances(Instant Now, SchedulingPolicy Policy, Actor By)
{
    /// <summary>The local date in Poland.</summary>
    public LocalDate Today => WarsawTime.DateOf(Now);
}
