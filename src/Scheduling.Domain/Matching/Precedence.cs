namespace Scheduling.Domain.Matching;

/// <summary>Which of two waiting entries comes first: by order key, which no two in a scope share.</summary>
internal static class Precedence
{
    // Comparing enum values boxes them, and a search must not allocate; so classes are compared as numbers.
    // Equal keys would be a bug elsewhere; the identity keeps even then every matcher's answer the same.
    public static int Compare(WaitingRecord left, WaitingRecord right)
    {
        var byClass = (int)left.Order.Class - (int)right.Order.Class;
        var byKey = byClass != 0 ? byClass : left.Order.CompareTo(right.Order);
        return byKey != 0 ? byKey : left.Entry.Value.CompareTo(right.Entry.Value);
    }
}
