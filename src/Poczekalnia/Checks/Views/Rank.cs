using NodaTime;

namespace Poczekalnia.Checks.Views;

/// <summary>
/// The place of an entry in the order of its scope: class, since when the wait counts, report number.
/// </summary>
public readonly record struct Rank(RankClass Class, Instant Since, long Number) : IComparable<Rank>
{
    public int CompareTo(Rank other)
    {
        var byClass = ((int)Class).CompareTo((int)other.Class);
        if (byClass != 0)
        {
            return byClass;
        }

        var bySince = Since.CompareTo(other.Since);
        return bySince != 0 ? bySince : Number.CompareTo(other.Number);
    }

    public override string ToString() => $"({Words.NameOf(Class)}, {Since}, {Number})";
}

/// <summary>Whole years of age, both ends included.</summary>
public readonly record struct AgeSpan(int From, int To)
{
    public bool Holds(AgeSpan band) => From <= band.From && band.To <= To;

    public override string ToString() => $"{From}-{To}";
}
