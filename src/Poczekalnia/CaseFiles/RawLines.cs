namespace Poczekalnia.CaseFiles;

/// <summary>
/// Cuts a stream into lines without copying them. Each piece of the stream has bytes of its own, so that a line stays
/// what it is for as long as somebody holds it.
/// </summary>
internal static class RawLines
{
    // Below the size from which the collector treats an array as large, and long enough for nearly every line.
    private const int PieceLength = 64 * 1024;

    /// <summary>The lines without their line feeds.</summary>
    /// <exception cref="CaseFileException">The last line has no line feed.</exception>
    public static IEnumerable<ReadOnlyMemory<byte>> Of(Stream stream)
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
            while (piece.AsSpan(searched, length - searched).IndexOf((byte)'\n') is var next and >= 0)
            {
                yield return piece.AsMemory(from, searched + next - from);
                (from, searched, number) = (searched + next + 1, searched + next + 1, number + 1);
            }

            if (length == piece.Length)
            {
                // The line that is cut by the end of the piece begins the next one.
                var rest = piece.AsSpan(from);
                piece = GC.AllocateUninitializedArray<byte>(Math.Max(PieceLength, 2 * rest.Length));
                rest.CopyTo(piece);
                (from, length) = (0, rest.Length);
            }
        }

        if (from < length)
        {
            throw new CaseFileException(number, "it is cut off: the line feed is missing");
        }
    }
}
