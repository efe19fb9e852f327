namespace Scheduling.Domain;

/// <summary>
/// Whole years of age, both ends included. Of a slot: whom it takes (art. 23c(3)(1), child age ranges). Of a patient:
/// the band the age falls into, which stands in events instead of a birth date.
/// </summary>
/// <param name="From">0 to <see cref="Oldest"/>.</param>
/// <param name="To">Not below <paramref name="From"/>.</param>
public readonly record struct AgeRange(int From, int To)
{
    /// <summary>No age band ends later.</summary>
    public const int Oldest = 130;

    /// <summary>Nineteen and older; what a report says when nothing else was given.</summary>
    public static AgeRange Adult => new(19, Oldest);

    /// <summary>Whether everybody of <paramref name="band"/> is inside.</summary>
    public bool Contains(AgeRange band) => From <= band.From && band.To <= To;

    public override string ToString() => $"{From}-{To}";
}
