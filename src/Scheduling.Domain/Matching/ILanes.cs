using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Scheduling.Domain.Matching;

/// <summary>
/// The test of sixteen postings at once; bit n of an answer stands for the posting n places on. Behind every plane lie
/// sixteen numbers more, so a step may read beyond the last posting; what it finds there does not count.
/// </summary>
internal interface ILanes
{
    /// <summary>Postings looked at in one step.</summary>
    const int Step = 16;

    /// <summary>Which have all bits of the need, and dates that hold its day.</summary>
    static abstract uint Fitting(ref readonly uint signatures, ref readonly uint dates, int from, in Need need);

    /// <summary>Which points are not outside the box.</summary>
    static abstract uint Inside(ref readonly uint points, int from, in Box box);
}

/// <summary>A box on the map: two 16-bit coordinates in 32 bits for each of its corners, both included.</summary>
internal readonly record struct Box(uint Low, uint High)
{
    /// <summary>Whether a point lies in it.</summary>
    public bool Holds(uint point) => OneLane.IsWithin(Low, point) && OneLane.IsWithin(point, High);
}

/// <summary>One after the other.</summary>
internal readonly struct OneLane : ILanes
{
    private const uint LowerHalf = 0xFFFF;

    public static uint Fitting(ref readonly uint signatures, ref readonly uint dates, int from, in Need need)
    {
        var fitting = 0u;
        for (var i = 0; i < ILanes.Step; i++)
        {
            if ((At(in signatures, from + i) & need.Bits) == need.Bits && IsWithin(At(in dates, from + i), need.Dates))
            {
                fitting |= 1u << i;
            }
        }

        return fitting;
    }

    public static uint Inside(ref readonly uint points, int from, in Box box)
    {
        var inside = 0u;
        for (var i = 0; i < ILanes.Step; i++)
        {
            if (box.Holds(At(in points, from + i)))
            {
                inside |= 1u << i;
            }
        }

        return inside;
    }

    /// <summary>Whether neither half is higher.</summary>
    public static bool IsWithin(uint pair, uint bound) =>
        (pair & LowerHalf) <= (bound & LowerHalf) && (pair & ~LowerHalf) <= (bound & ~LowerHalf);

    private static uint At(ref readonly uint plane, int index) => Unsafe.Add(ref Unsafe.AsRef(in plane), index);
}

/// <summary>Twice eight.</summary>
internal readonly struct EightLanes : ILanes
{
    private const int Half = ILanes.Step / 2;

    public static uint Fitting(ref readonly uint signatures, ref readonly uint dates, int from, in Need need)
    {
        var bits = Vector256.Create(need.Bits);
        var lower = Vector256.Equals(Vector256.LoadUnsafe(in signatures, (nuint)from) & bits, bits);
        var upper = Vector256.Equals(Vector256.LoadUnsafe(in signatures, (nuint)from + Half) & bits, bits);
        if ((lower | upper) == Vector256<uint>.Zero)
        {
            return 0;
        }

        var day = Vector256.Create(need.Dates);
        lower &= IsWithin(Vector256.LoadUnsafe(in dates, (nuint)from), day);
        upper &= IsWithin(Vector256.LoadUnsafe(in dates, (nuint)from + Half), day);
        return lower.ExtractMostSignificantBits() | (upper.ExtractMostSignificantBits() << Half);
    }

    public static uint Inside(ref readonly uint points, int from, in Box box)
    {
        var (low, high) = (Vector256.Create(box.Low), Vector256.Create(box.High));
        var lower = Vector256.LoadUnsafe(in points, (nuint)from);
        var upper = Vector256.LoadUnsafe(in points, (nuint)from + Half);
        lower = IsWithin(low, lower) & IsWithin(lower, high);
        upper = IsWithin(low, upper) & IsWithin(upper, high);
        return lower.ExtractMostSignificantBits() | (upper.ExtractMostSignificantBits() << Half);
    }

    // Neither half is higher.
    private static Vector256<uint> IsWithin(Vector256<uint> pairs, Vector256<uint> bound) =>
        Vector256.Equals(Vector256.Max(pairs.AsUInt16(), bound.AsUInt16()).AsUInt32(), bound);
}

/// <summary>Sixteen together.</summary>
internal readonly struct SixteenLanes : ILanes
{
    public static uint Fitting(ref readonly uint signatures, ref readonly uint dates, int from, in Need need)
    {
        var bits = Vector512.Create(need.Bits);
        var fits = Vector512.Equals(Vector512.LoadUnsafe(in signatures, (nuint)from) & bits, bits);
        if (fits == Vector512<uint>.Zero)
        {
            return 0;
        }

        fits &= IsWithin(Vector512.LoadUnsafe(in dates, (nuint)from), Vector512.Create(need.Dates));
        return (uint)fits.ExtractMostSignificantBits();
    }

    public static uint Inside(ref readonly uint points, int from, in Box box)
    {
        var point = Vector512.LoadUnsafe(in points, (nuint)from);
        var inside = IsWithin(Vector512.Create(box.Low), point) & IsWithin(point, Vector512.Create(box.High));
        return (uint)inside.ExtractMostSignificantBits();
    }

    // Neither half is higher.
    private static Vector512<uint> IsWithin(Vector512<uint> pairs, Vector512<uint> bound) =>
        Vector512.Equals(Vector512.Max(pairs.AsUInt16(), bound.AsUInt16()).AsUInt32(), bound);
}
