using System.Globalization;
using System.Text.Json;
using NodaTime.Text;

namespace Poczekalnia.CaseFiles;

/// <summary>How many lines of each kind a case file holds.</summary>
public sealed record CaseCounts(long Commands, long Events, long Notices, long Policies);

/// <summary>
/// Sees the lines of a file, each once it is known to follow rightly from those before. Whether the file is whole
/// is known only at its end: what is concluded from the lines must not be said before.
/// </summary>
/// <param name="number">The number of the line, from 1.</param>
/// <param name="line">The line without its line feed.</param>
public delegate void LineVisitor(long number, ReadOnlySpan<byte> line);

/// <summary>
/// A case file that was read to its end and found whole. There is no other way to get at its lines, so nobody ever
/// works with half of a file or an edited one.
/// </summary>
public sealed class CaseFile
{
    private readonly Func<Stream> _open;

    private CaseFile(Func<Stream> open, long lines, string logHash, Manifest manifest, JsonElement end)
    {
        var counts = end.GetProperty("counts");
        _open = open;
        LineCount = lines;
        LogHash = logHash;
        Manifest = manifest;
        Complete = end.GetProperty("complete").GetString() == "yes";
        Counts = new CaseCounts(
            counts.GetProperty("commands").GetInt64(),
            counts.GetProperty("events").GetInt64(),
            counts.GetProperty("notices").GetInt64(),
            counts.GetProperty("policies").GetInt64());
    }

    public Manifest Manifest { get; }

    public CaseCounts Counts { get; }

    /// <summary>Whether the run came to its end; <see langword="false"/> when it was interrupted.</summary>
    public bool Complete { get; }

    /// <summary>The hash of the end line, which stands for the whole file.</summary>
    public string LogHash { get; }

    public long LineCount { get; }

    /// <summary>Verifies a whole file.</summary>
    /// <param name="see">Is shown the lines on the way; see <see cref="LineVisitor"/>.</param>
    /// <exception cref="CaseFileException">It is cut off, edited or no case file.</exception>
    public static CaseFile Open(string path, LineVisitor? see = null) =>
        Open(() => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0), see);

    /// <summary>Verifies what can be read more than once from its beginning.</summary>
    /// <param name="see">Is shown the lines on the way; see <see cref="LineVisitor"/>.</param>
    /// <exception cref="CaseFileException">It is cut off, edited or no case file.</exception>
    public static CaseFile Open(Func<Stream> open, LineVisitor? see = null)
    {
        using var verifier = new CaseFileVerifier();
        using var stream = open();
        var (first, last) = (Array.Empty<byte>(), ReadOnlyMemory<byte>.Empty);
        foreach (var line in RawLines.Of(stream, lasting: false))
        {
            verifier.Accept(line.Span);
            see?.Invoke(verifier.Lines, line.Span);
            first = verifier.Lines == 1 ? line.ToArray() : first;
            last = line;
        }

        verifier.Finish();
        return new CaseFile(
            open, verifier.Lines, verifier.LastHash, ManifestOf(first), JsonElement.Parse(last.Span));
    }

    /// <summary>The lines from the first to the last, read anew each time.</summary>
    public IEnumerable<CaseLine> Lines()
    {
        using var stream = _open();
        var number = 0L;
        foreach (var line in RawLines.Of(stream, lasting: true))
        {
            yield return new CaseLine(++number, line);
        }
    }

    private static Manifest ManifestOf(byte[] line)
    {
        var manifest = JsonElement.Parse(line);
        var from = InstantPattern.ExtendedIso.Parse(Text("from"));
        return new Manifest(
            Text("scenario"),
            Text("seed"),
            Text("code"),
            Text("tzdb"),
            from.Success ? from.Value : throw Missing("from"),
            Text("pseudonymised") == "yes",
            manifest.TryGetProperty("partial", out _) && Text("partial") == "yes");

        string Text(string name) =>
            manifest.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : throw Missing(name);

        static CaseFileException Missing(string name) =>
            new(1, string.Create(CultureInfo.InvariantCulture, $"the member {name} is missing or of another kind"));
    }
}
