using Scheduling.Domain;

namespace Poczekalnia.Import;

/// <summary>Whom a clinic takes, from its specialty and its list of children's ages.</summary>
internal static class NfzAges
{
    private const int ChildhoodEnds = 18;
    private static readonly AgeRange[] Bands = [new(0, 3), new(4, 9), new(10, 15), new(16, ChildhoodEnds)];

    /// <summary>The ages, adjacent bands joined; nothing when the list is none.</summary>
    /// <param name="specialty">
    /// Part VIII of the resort code; of the two codes of a specialty that for children ends in 1 (read off the names of
    /// the clinics, <i>assumed</i>).
    /// </param>
    /// <param name="ageRange">Such as <c>---,4-9,10-15,16-18</c>; nothing where the clinic gives no list.</param>
    /// <param name="adultsToo">Whether a children's clinic says that it takes adults too.</param>
    public static ValueList<AgeRange>? TryRead(string specialty, string? ageRange, bool adultsToo)
    {
        var forChildren = specialty.EndsWith('1');
        var children = ageRange is null
            ? forChildren ? [.. Bands] : new List<AgeRange>()
            : TryReadList(ageRange);
        if (children is null)
        {
            return null;
        }

        return Join(forChildren && !adultsToo ? children : children.Append(AgeRange.Adult));
    }

    private static List<AgeRange>? TryReadList(string text)
    {
        var items = text.Split(',');
        if (items.Length != Bands.Length)
        {
            return null;
        }

        var ages = new List<AgeRange>();
        for (var i = 0; i < Bands.Length; i++)
        {
            if (items[i] == Bands[i].ToString())
            {
                ages.Add(Bands[i]);
            }
            else if (items[i] != "---")
            {
                return null;
            }
        }

        return ages;
    }

    private static ValueList<AgeRange> Join(IEnumerable<AgeRange> ages)
    {
        var joined = new List<AgeRange>();
        foreach (var range in ages)
        {
            if (joined.Count > 0 && joined[^1].To + 1 == range.From)
            {
                joined[^1] = new AgeRange(joined[^1].From, range.To);
            }
            else
            {
                joined.Add(range);
            }
        }

        return ValueList.From(joined);
    }
}
