namespace Poczekalnia.CaseFiles;

/// <summary>
/// Cuts a stream into lines without copying them.
/// </summary>
internal static class RawLines
{
    // Below the size from which the collector treats an array as large, and long enough for nearly every line.
    private const int PieceLength = 64 * 1024;

    /// <summary>The lines without their line feeds.</summary>
    /// <param name="lasting">
    /// Whether a line stays what it is for as long as somebody holds it: each piece of the stream then has bytes of
    /// its own. Otherwise a line is good until the next one, and the bytes are used again.
    /// </param>
    /// <exception cref="CaseFileException">The last line has no line feed.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(Stream stream, bool lasting)
    {
        var piece = new byte[PieceLength];
        var (from, length, number) = (0, 0, 1L);
        while (true)
        {
            var read = stream.Read(piece, length, piece.Length - length);
            if (read == 0)
            {
                break;
            }

            var searched = length;
            length += read;
            while (piece.AsSpan(searched, length - searched).IndexOf((byte)'\n') is var feed and >= 0)
            {
                yield return piece.AsMemory(from, searched + feed - from);
                (from, searched, number) = (searched + feed + 1, searched + feed + 1, number + 1);
            }

            if (length == piece.Length)
            {
                // The line that is cut by the end of the piece begins the next one.
                var rest = piece.AsSpan(from);
                var next = lasting || 2 * rest.Length > piece.Length
                    ? GC.AllocateUninitializedArray<byte>(Math.Max(PieceLength, 2 * rest.Length))
                    : piece;
                rest.CopyTo(next);
                piece = next;
                (from, length) = (0, rest.Length);
            }
        }

        if (from < length)
        {
            throw new CaseFileException(number, "it is cut off: the line feed is missing");
        }
    }
}
