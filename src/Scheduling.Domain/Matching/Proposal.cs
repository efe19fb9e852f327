using NodaTime;

namespace Scheduling.Domain.Matching;

/// <summary>What the matcher would do; an operation decides whether it is done.</summary>
/// <param name="AsOf">The last position the matcher had read: fairness is judged there.</param>
public abstract record Proposal(long AsOf)
{
    /// <summary>Give a slot, held back or released, to an entry.</summary>
    public sealed record Assign(SlotId Slot, EntryId Entry, long AsOf) : Proposal(AsOf);

    /// <summary>Let the public book a held-back slot.</summary>
    public sealed record Release(SlotId Slot, long AsOf) : Proposal(AsOf);

    /// <summary>Say that every slot due up to a day was offered.</summary>
    /// <param name="Through">The last day of the window, included.</param>
    public sealed record Sweep(LocalDate Through, long AsOf) : Proposal(AsOf);
}
