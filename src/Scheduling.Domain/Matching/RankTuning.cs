using System.Runtime.Intrinsics;

namespace Scheduling.Domain.Matching;

/// <summary>How many postings a search looks at in one step.</summary>
public enum SearchWidth
{
    /// <summary>One; runs everywhere.</summary>
    Scalar,

    /// <summary>Eight.</summary>
    Vector256,

    /// <summary>Sixteen.</summary>
    Vector512,
}

/// <summary>
/// The sizes of a <see cref="RankIndex"/>. They change what it costs, never what it answers: tests make them small, so
/// that short histories reach every path.
/// </summary>
public sealed record RankTuning
{
    /// <summary>No chunk is longer, whatever the tuning says.</summary>
    internal const int LongestChunk = 64;

    /// <summary>For this machine.</summary>
    public static RankTuning Default { get; } = new();

    /// <summary>The widest step that this machine does in hardware.</summary>
    public SearchWidth Width { get; init; } =
        Vector512.IsHardwareAccelerated ? SearchWidth.Vector512
        : Vector256.IsHardwareAccelerated ? SearchWidth.Vector256
        : SearchWidth.Scalar;

    /// <summary>Postings of a chunk: 4 to 64.</summary>
    public int ChunkMax { get; init; } = LongestChunk;

    /// <summary>Chunks from which on a list remembers where its searches ended; <see cref="int.MaxValue"/> is never.
    /// </summary>
    public int CursorFrom { get; init; } = 2;

    /// <summary>Cursors that one list keeps at most: a power of two, 4 or more.</summary>
    public int CursorsMax { get; init; } = 256;

    /// <summary>Entries that have left, beyond a quarter of those that wait, before their postings are swept.</summary>
    public int SweepFrom { get; init; } = 1_024;
}
