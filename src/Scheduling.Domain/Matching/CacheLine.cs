using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Scheduling.Domain.Matching;

/// <summary>What a search knows of how memory is read: in lines, and long before it is needed if it is asked for.
/// </summary>
internal static class CacheLine
{
    /// <summary>Bytes that are read together.</summary>
    public const int Length = 64;

    /// <summary>
    /// Has memory send the line of a variable while other work goes on. Nothing depends on it; a processor without such
    /// an order waits later instead.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Fetch<T>(ref readonly T variable)
        where T : allows ref struct
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in variable)));
        }
    }
}
